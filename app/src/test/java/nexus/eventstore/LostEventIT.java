package nexus.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import nexus.api.EventFamilies;
import nexus.api.pipeline.PipelineId;
import nexus.platform.NewId;
import nexus.platform.serialization.NamedEventSerializer;
import nexus.testing.TestServers;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Why there is an event store of our own: a writer draws the number of its event and commits 90
 * seconds later, others commit in between, and a reader comes by.
 *
 * <p>Axon's JDBC engine remembers a number that it has not seen while the event after it is younger
 * than a minute by the reader's clock, and takes it for rolled back ever after. Nobody waits here:
 * it is the reader's clock that goes on.
 */
class LostEventIT {

    private static final Duration FROZEN = Duration.ofSeconds(90);

    private final Clock clock = GenericEventMessage.clock;
    private final DomainEventMessage<?> first = event("first");
    private final DomainEventMessage<?> late = event("late");
    private final DomainEventMessage<?> after = event("after");
    private final DomainEventMessage<?> last = event("last");

    private @Nullable Connection frozen;

    private static DomainEventMessage<?> event(String name) {
        return Conformance.event(NewId.of(PipelineId.PREFIX), 0, name);
    }

    @AfterEach
    void the_clock_goes_right_again() throws SQLException {
        GenericEventMessage.clock = clock;
        if (frozen != null) {
            frozen.close();
        }
    }

    private static void readersComeBy(Duration later) {
        GenericEventMessage.clock = Clock.offset(Clock.systemUTC(), later);
    }

    @Test
    void axons_jdbc_engine_loses_an_event_that_is_committed_after_90_seconds() throws Exception {
        assertThat(readByAxonsEngine(FROZEN)).containsExactly(id(first), id(after), id(last));
    }

    @Test
    void axons_jdbc_engine_delivers_it_while_its_minute_lasts() throws Exception {
        assertThat(readByAxonsEngine(Duration.ofSeconds(30)))
                .containsExactly(id(first), id(after), id(late), id(last));
    }

    @Test
    void ours_delivers_it() throws Exception {
        try (var store = new PostgresStore();
                var reader = store.events().openStream(null)) {
            store.append(first);
            try (var writer = store.drawNumberFor(late)) {
                store.append(after);
                readersComeBy(FROZEN);
                var read = new ArrayList<>(List.of(next(reader), next(reader)));
                writer.commit();
                store.append(last);
                read.addAll(List.of(next(reader), next(reader)));
                assertThat(read).containsExactly(id(first), id(after), id(late), id(last));
            }
        }
    }

    private static String next(BlockingStream<TrackedEventMessage<?>> reader)
            throws InterruptedException {
        assertThat(reader.hasNextAvailable(10, TimeUnit.SECONDS)).isTrue();
        return reader.nextAvailable().getIdentifier();
    }

    private List<String> readByAxonsEngine(Duration later) throws SQLException {
        var database = database();
        var engine = engine(database::getConnection);
        engine.createSchema(PostgresEventTableFactory.INSTANCE);
        engine.appendEvents(first);
        var writer = database.getConnection();
        frozen = writer;
        writer.setAutoCommit(false);
        engine(new SingleConnectionDataSource(writer, true)::getConnection).appendEvents(late);
        engine.appendEvents(after);
        readersComeBy(later);
        var read = new ArrayList<>(readOn(engine, null));
        writer.commit();
        engine.appendEvents(last);
        read.addAll(readOn(engine, read.getLast().trackingToken()));
        return read.stream().map(LostEventIT::id).toList();
    }

    private static List<TrackedEventMessage<?>> readOn(
            JdbcEventStorageEngine engine, @Nullable TrackingToken token) {
        return engine.readEvents(token, false).<TrackedEventMessage<?>>map(e -> e).toList();
    }

    private static String id(EventMessage<?> event) {
        return event.getIdentifier();
    }

    private static DataSource database() {
        return new DriverManagerDataSource(
                TestServers.freshDatabase(),
                TestServers.postgres().username(),
                TestServers.postgres().password());
    }

    private static JdbcEventStorageEngine engine(ConnectionProvider connections) {
        Serializer serializer = new NamedEventSerializer(EventFamilies.events());
        return JdbcEventStorageEngine.builder()
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .connectionProvider(connections)
                .transactionManager(NoTransactionManager.instance())
                .build();
    }
}
