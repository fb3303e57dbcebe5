package nexus.query.activity;

import java.time.Instant;
import java.util.List;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.eventstore.RecordedEvent.By;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What happened to a record and what was done about it, newest first.
 *
 * @param nextCursor where what is older begins, if there is any
 */
record TimelineAnswer(List<Entry> data, @Nullable String nextCursor) {

    /** What an entry tells of. */
    enum Kind {
        EVENT,
        ACTIVITY
    }

    /**
     * One entry; exactly one of the last two is there.
     *
     * @param at when it happened, in the business
     */
    record Entry(Kind kind, Instant at, @Nullable Event event, @Nullable ActivityAnswer activity) {

        static Entry of(RecordedEvent event, JsonMapper json) {
            return new Entry(
                    Kind.EVENT,
                    event.occurredAt(),
                    new Event(
                            event.eventId(),
                            event.type(),
                            event.version(),
                            event.recordedAt(),
                            event.by(),
                            event.correlationId(),
                            event.causationId(),
                            json.valueToTree(event.event())),
                    null);
        }

        static Entry of(ActivityAnswer activity) {
            var completedAt = activity.completedAt();
            return new Entry(
                    Kind.ACTIVITY,
                    completedAt == null ? activity.addedAt() : completedAt,
                    null,
                    activity);
        }
    }

    /**
     * An event of the record itself.
     *
     * @param type name and revision: {@code deal.won@1}
     */
    record Event(
            String eventId,
            String type,
            long version,
            Instant recordedAt,
            By actor,
            String correlationId,
            @Nullable String causationId,
            JsonNode payload) {}
}
