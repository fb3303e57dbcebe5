package nexus.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import nexus.platform.NewId;
import nexus.platform.eventstore.Append.Value;
import nexus.platform.eventstore.Appends;
import nexus.platform.eventstore.EventMove;
import nexus.platform.eventstore.EventMove.Refused;
import nexus.testing.TestServers;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** From one store into a folder and from there into another, and nothing is another than it was. */
class EventMoveIT {

    static final int EVENTS = 60;
    private static final int A_FILE = 7;

    @TempDir Path folder;

    static String filledDatabase() {
        var database = TestServers.freshDatabase();
        try (var store = new PostgresStore(database)) {
            for (int i = 0; i < EVENTS / 2; i++) {
                var stream = NewId.of("pipeline");
                var value = new Value("*", "user.email", "x" + i, stream);
                var odd = "№%d \"ä\\u0000\\\" \u2028 \uD83D\uDC69".formatted(i);
                var events =
                        List.of(
                                Conformance.event(stream, 0, odd),
                                Conformance.event(stream, 1, "Größe".repeat(i)));
                store.inUnitOfWork(
                        () -> {
                            store.bean(Appends.class).ofUnitOfWork().claim(value, Taken::new);
                            store.events().publish(events);
                        });
            }
            awaitPositions(store);
        }
        return database;
    }

    private static final class Taken extends RuntimeException {}

    private static void awaitPositions(ConfiguredStore store) {
        while (store.events().createHeadToken().position().orElse(0) < EVENTS) {
            Thread.onSpinWait();
        }
    }

    static DataSource source(String database) {
        return new DriverManagerDataSource(
                database, TestServers.postgres().username(), TestServers.postgres().password());
    }

    static String emptyDatabase() {
        var database = TestServers.freshDatabase();
        Flyway.configure().dataSource(source(database)).load().migrate();
        return database;
    }

    /** Everything that is kept of events and of values that exist once, as text. */
    static List<String> contents(String database) {
        var db = JdbcClient.create(source(database));
        var events =
                db.sql(
                                """
                                select row(p.position, e.event_id, e.stream_id, e.version,
                                  e.stream_type, e.type, e.revision, e.payload::text,
                                  e.metadata::text, e.organization_id, e.occurred_at,
                                  e.recorded_at)::text
                                from event_position p join event e using (seq)
                                order by p.position""")
                        .query((row, _) -> row.getString(1))
                        .list();
        var reservations =
                db.sql("select row(r.*)::text from reservation r order by 1")
                        .query((row, _) -> row.getString(1))
                        .list();
        return IntStream.range(0, 2)
                .mapToObj(i -> i == 0 ? events : reservations)
                .flatMap(List::stream)
                .toList();
    }

    private static EventMove on(String database) {
        return EventMove.ofPostgres(source(database)).inFilesOf(A_FILE);
    }

    static void quietly(long done, long of) {}

    private void export(String database) {
        try (var move = on(database)) {
            assertThat(move.exportTo(folder, EventMoveIT::quietly)).isEqualTo(EVENTS);
        }
    }

    private void importInto(String database) {
        try (var move = on(database)) {
            assertThat(move.importFrom(folder, EventMoveIT::quietly)).isEqualTo(EVENTS);
        }
    }

    @Test
    void a_stream_of_events_arrives_as_it_left() {
        var from = filledDatabase();
        var to = emptyDatabase();
        export(from);
        importInto(to);
        assertThat(contents(to)).hasSize(EVENTS + EVENTS / 2).isEqualTo(contents(from));
        try (var store = new PostgresStore(to)) {
            store.append(Conformance.event(NewId.of("pipeline"), 0, "and goes on"));
        }
    }

    @Test
    void what_was_stopped_in_the_middle_goes_on() {
        var from = filledDatabase();
        var to = emptyDatabase();
        try (var move = on(from)) {
            assertThatThrownBy(() -> move.exportTo(folder, EventMoveIT::stopHalfway))
                    .hasMessage("stopped");
        }
        try (var move = on(to)) {
            assertThatThrownBy(() -> move.importFrom(folder, EventMoveIT::quietly))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("no whole export");
        }
        export(from);
        try (var move = on(to)) {
            assertThatThrownBy(() -> move.importFrom(folder, EventMoveIT::stopHalfway))
                    .hasMessage("stopped");
        }
        importInto(to);
        assertThat(contents(to)).isEqualTo(contents(from));
        importInto(to);
        assertThat(contents(to)).isEqualTo(contents(from));
    }

    static void stopHalfway(long done, long of) {
        if (done > of / 2) {
            throw new IllegalStateException("stopped");
        }
    }

    @Test
    void a_folder_that_was_changed_is_refused() throws IOException {
        var from = filledDatabase();
        export(from);
        var file = folder.resolve("events-000000000008.ndjson");
        Files.writeString(file, Files.readString(file).replaceFirst("Größe", "Grösse"));
        var to = emptyDatabase();
        try (var move = on(to)) {
            assertThatThrownBy(() -> move.importFrom(folder, EventMoveIT::quietly))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("its hash differs");
        }
        try (var move = on(from)) {
            assertThatThrownBy(() -> move.exportTo(folder, EventMoveIT::quietly))
                    .isInstanceOf(Refused.class);
        }
    }

    @Test
    void a_store_with_other_events_is_left_as_it_is() {
        export(filledDatabase());
        var other = filledDatabase();
        var before = contents(other);
        try (var move = on(other)) {
            assertThatThrownBy(() -> move.importFrom(folder, EventMoveIT::quietly))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("is another");
        }
        assertThat(contents(other)).isEqualTo(before);
    }

    @Test
    void a_database_with_an_engine_on_it_is_left_alone() {
        export(filledDatabase());
        var busy = TestServers.freshDatabase();
        try (var _ = new PostgresStore(busy);
                var move = on(busy)) {
            assertThatThrownBy(() -> move.importFrom(folder, EventMoveIT::quietly))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("An engine runs");
        }
    }
}
