package nexus.platform.eventstore;

import static nexus.platform.eventstore.StoreDatabase.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import nexus.app.embedded.DataFolder;
import nexus.app.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/**
 * Events brought back from a backup into a cluster of PostgreSQL that counts its transactions anew:
 * what had no position yet gets one, what had one keeps it.
 */
class RestoredIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void what_is_restored_into_another_cluster_goes_on_where_it_stood() throws Exception {
        var folder = Path.of("target", "test-restored");
        delete(folder);
        try (var data = DataFolder.open(folder);
                var another = EmbeddedPostgres.start(data);
                var before = new StoreDatabase(8);
                var after = new StoreDatabase(another, 8)) {
            happen(before);
            var positions = positions(before);
            restore(before, after);
            var sequencer = new Sequencer(after.pool(), new Tail());
            sequencer.start();
            try {
                for (int i = 20; i < 25; i++) {
                    after.groupCommit().store(append("thing-a", i));
                }
                await().atMost(SOON)
                        .until(() -> after.count("event_position") == after.count("event"));
            } finally {
                sequencer.stop();
            }
            assertThat(positions(after))
                    .as("each event once, those from before where they were")
                    .hasSize(45)
                    .doesNotHaveDuplicates()
                    .startsWith(positions.toArray(String[]::new));
            assertThat(
                            after.db
                                    .sql("select position from event_position order by position")
                                    .query(Long.class)
                                    .list())
                    .isEqualTo(LongStream.rangeClosed(1, 45).boxed().toList());
            assertThat(positions(after).stream().filter(event -> event.startsWith("thing-a@")))
                    .isEqualTo(LongStream.range(0, 25).mapToObj(i -> "thing-a@" + i).toList());
        }
    }

    /** 20 events that get their positions, and 20 that do not any more. */
    private static void happen(StoreDatabase database) {
        var sequencer = new Sequencer(database.pool(), new Tail());
        sequencer.start();
        for (int i = 0; i < 10; i++) {
            database.groupCommit().store(append("thing-a", i));
            database.groupCommit().store(append("thing-b", i));
        }
        await().atMost(SOON).until(() -> database.count("event_position") == 20);
        sequencer.stop();
        for (int i = 10; i < 20; i++) {
            database.groupCommit().store(append("thing-a", i));
            database.groupCommit().store(append("thing-b", i));
        }
    }

    private static List<String> positions(StoreDatabase database) {
        return database.db
                .sql(
                        """
                        select e.stream_id || '@' || e.version
                        from event_position p join event e using (seq) order by p.position""")
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static void restore(StoreDatabase from, StoreDatabase to)
            throws SQLException, IOException {
        to.db.sql("delete from event_floor").update();
        for (var table : List.of("event", "event_position", "event_floor")) {
            var rows = new ByteArrayOutputStream();
            try (var source = from.pool().getConnection();
                    var target = to.pool().getConnection()) {
                source.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("copy " + table + " to stdout", rows);
                target.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "copy " + table + " from stdin",
                                new ByteArrayInputStream(rows.toByteArray()));
            }
        }
        to.db.sql(
                        """
                        select setval(pg_get_serial_sequence('event', 'seq'),
                          (select max(seq) from event))""")
                .query(Long.class)
                .single();
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (var files = Files.walk(tree)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
