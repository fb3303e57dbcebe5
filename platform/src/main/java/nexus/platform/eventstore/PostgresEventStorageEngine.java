package nexus.platform.eventstore;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.function.SingletonSupplier;

/**
 * Keeps events in PostgreSQL: one statement appends all that a unit of work stores, together with
 * what others store at the same moment.
 *
 * <p>Order is not given here but after the commit, by the {@link Sequencer}; tokens are plain
 * positions.
 */
final class PostgresEventStorageEngine extends AbstractEventStorageEngine
        implements AppendingEngine {

    private final GroupCommit group;
    private final JdbcClient db;
    private final SnapshotTable snapshots;
    private final Tail tail;

    /** Found when first needed, as they may read events themselves. */
    private final Supplier<List<AppendListener>> listeners;

    PostgresEventStorageEngine(
            DataSource database,
            GroupCommit group,
            SnapshotTable snapshots,
            Serializer serializer,
            EventUpcaster upcasters,
            Tail tail,
            ObjectProvider<AppendListener> listeners) {
        super(
                new Builder() {}.eventSerializer(serializer)
                        .snapshotSerializer(serializer)
                        .upcasterChain(upcasters));
        this.group = group;
        this.snapshots = snapshots;
        this.db = JdbcClient.create(database);
        this.tail = tail;
        this.listeners = SingletonSupplier.of(() -> listeners.stream().toList());
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        var append =
                CurrentUnitOfWork.isStarted()
                        ? Append.of(CurrentUnitOfWork.get().root())
                        : new Append();
        for (var event : events) {
            append.add(row((DomainEventMessage<?>) event, serializer));
        }
        store(append);
    }

    @Override
    public void store(Append append) {
        if (append.isToBeStored()) {
            group.store(append);
            tell(append.events().stream().map(Appended::of).distinct().toList());
        }
    }

    static Append.Event row(DomainEventMessage<?> event, Serializer serializer) {
        var payload = event.serializePayload(serializer, String.class);
        var metadata = event.getMetaData();
        return new Append.Event(
                event.getIdentifier(),
                event.getAggregateIdentifier(),
                event.getSequenceNumber(),
                payload.getType().getName(),
                payload.getType().getRevision(),
                payload.getData(),
                event.serializeMetaData(serializer, String.class).getData(),
                (String) metadata.get(EventMetadata.ORGANIZATION),
                (String) metadata.get(EventMetadata.OCCURRED_AT));
    }

    private void tell(List<Appended> kinds) {
        if (kinds.isEmpty()) {
            return;
        }
        tail.appended();
        listeners
                .get()
                .forEach(
                        listener ->
                                kinds.forEach(
                                        kind ->
                                                listener.appended(
                                                        kind.organization(), kind.streamType())));
    }

    private record Appended(String organization, String streamType) {

        static Appended of(Append.Event event) {
            return new Appended(String.valueOf(event.organizationId()), event.streamType());
        }
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readEventData(
            String streamId, long firstVersion) {
        if (NewStreams.contain(streamId)) {
            return Stream.empty();
        }
        return db
                .sql(
                        "select "
                                + StoredEvent.COLUMNS
                                + " from event e where e.stream_id = :stream and e.version >= :from"
                                + " order by e.version")
                .param("stream", streamId)
                .param("from", firstVersion)
                .query((row, _) -> StoredEvent.from(row))
                .list()
                .stream();
    }

    @Override
    protected Stream<? extends TrackedEventData<?>> readEventData(
            @Nullable TrackingToken token, boolean mayBlock) {
        return readAfter(position(token), 1000).stream();
    }

    List<TrackedDomainEventData<String>> readAfter(long position, int limit) {
        return db.sql(
                        "select "
                                + StoredEvent.COLUMNS
                                + """
                                , p.position from event_position p join event e using (seq)
                                where p.position > :after order by p.position limit :limit""")
                .param("after", position)
                .param("limit", limit)
                .query(
                        (row, _) ->
                                new TrackedDomainEventData<>(
                                        new GlobalSequenceTrackingToken(row.getLong(10)),
                                        StoredEvent.from(row)))
                .list();
    }

    static long position(@Nullable TrackingToken token) {
        return token == null ? 0 : token.position().orElse(0);
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String streamId) {
        return db
                .sql("select max(version) from event where stream_id = :stream")
                .param("stream", streamId)
                .query((row, _) -> row.getObject(1, Long.class))
                .list()
                .stream()
                .filter(Objects::nonNull)
                .findFirst();
    }

    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(0);
    }

    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(tail.position());
    }

    @Override
    public TrackingToken createTokenAt(Instant instant) {
        var position =
                db.sql(
                                """
                                select coalesce(max(p.position), 0)
                                from event_position p join event e using (seq)
                                where e.recorded_at < :instant""")
                        .param("instant", java.sql.Timestamp.from(instant))
                        .query(Long.class)
                        .single();
        return new GlobalSequenceTrackingToken(position);
    }

    @Override
    protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
        snapshots.store(snapshot, serializer);
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String streamId) {
        return NewStreams.contain(streamId) ? Stream.empty() : snapshots.read(streamId).stream();
    }
}
