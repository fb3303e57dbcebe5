package nexus.platform.eventstore;

import static nexus.platform.eventstore.StoreDatabase.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import nexus.testing.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Positions under writers that commit late, not at all, or while their leader dies. */
class SequencerIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final StoreDatabase database = new StoreDatabase(24);
    private final GroupCommit group = database.groupCommit();
    private final Tail tail = new Tail();
    private final Sequencer sequencer = new Sequencer(database.pool(), tail);

    @BeforeEach
    void start() {
        sequencer.start();
    }

    @AfterEach
    void stop() {
        sequencer.stop();
        database.close();
    }

    private void store(String stream, long... versions) {
        group.store(append(stream, versions));
        tail.appended();
    }

    /** Inserts as a writer of any kind does, and leaves the commit to the caller. */
    private Connection inserting(String stream, long version) throws SQLException {
        var connection = database.pool().getConnection();
        connection.setAutoCommit(false);
        try (var insert =
                connection.prepareStatement(
                        """
                        insert into event (event_id, stream_id, version, stream_type, type,
                          revision, payload, metadata, organization_id, occurred_at, recorded_at)
                        values (?, ?, ?, 'thing', 'thing.happened', '1', '{}', '{}', 'o', now(),
                          now())""")) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.setString(2, stream);
            insert.setLong(3, version);
            insert.executeUpdate();
        }
        return connection;
    }

    private static void end(Connection connection, boolean commit) throws SQLException {
        if (commit) {
            connection.commit();
        } else {
            connection.rollback();
        }
        connection.setAutoCommit(true);
        connection.close();
    }

    private List<String> inOrder() {
        return database.db
                .sql(
                        """
                        select e.stream_id || '@' || e.version
                        from event_position p join event e using (seq) order by p.position""")
                .query((row, _) -> row.getString(1))
                .list();
    }

    private void awaitPositions(long count) {
        await().atMost(SOON).until(() -> database.count("event_position") == count);
    }

    private void assertDenseUniqueAndComplete() {
        awaitPositions(database.count("event"));
        var positions =
                database.db
                        .sql("select position from event_position order by position")
                        .query(Long.class)
                        .list();
        assertThat(positions)
                .isEqualTo(LongStream.rangeClosed(1, positions.size()).boxed().toList());
        var last = new HashMap<String, Long>();
        for (var event : inOrder()) {
            var at = event.indexOf('@');
            var version = Long.parseLong(event.substring(at + 1));
            assertThat(version)
                    .as(event)
                    .isEqualTo(last.getOrDefault(event.substring(0, at), -1L) + 1);
            last.put(event.substring(0, at), version);
        }
    }

    @Test
    void an_event_that_is_committed_long_after_others_is_not_skipped() throws Exception {
        var late = inserting("thing-late", 0);
        for (int i = 0; i < 50; i++) {
            store("thing-early", i);
        }
        awaitPositions(50);
        end(late, true);
        awaitPositions(51);
        assertThat(inOrder().getLast()).isEqualTo("thing-late@0");
        assertDenseUniqueAndComplete();
    }

    @Test
    void a_third_of_the_writers_that_give_up_neither_stop_nor_hide_the_others() throws Exception {
        var open = new ArrayList<Connection>();
        for (int i = 0; i < 300; i++) {
            open.add(inserting("thing-s" + i, 0));
            if (open.size() == 10) {
                for (int j = 0; j < 10; j++) {
                    end(open.get((j * 7) % 10), j % 3 != 0);
                }
                open.clear();
            }
        }
        assertDenseUniqueAndComplete();
        assertThat(database.count("event_position")).isEqualTo(180);
    }

    @Test
    void a_transaction_forgotten_open_stops_nobody_and_is_taken_in_when_it_ends() throws Exception {
        var forgotten = inserting("thing-forgotten", 0);
        store("thing-a", 0);
        awaitPositions(1);
        await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> true); // looks go by
        for (int i = 1; i <= 20; i++) {
            store("thing-a", i);
        }
        awaitPositions(21);
        end(forgotten, true);
        awaitPositions(22);
        assertDenseUniqueAndComplete();
    }

    @Test
    void a_transaction_forgotten_in_another_database_holds_up_nothing() throws Exception {
        try (var elsewhere = TestServers.postgres().connectAsSuperuser()) {
            elsewhere.setAutoCommit(false);
            elsewhere.createStatement().execute("select pg_current_xact_id()");
            end(inserting("thing-given-up", 0), false);
            store("thing-a", 0);
            awaitPositions(1);
            awaitFloor(2);
            elsewhere.rollback();
        }
        assertDenseUniqueAndComplete();
    }

    /** Numbers that were drawn and given up are not waited for any more. */
    private void awaitFloor(long seq) {
        await().atMost(SOON)
                .until(
                        () -> {
                            store("thing-" + UUID.randomUUID(), 0);
                            return database.db
                                            .sql("select seq from event_floor")
                                            .query(Long.class)
                                            .single()
                                    >= seq;
                        });
    }

    @Test
    void a_stream_keeps_its_order_however_its_writers_overlap() throws Exception {
        var stop = new AtomicBoolean();
        var disturbing =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        for (int i = 0; !stop.get(); i++) {
                                            end(inserting("thing-d" + i, 0), i % 2 == 0);
                                        }
                                    } catch (SQLException e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
        var writers = new ArrayList<Thread>();
        for (int w = 0; w < 8; w++) {
            var stream = "thing-w" + w;
            writers.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        for (int i = 0; i < 200; i++) {
                                            store(stream, i);
                                        }
                                    }));
        }
        for (var writer : writers) {
            writer.join();
        }
        stop.set(true);
        disturbing.join();
        assertThat(database.count("event")).isGreaterThanOrEqualTo(1600);
        assertDenseUniqueAndComplete();
    }

    @Test
    void another_node_leads_when_the_leader_is_killed_and_positions_stay_dense() throws Exception {
        var other = new Sequencer(database.pool(), new Tail());
        other.start();
        try {
            var late = inserting("thing-late", 0);
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 5; i++) {
                    store("thing-r" + round, i);
                }
                killLeader();
                store("thing-r" + round, 5);
                var due = 6L * (round + 1);
                await().atMost(Duration.ofSeconds(2))
                        .until(() -> database.count("event_position") == due);
            }
            end(late, true);
            awaitPositions(121);
            assertDenseUniqueAndComplete();
        } finally {
            other.stop();
        }
    }

    private void killLeader() {
        database.db
                .sql(
                        """
                        select count(pg_terminate_backend(pid)) from pg_locks
                        where locktype = 'advisory' and granted
                          and database = (select oid from pg_database
                                          where datname = current_database())""")
                .query(Long.class)
                .single();
    }

    @Test
    void whoever_leads_next_looks_no_further_back_than_it_must() {
        for (int i = 0; i < 100; i++) {
            store("thing-a", i);
        }
        awaitPositions(100);
        awaitFloor(100);
        assertDenseUniqueAndComplete();
    }
}
