package nexus.platform.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
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
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.function.SingletonSupplier;

/**
 * Keeps events in PostgreSQL: one statement appends all events of a unit of work, in the
 * transaction that also holds its reservations and its answer.
 *
 * <p>Order is not given here but after the commit, by the {@link Sequencer}; tokens are plain
 * positions.
 */
final class PostgresEventStorageEngine extends AbstractEventStorageEngine {

    private static final String APPEND =
            """
            insert into event (event_id, stream_id, version, stream_type, type, revision, payload,
                               metadata, organization_id, occurred_at, recorded_at)
            select event_id, stream_id, version, split_part(stream_id, '-', 1), type, revision,
                   payload::jsonb, metadata::jsonb, organization_id,
                   least(coalesce(occurred_at::timestamptz, statement_timestamp()),
                         statement_timestamp()),
                   statement_timestamp()
            from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[],
                        ?::text[], ?::text[], ?::text[])
              as appended (event_id, stream_id, version, type, revision, payload, metadata,
                           organization_id, occurred_at)
            """;

    private final JdbcTemplate jdbc;
    private final JdbcClient db;
    private final Tail tail;

    /** Found when first needed, as they may read events themselves. */
    private final Supplier<List<AppendListener>> listeners;

    PostgresEventStorageEngine(
            DataSource database,
            Serializer serializer,
            EventUpcaster upcasters,
            Tail tail,
            ObjectProvider<AppendListener> listeners) {
        super(
                new Builder() {}.eventSerializer(serializer)
                        .snapshotSerializer(serializer)
                        .upcasterChain(upcasters));
        this.jdbc = new JdbcTemplate(database);
        this.db = JdbcClient.create(jdbc);
        this.tail = tail;
        this.listeners = SingletonSupplier.of(() -> listeners.stream().toList());
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (events.isEmpty()) {
            return;
        }
        try {
            jdbc.execute((Connection connection) -> append(connection, events, serializer));
        } catch (DuplicateKeyException taken) {
            throw new ConcurrencyException(
                    "A stream was appended to by somebody else in the meantime", taken);
        }
        tellAfterCommit(events);
    }

    private static @Nullable Void append(
            Connection connection, List<? extends EventMessage<?>> events, Serializer serializer)
            throws SQLException {
        var columns = new Object[9][events.size()];
        for (int i = 0; i < events.size(); i++) {
            var event = (DomainEventMessage<?>) events.get(i);
            var payload = event.serializePayload(serializer, String.class);
            var metadata = event.getMetaData();
            columns[0][i] = event.getIdentifier();
            columns[1][i] = event.getAggregateIdentifier();
            columns[2][i] = event.getSequenceNumber();
            columns[3][i] = payload.getType().getName();
            columns[4][i] = payload.getType().getRevision();
            columns[5][i] = payload.getData();
            columns[6][i] = event.serializeMetaData(serializer, String.class).getData();
            columns[7][i] = metadata.get(EventMetadata.ORGANIZATION);
            columns[8][i] = metadata.get(EventMetadata.OCCURRED_AT);
        }
        try (var append = connection.prepareStatement(APPEND)) {
            for (int i = 0; i < columns.length; i++) {
                var type = i == 2 ? "int8" : "text";
                append.setArray(i + 1, connection.createArrayOf(type, columns[i]));
            }
            append.executeUpdate();
        }
        return null;
    }

    private void tellAfterCommit(List<? extends EventMessage<?>> events) {
        var kinds =
                events.stream()
                        .map(event -> Appended.of((DomainEventMessage<?>) event))
                        .distinct()
                        .toList();
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            tell(kinds);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        tell(kinds);
                    }
                });
    }

    private void tell(List<Appended> kinds) {
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

        static Appended of(DomainEventMessage<?> event) {
            var stream = event.getAggregateIdentifier();
            return new Appended(
                    String.valueOf(event.getMetaData().get(EventMetadata.ORGANIZATION)),
                    stream.substring(0, stream.indexOf('-')));
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

    /** Streams are short and kept in memory, so there are no snapshots yet. */
    @Override
    protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
        throw new UnsupportedOperationException("This event store keeps no snapshots");
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String streamId) {
        return Stream.empty();
    }
}
