package nexus.platform.eventstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;

/** An event as the table holds it, on its way to becoming a message. */
record StoredEvent(
        String eventId,
        String streamId,
        long version,
        String streamType,
        String type,
        String revision,
        String payload,
        String metadata,
        Instant recordedAt)
        implements DomainEventData<String> {

    static final String COLUMNS =
            "e.event_id, e.stream_id, e.version, e.stream_type, e.type, e.revision, e.payload,"
                    + " e.metadata, e.recorded_at";

    /** Reads the {@link #COLUMNS}, which come first. */
    static StoredEvent from(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getObject(9, OffsetDateTime.class).toInstant());
    }

    @Override
    public String getEventIdentifier() {
        return eventId;
    }

    @Override
    public Instant getTimestamp() {
        return recordedAt;
    }

    @Override
    public SerializedObject<String> getMetaData() {
        return new SerializedMetaData<>(metadata, String.class);
    }

    @Override
    public SerializedObject<String> getPayload() {
        return new SimpleSerializedObject<>(payload, String.class, type, revision);
    }

    @Override
    public String getType() {
        return streamType;
    }

    @Override
    public String getAggregateIdentifier() {
        return streamId;
    }

    @Override
    public long getSequenceNumber() {
        return version;
    }
}
