package nexus.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import nexus.api.pipeline.PipelineId;
import nexus.platform.NewId;
import nexus.testing.TestServers;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class MirrorIT {

    private static List<String> appendTo(Store store, int events) {
        return IntStream.range(0, events)
                .mapToObj(_ -> NewId.of(PipelineId.PREFIX))
                .peek(stream -> store.append(Conformance.event(stream, 0, "x")))
                .toList();
    }

    private static List<String> copied(ConfiguredStore store) {
        return store.bean(JdbcClient.class)
                .sql(
                        """
                        select e.stream_id from event_position p join event e using (seq)
                        order by p.position""")
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Test
    void whoever_has_appended_finds_it_in_the_copy() {
        try (var store = MirroredStore.inMemory()) {
            var streams = appendTo(store, 20);
            assertThat(copied(store)).containsExactlyElementsOf(streams);
        }
    }

    @Test
    void a_copy_of_other_events_is_refused() {
        var database = TestServers.freshDatabase();
        try (var store = MirroredStore.inMemory(database)) {
            appendTo(store, 3);
        }
        assertThatThrownBy(() -> MirroredStore.inMemory(database))
                .hasStackTraceContaining("are not those of the memory of this process");
    }

    @Test
    void events_of_the_database_that_the_source_lacks_are_not_left_behind() {
        var database = TestServers.freshDatabase();
        try (var store = new PostgresStore(database)) {
            appendTo(store, 3);
            assertThat(store.events().createHeadToken()).isNotNull();
        }
        assertThatThrownBy(() -> MirroredStore.inMemory(database))
                .hasStackTraceContaining("of them: bring the others there first");
    }

    @Test
    void a_copy_is_not_appended_to() {
        var database = TestServers.freshDatabase();
        try (var store = MirroredStore.inMemory(database)) {
            appendTo(store, 1);
        }
        assertThatThrownBy(() -> new PostgresStore(database))
                .hasStackTraceContaining("holds a copy of the events");
    }

    @Test
    void the_copy_goes_on_where_it_stopped() {
        var server = AxonServers.require();
        var database = TestServers.freshDatabase();
        List<String> before;
        try (var store = MirroredStore.onAxonServer(server, database)) {
            appendTo(store, 5);
            before = copied(store);
        }
        try (var elsewhere = MirroredStore.onAxonServer(server, TestServers.freshDatabase())) {
            var more = appendTo(elsewhere, 5);
            try (var store = MirroredStore.onAxonServer(server, database)) {
                assertThat(copied(store))
                        .startsWith(before.toArray(String[]::new))
                        .endsWith(more.toArray(String[]::new));
                assertThat(copied(store)).isEqualTo(copied(elsewhere));
            }
        }
    }
}
