package nexus.platform.eventstore;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import nexus.api.DomainEvent;
import nexus.platform.eventstore.RecordedEvent.By;
import nexus.platform.serialization.NamedEventSerializer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The event stream to read from: whole streams, and what happened in an organization. */
@Component
public class EventLog {

    private static final String SELECT =
            "select "
                    + StoredEvent.COLUMNS
                    + ", coalesce(p.position, 0), e.organization_id, e.occurred_at"
                    + " from event e left join event_position p using (seq)";

    private final JdbcClient db;
    private final EventDecoder decoder;

    EventLog(JdbcClient db, EventDecoder decoder) {
        this.db = db;
        this.decoder = decoder;
    }

    /**
     * The events of a stream in their order; none if nobody of this organization may know of it.
     */
    public List<RecordedEvent> ofStream(String streamId, String organizationId) {
        return read(
                db.sql(
                                SELECT
                                        + """
                                         where e.stream_id = :stream
                                        and e.organization_id = :organization order by e.version\
                                        """)
                        .param("stream", streamId)
                        .param("organization", organizationId));
    }

    /**
     * A stream, read from its end a part at a time.
     *
     * @param most how many events at most
     */
    public record Backwards(String streamId, String organizationId, int most) {}

    /** The last events before a version, newest first. */
    public List<RecordedEvent> beforeVersion(Backwards stream, long version) {
        return read(
                backwards(
                                stream,
                                """
                                 and e.version < :version
                                order by e.version desc limit :most""")
                        .param("version", version));
    }

    /**
     * The last events before an occurrence, in the order of the business: newest first, of those at
     * once the later version first. For a stream with events that were recorded after the fact, all
     * of which the database looks at.
     *
     * @param upTo the last version that is wanted
     */
    public List<RecordedEvent> beforeOccurrence(
            Backwards stream, Instant occurredAt, long version, long upTo) {
        return read(
                backwards(
                                stream,
                                """
                                 and (e.occurred_at, e.version) < (:occurredAt, :version)
                                and e.version <= :upTo
                                order by e.occurred_at desc, e.version desc limit :most""")
                        .param("occurredAt", Timestamp.from(occurredAt))
                        .param("version", version)
                        .param("upTo", upTo));
    }

    private JdbcClient.StatementSpec backwards(Backwards stream, String part) {
        return db.sql(
                        SELECT
                                + """
                                 where e.stream_id = :stream
                                and e.organization_id = :organization"""
                                + part)
                .param("stream", stream.streamId())
                .param("organization", stream.organizationId())
                .param("most", stream.most());
    }

    /** The events of several streams, those of each in their order. For the engine itself. */
    public List<RecordedEvent> ofStreams(Collection<String> streamIds) {
        return read(
                db.sql(
                                SELECT
                                        + """
                                         where e.stream_id = any(:streams)
                                        order by e.stream_id, e.version\
                                        """)
                        .param("streams", streamIds.toArray(String[]::new)));
    }

    /**
     * Everything that happened to an organization's streams of one kind, in the order of storing.
     */
    public List<RecordedEvent> ofOrganization(String organizationId, String streamType) {
        return read(
                db.sql(
                                SELECT
                                        + """
                                         where e.organization_id = :organization
                                        and e.stream_type = :type order by e.seq\
                                        """)
                        .param("organization", organizationId)
                        .param("type", streamType));
    }

    /**
     * How many there are of them after a number under which one was stored.
     *
     * @param settledAt the number up to which nothing more will ever become visible
     * @param settled how many of them are up to there
     * @param last the number under which the last of them was stored; 0 if there is none
     */
    public record Tally(long settledAt, long settled, long count, long last) {}

    /** How many there are of them by now, of those stored under a number after this one. */
    public Tally tallyOf(String organizationId, String streamType, long after) {
        return db.sql(
                        """
                        select f.seq, count(e.seq) filter (where e.seq <= f.seq), count(e.seq),
                          coalesce(max(e.seq), 0)
                        from event_floor f
                        left join event e on e.organization_id = :organization
                          and e.stream_type = :type and e.seq > :after
                        group by f.seq\
                        """)
                .param("organization", organizationId)
                .param("type", streamType)
                .param("after", after)
                .query(
                        (row, _) ->
                                new Tally(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4)))
                .single();
    }

    private List<RecordedEvent> ofOrganization(
            String organizationId, String streamType, long after, long last) {
        return read(
                db.sql(
                                SELECT
                                        + """
                                         where e.organization_id = :organization
                                        and e.stream_type = :type and e.seq > :after
                                        and e.seq <= :last order by e.seq\
                                        """)
                        .param("organization", organizationId)
                        .param("type", streamType)
                        .param("after", after)
                        .param("last", last));
    }

    /**
     * Where the last of them stands in the one order of all: 0 if there are none, empty while it
     * has no place yet.
     */
    public OptionalLong lastPositionOf(String organizationId, String streamType) {
        return db.sql(
                        """
                        select coalesce(p.position, -1) from event e
                        left join event_position p using (seq)
                        where e.organization_id = :organization and e.stream_type = :type
                        order by e.seq desc limit 1""")
                .param("organization", organizationId)
                .param("type", streamType)
                .query(Long.class)
                .optional()
                .map(position -> position < 0 ? OptionalLong.empty() : OptionalLong.of(position))
                .orElse(OptionalLong.of(0));
    }

    /** The same, one after the other, for as many as there may be. */
    public void eachOfOrganization(
            String organizationId, String streamType, Consumer<RecordedEvent> reader) {
        eachOfOrganization(organizationId, streamType, 0, Long.MAX_VALUE, reader);
    }

    /** Those of them that were stored under a number after one, up to another. */
    public void eachOfOrganization(
            String organizationId,
            String streamType,
            long after,
            long last,
            Consumer<RecordedEvent> reader) {
        var read = after;
        for (var end = endOfPage(organizationId, streamType, read, last);
                end > read;
                end = endOfPage(organizationId, streamType, read, last)) {
            ofOrganization(organizationId, streamType, read, end).forEach(reader);
            read = end;
        }
    }

    private long endOfPage(String organizationId, String streamType, long after, long last) {
        return db.sql(
                        """
                        select coalesce(max(seq), 0) from
                          (select seq from event
                           where organization_id = :organization and stream_type = :type
                             and seq > :after and seq <= :last
                           order by seq limit 5000) as page\
                        """)
                .param("organization", organizationId)
                .param("type", streamType)
                .param("after", after)
                .param("last", last)
                .query(Long.class)
                .single();
    }

    /** The events after a position in the one order of all, at most this many. */
    public List<RecordedEvent> after(long position, int limit) {
        return read(
                db.sql(
                                "select "
                                        + StoredEvent.COLUMNS
                                        + """
                                        , p.position, e.organization_id, e.occurred_at
                                        from event_position p join event e using (seq)
                                        where p.position > :after order by p.position
                                        limit :limit\
                                        """)
                        .param("after", position)
                        .param("limit", limit));
    }

    /** The position of the last event. */
    public long head() {
        return db.sql("select coalesce(max(position), 0) from event_position")
                .query(Long.class)
                .single();
    }

    /** The organization a stream belongs to, if there is such a stream. */
    public Optional<String> organizationOf(String streamId) {
        return db.sql("select organization_id from event where stream_id = :stream and version = 0")
                .param("stream", streamId)
                .query(String.class)
                .optional();
    }

    /** Where an event stands in the order of all events; empty while it has no place yet. */
    public Optional<Long> positionOf(String streamId, long version) {
        return db.sql(
                        """
                        select p.position from event e join event_position p using (seq)
                        where e.stream_id = :stream and e.version = :version\
                        """)
                .param("stream", streamId)
                .param("version", version)
                .query(Long.class)
                .optional();
    }

    /** Which of these events, each named by its stream and version, was stored last. */
    public Optional<Map.Entry<String, Long>> latestOf(Map<String, Long> versions) {
        return db.sql(
                        """
                        select e.stream_id, e.version
                        from unnest(:streams, :versions) as asked (stream_id, version)
                        join event e using (stream_id, version)
                        order by e.seq desc limit 1""")
                .param("streams", versions.keySet().toArray(String[]::new))
                .param("versions", versions.values().toArray(Long[]::new))
                .query((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .optional();
    }

    private List<RecordedEvent> read(JdbcClient.StatementSpec query) {
        return query
                .query(
                        (row, _) ->
                                decoder.decode(
                                        StoredEvent.from(row),
                                        row.getLong(10),
                                        row.getString(11),
                                        row.getObject(12, OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    /**
     * What Axon hands to processors, in our words.
     *
     * @throws IllegalStateException if this version of Nexus does not know the event: it must be
     *     read by a newer one, never skipped
     */
    public static RecordedEvent recorded(EventMessage<?> message) {
        if (message.getPayload() instanceof UnknownSerializedType unknown) {
            throw new IllegalStateException("There is no event " + unknown + " in this version");
        }
        var domain = (DomainEventMessage<?>) message;
        var metadata = message.getMetaData();
        var name = NamedEventSerializer.nameOf(message.getPayload().getClass());
        var occurredAt = text(metadata, EventMetadata.OCCURRED_AT);
        return new RecordedEvent(
                message.getIdentifier(),
                message instanceof TrackedEventMessage<?> tracked
                        ? PostgresEventStorageEngine.position(tracked.trackingToken())
                        : 0,
                domain.getAggregateIdentifier(),
                domain.getSequenceNumber(),
                name.value() + "@" + name.revision(),
                (DomainEvent) message.getPayload(),
                required(metadata, EventMetadata.ORGANIZATION),
                message.getTimestamp(),
                occurredAt == null
                        ? message.getTimestamp()
                        : earlier(Instant.parse(occurredAt), message.getTimestamp()),
                new By(
                        required(metadata, EventMetadata.ACTOR_KIND),
                        required(metadata, EventMetadata.ACTOR_ID),
                        required(metadata, EventMetadata.ACTOR_NAME)),
                required(metadata, EventMetadata.CORRELATION),
                text(metadata, EventMetadata.CAUSATION));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static @Nullable String text(Map<String, ?> metadata, String key) {
        return (String) metadata.get(key);
    }

    private static String required(Map<String, ?> metadata, String key) {
        var value = text(metadata, key);
        return value == null ? "" : value;
    }
}
