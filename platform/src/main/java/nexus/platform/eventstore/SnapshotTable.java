package nexus.platform.eventstore;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.Serializer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The last snapshot of each long stream. May be emptied at any time. */
@Component
class SnapshotTable {

    private final JdbcClient db;
    private final AtomicLong ignored = new AtomicLong();

    SnapshotTable(JdbcClient db) {
        this.db = db;
    }

    /** The last snapshot, whatever its shape. */
    Optional<? extends DomainEventData<String>> read(String streamId) {
        return db.sql(
                        """
                        select event_id, stream_id, version, split_part(stream_id, '-', 1), type,
                               revision, payload, metadata, taken_at
                        from snapshot where stream_id = :stream""")
                .param("stream", streamId)
                .query((row, _) -> StoredEvent.from(row))
                .optional();
    }

    /** Keeps a snapshot instead of an earlier one; a later one stays. */
    void store(DomainEventMessage<?> snapshot, Serializer serializer) {
        var payload = snapshot.serializePayload(serializer, String.class);
        db.sql(
                        """
                        insert into snapshot
                          (stream_id, event_id, version, type, revision, payload, metadata)
                        values (:stream, :id, :version, :type, :revision, :payload::jsonb,
                                :metadata::jsonb)
                        on conflict (stream_id) do update set
                          event_id = excluded.event_id, version = excluded.version,
                          type = excluded.type, revision = excluded.revision,
                          payload = excluded.payload, metadata = excluded.metadata,
                          taken_at = now()
                        where snapshot.version <= excluded.version
                           or snapshot.revision is distinct from excluded.revision""")
                .param("stream", snapshot.getAggregateIdentifier())
                .param("id", snapshot.getIdentifier())
                .param("version", snapshot.getSequenceNumber())
                .param("type", payload.getType().getName())
                .param("revision", payload.getType().getRevision())
                .param("payload", payload.getData())
                .param("metadata", snapshot.serializeMetaData(serializer, String.class).getData())
                .update();
    }

    /** Throws away what was of no use. */
    void ignore(String streamId) {
        ignored.incrementAndGet();
        db.sql("delete from snapshot where stream_id = :stream").param("stream", streamId).update();
    }

    /** How many were of no use since the start. */
    long ignored() {
        return ignored.get();
    }
}
