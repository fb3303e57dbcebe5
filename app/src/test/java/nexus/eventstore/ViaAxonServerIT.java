package nexus.eventstore;

import static nexus.eventstore.EventMoveIT.EVENTS;
import static nexus.eventstore.EventMoveIT.contents;
import static nexus.eventstore.EventMoveIT.emptyDatabase;
import static nexus.eventstore.EventMoveIT.filledDatabase;
import static nexus.eventstore.EventMoveIT.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import nexus.platform.NewId;
import nexus.platform.eventstore.EventMove;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moving to Axon Server and back. */
class ViaAxonServerIT {

    @TempDir Path folder;

    /** Needs an Axon Server without events: a stream that has others is refused. */
    @Test
    void by_way_of_axon_server_and_back_it_is_the_same() {
        var server = AxonServers.requireEmpty();
        var from = filledDatabase();
        try (var move = EventMove.ofPostgres(source(from)).inFilesOf(7)) {
            move.exportTo(folder, EventMoveIT::quietly);
        }
        try (var move = EventMove.ofAxonServer(server)) {
            assertThatThrownBy(() -> move.importFrom(folder, EventMoveIT::stopHalfway))
                    .hasMessage("stopped");
            move.importFrom(folder, EventMoveIT::quietly);
        }
        var there = folder.resolve("from-axon-server");
        try (var move = EventMove.ofAxonServer(server)) {
            assertThat(move.exportTo(there, EventMoveIT::quietly)).isEqualTo(EVENTS);
        }
        var back = emptyDatabase();
        try (var move = EventMove.ofPostgres(source(back))) {
            move.importFrom(there, EventMoveIT::quietly);
        }
        assertThat(contents(back)).isEqualTo(contents(from));
        // the engine goes on on Axon Server with the database it had, and back on that database
        try (var store = MirroredStore.onAxonServer(server, from)) {
            store.append(Conformance.event(NewId.of("pipeline"), 0, "on Axon Server"));
        }
        var again = folder.resolve("again");
        try (var move = EventMove.ofAxonServer(server)) {
            assertThat(move.exportTo(again, EventMoveIT::quietly)).isEqualTo(EVENTS + 1);
        }
        try (var move = EventMove.ofPostgres(source(from))) {
            move.importFrom(again, EventMoveIT::quietly);
        }
        try (var store = new PostgresStore(from)) {
            store.append(Conformance.event(NewId.of("pipeline"), 0, "back in PostgreSQL"));
        }
    }
}
