package nexus.query.activity;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.query.ListRequest;
import nexus.platform.web.InvalidRequest;
import org.jspecify.annotations.Nullable;

/**
 * How far somebody has read a timeline: of each of its two sources the last that was shown.
 *
 * @param readAt when the reading began: activities are shown as they were known then, so that none
 *     is met twice or missed because it was completed meanwhile
 * @param event the last of the record's own events, or the one after its newest
 * @param activity the last activity, or one after the newest
 */
record TimelineCursor(Instant readAt, EventMark event, ActivityMark activity) {

    /** Where an event stands: by when it occurred, and of those at once by its version. */
    record EventMark(Instant at, long version) {

        static EventMark of(RecordedEvent event) {
            return new EventMark(event.occurredAt(), event.version());
        }
    }

    /** Where an activity stands: by when it happened, and of those at once by its id. */
    record ActivityMark(Instant at, String id) {}

    /** After everything that can be stored. */
    private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

    static TimelineCursor newest(Instant readAt, long versions) {
        return new TimelineCursor(readAt, new EventMark(END, versions), new ActivityMark(END, ""));
    }

    /** The one that a client sends back; null if it begins to read. */
    static @Nullable TimelineCursor from(ListRequest request) {
        var text = request.first("cursor");
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            var parts =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8)
                            .split(" ", -1);
            return new TimelineCursor(
                    Instant.parse(parts[0]),
                    new EventMark(Instant.parse(parts[1]), Long.parseLong(parts[2])),
                    new ActivityMark(Instant.parse(parts[3]), parts[4]));
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
            throw new InvalidRequest(
                    "cursor", "malformed", "must be one that a timeline has answered");
        }
    }

    TimelineCursor after(EventMark shown) {
        return new TimelineCursor(readAt, shown, activity);
    }

    TimelineCursor after(ActivityMark shown) {
        return new TimelineCursor(readAt, event, shown);
    }

    String text() {
        var parts =
                "%s %s %d %s %s"
                        .formatted(
                                readAt, event.at(), event.version(), activity.at(), activity.id());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(parts.getBytes(StandardCharsets.UTF_8));
    }
}
