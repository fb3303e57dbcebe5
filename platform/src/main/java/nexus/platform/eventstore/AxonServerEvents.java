package nexus.platform.eventstore;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.grpc.MetaDataValue;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Events as Axon Server keeps them. */
final class AxonServerEvents {

    /** Axon Server counts milliseconds; what is more exact, from another store, is kept here. */
    private static final String RECORDED_AT = "nexus.recordedAt";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {};

    private AxonServerEvents() {}

    static Event toAxonServer(StoredEvent event) {
        var recordedAt = event.recordedAt();
        var message =
                Event.newBuilder()
                        .setMessageIdentifier(event.eventId())
                        .setAggregateIdentifier(event.streamId())
                        .setAggregateSequenceNumber(event.version())
                        .setAggregateType(event.streamType())
                        .setTimestamp(recordedAt.toEpochMilli())
                        .setPayload(
                                SerializedObject.newBuilder()
                                        .setType(event.type())
                                        .setRevision(event.revision())
                                        .setData(ByteString.copyFromUtf8(event.payload())));
        JSON.readValue(event.metadata(), METADATA)
                .forEach((name, value) -> message.putMetaData(name, toAxonServer(name, value)));
        if (!recordedAt.equals(Instant.ofEpochMilli(recordedAt.toEpochMilli()))) {
            message.putMetaData(RECORDED_AT, toAxonServer(RECORDED_AT, recordedAt.toString()));
        }
        return message.build();
    }

    private static MetaDataValue toAxonServer(String name, Object value) {
        var converted = MetaDataValue.newBuilder();
        return switch (value) {
            case String text -> converted.setTextValue(text).build();
            case Boolean truth -> converted.setBooleanValue(truth).build();
            case Integer number -> converted.setNumberValue(number).build();
            case Long number -> converted.setNumberValue(number).build();
            case Double number -> converted.setDoubleValue(number).build();
            default ->
                    throw new IllegalArgumentException(
                            "Axon Server cannot keep the metadata " + name + " = " + value);
        };
    }

    static StoredEvent fromAxonServer(Event event) {
        var metadata = new TreeMap<String, Object>();
        event.getMetaDataMap().forEach((name, value) -> metadata.put(name, fromAxonServer(value)));
        var exact = (String) metadata.remove(RECORDED_AT);
        return new StoredEvent(
                event.getMessageIdentifier(),
                event.getAggregateIdentifier(),
                event.getAggregateSequenceNumber(),
                event.getAggregateType(),
                event.getPayload().getType(),
                event.getPayload().getRevision(),
                event.getPayload().getData().toStringUtf8(),
                JSON.writeValueAsString(metadata),
                exact == null ? Instant.ofEpochMilli(event.getTimestamp()) : Instant.parse(exact));
    }

    private static Object fromAxonServer(MetaDataValue value) {
        return switch (value.getDataCase()) {
            case TEXT_VALUE -> value.getTextValue();
            case NUMBER_VALUE -> value.getNumberValue();
            case BOOLEAN_VALUE -> value.getBooleanValue();
            case DOUBLE_VALUE -> value.getDoubleValue();
            case BYTES_VALUE, DATA_NOT_SET ->
                    throw new IllegalStateException("Nexus writes no metadata like " + value);
        };
    }
}
