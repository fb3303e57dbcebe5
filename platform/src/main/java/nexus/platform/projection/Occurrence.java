package nexus.platform.projection;

import java.time.Instant;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.eventstore.RecordedEvent.By;

/**
 * The circumstances of an event, as far as a view may want to know them.
 *
 * @param occurredAt when it happened in the business
 * @param recordedAt when it became known
 */
public record Occurrence(Instant occurredAt, Instant recordedAt, By by) {

    static Occurrence of(RecordedEvent event) {
        return new Occurrence(event.occurredAt(), event.recordedAt(), event.by());
    }
}
