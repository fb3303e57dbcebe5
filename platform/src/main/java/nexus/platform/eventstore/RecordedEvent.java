package nexus.platform.eventstore;

import java.time.Instant;
import nexus.api.DomainEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event and all that is known about it.
 *
 * @param position its place in the order of all events, from 1; 0 if it has none yet
 * @param version its place in its stream, from 0
 * @param type name and revision: {@code deal.won@1}
 * @param recordedAt when the event store took it in, by the store's clock
 * @param occurredAt when it happened in the business; never after {@code recordedAt}
 */
public record RecordedEvent(
        String eventId,
        long position,
        String streamId,
        long version,
        String type,
        DomainEvent event,
        String organizationId,
        Instant recordedAt,
        Instant occurredAt,
        By by,
        String correlationId,
        @Nullable String causationId) {

    /** Who did it. */
    public record By(String kind, String id, String name) {}
}
