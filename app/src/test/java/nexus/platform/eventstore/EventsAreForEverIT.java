package nexus.platform.eventstore;

import static nexus.platform.eventstore.StoreDatabase.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import nexus.testing.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** History is added to, and nothing else. */
class EventsAreForEverIT {

    private final StoreDatabase database = new StoreDatabase(4);

    @BeforeEach
    void append_something() {
        database.groupCommit().store(append("thing-kept", 0, 1));
        database.db.sql("insert into event_position select seq, seq from event").update();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update event set payload = '{}'",
                "delete from event",
                "truncate event",
                "update event_position set position = position + 1",
                "delete from event_position",
                "truncate event_position"
            })
    void neither_the_engine_nor_anybody_else_changes_history(String attempt) throws SQLException {
        try (var engine = database.pool().getConnection();
                var superuser = TestServers.postgres().connectAsSuperuser(engine.getCatalog())) {
            assertThatThrownBy(() -> execute(engine, attempt))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> execute(superuser, attempt))
                    .hasMessageContaining("events are for ever");
        }
        assertThat(database.versions("thing-kept")).containsExactly(0L, 1L);
        assertThat(database.count("event_position")).isEqualTo(2);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
