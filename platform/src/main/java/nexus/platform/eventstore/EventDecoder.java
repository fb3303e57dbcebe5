package nexus.platform.eventstore;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.api.DomainEvent;
import nexus.api.EventFamilies;
import nexus.platform.eventstore.EventFeed.UnknownEvent;
import nexus.platform.eventstore.RecordedEvent.By;
import nexus.platform.serialization.NamedEventSerializer;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectReader;

/**
 * Makes events of what the table holds. Those in the form that this version writes are read
 * straight from their JSON; only older forms go the long way through Axon's upcasters.
 */
@Component
class EventDecoder {

    private final Serializer serializer;
    private final EventUpcaster upcasters;
    private final Map<String, Form> current;
    private final ObjectReader plain;

    /** How an event of one name looks as this version writes it. */
    private record Form(String revision, String type, ObjectReader reader) {}

    EventDecoder(NamedEventSerializer eventSerializer, EventUpcaster upcasters) {
        this.serializer = eventSerializer;
        this.upcasters = upcasters;
        var json = eventSerializer.getObjectMapper();
        this.plain = json.reader();
        this.current =
                EventFamilies.events()
                        .collect(
                                Collectors.toMap(
                                        event -> NamedEventSerializer.nameOf(event).value(),
                                        event -> {
                                            var name = NamedEventSerializer.nameOf(event);
                                            return new Form(
                                                    name.revision(),
                                                    name.value() + "@" + name.revision(),
                                                    json.readerFor(event));
                                        }));
    }

    /** The names of all events that this version knows. */
    Set<String> names() {
        return current.keySet();
    }

    /** One event, or what upcasters have made of it. */
    List<RecordedEvent> decode(
            StoredEvent stored, long position, String organizationId, Instant occurredAt) {
        var form = current.get(stored.type());
        if (form == null || !form.revision.equals(stored.revision())) {
            return upcast(stored, position, organizationId, occurredAt, form);
        }
        return List.of(
                event(
                        stored,
                        position,
                        form.type,
                        form.reader.readValue(stored.payload()),
                        organizationId,
                        occurredAt));
    }

    private List<RecordedEvent> upcast(
            StoredEvent stored,
            long position,
            String organizationId,
            Instant occurredAt,
            @org.jspecify.annotations.Nullable Form form) {
        if (form != null && isNewer(stored.revision(), form.revision)) {
            throw new UnknownEvent(stored.type() + "@" + stored.revision(), position);
        }
        var data = new TrackedDomainEventData<>(new GlobalSequenceTrackingToken(position), stored);
        return EventUtils.upcastAndDeserializeTrackedEvents(Stream.of(data), serializer, upcasters)
                .map(
                        message -> {
                            if (message.getPayload() instanceof UnknownSerializedType) {
                                throw new UnknownEvent(
                                        stored.type() + "@" + stored.revision(), position);
                            }
                            var name = NamedEventSerializer.nameOf(message.getPayloadType());
                            return event(
                                    stored,
                                    position,
                                    name.value() + "@" + name.revision(),
                                    (DomainEvent) message.getPayload(),
                                    organizationId,
                                    occurredAt);
                        })
                .toList();
    }

    private static boolean isNewer(String revision, String than) {
        return revision.length() != than.length()
                ? revision.length() > than.length()
                : revision.compareTo(than) > 0;
    }

    private RecordedEvent event(
            StoredEvent stored,
            long position,
            String type,
            DomainEvent event,
            String organizationId,
            Instant occurredAt) {
        var kind = "";
        var actor = "";
        var name = "";
        var correlation = "";
        String causation = null;
        try (JsonParser json = plain.createParser(stored.metadata())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                var key = json.currentName();
                if (json.nextToken() != JsonToken.VALUE_STRING) {
                    json.skipChildren();
                    continue;
                }
                switch (key) {
                    case EventMetadata.ACTOR_KIND -> kind = json.getString();
                    case EventMetadata.ACTOR_ID -> actor = json.getString();
                    case EventMetadata.ACTOR_NAME -> name = json.getString();
                    case EventMetadata.CORRELATION -> correlation = json.getString();
                    case EventMetadata.CAUSATION -> causation = json.getString();
                    default -> {} // for others to read
                }
            }
        }
        return new RecordedEvent(
                stored.eventId(),
                position,
                stored.streamId(),
                stored.version(),
                type,
                event,
                organizationId,
                stored.recordedAt(),
                occurredAt,
                new By(kind, actor, name),
                correlation,
                causation);
    }
}
