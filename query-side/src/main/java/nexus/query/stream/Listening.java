package nexus.query.stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import nexus.api.Action;
import nexus.api.identity.Role;
import nexus.platform.decider.Memberships;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.security.Actor;
import nexus.platform.security.Permissions;
import nexus.platform.web.InvalidRequest;
import nexus.platform.web.TooManyRequests;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells one reader after the other what happens in their organization, as Server-Sent Events, for
 * as long as they stay, are members and their token may last.
 */
@Component
class Listening {

    private static final String MEDIA_TYPE = "text/event-stream;charset=UTF-8";
    private static final int AT_ONCE = 20;
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration AT_MOST = Duration.ofMinutes(14);

    /** Whoever was away for more than this reads everything anew sooner than they are told. */
    private static final long FURTHEST_BACK = 10_000;

    private final LatestEvents events;
    private final Memberships memberships;
    private final JsonMapper json;
    private final ConcurrentHashMap<String, Integer> listening = new ConcurrentHashMap<>();

    Listening(LatestEvents events, Memberships memberships, JsonMapper json) {
        this.events = events;
        this.memberships = memberships;
        this.json = json;
    }

    void tell(
            Actor reader,
            @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var position = lastEventId == null ? null : positionOf(lastEventId);
        if (request.getMethod().equals("HEAD")) {
            response.setContentType(MEDIA_TYPE);
            return;
        }
        enter(reader.id());
        events.joined();
        try {
            response.setContentType(MEDIA_TYPE);
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no"); // proxies must not hold it back
            flow(reader, position, response.getWriter());
        } finally {
            events.left();
            listening.computeIfPresent(reader.id(), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    private void enter(String userId) {
        var count = listening.merge(userId, 1, Integer::sum);
        if (count > AT_ONCE) {
            listening.computeIfPresent(userId, (_, now) -> now - 1);
            throw new TooManyRequests("listening", AT_ONCE, AT_MOST, HEARTBEAT);
        }
    }

    private static long positionOf(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new InvalidRequest(
                    "Last-Event-ID", "malformed", "must be the id of an event that was told");
        }
        return Long.parseLong(text);
    }

    private void flow(Actor reader, @Nullable Long asked, PrintWriter out)
            throws InterruptedException {
        var organization = reader.organizationId().value();
        var end = System.nanoTime() + AT_MOST.toNanos();
        var head = events.head();
        var position = asked == null ? head : Math.min(asked, head);
        if (head - position > FURTHEST_BACK) {
            write(out, "missed", head, "{}");
            position = head;
        } else {
            write(out, "listening", position, "{}");
        }
        while (events.isRunning() && System.nanoTime() < end && !out.checkError()) {
            var role = memberships.roleOf(reader.organizationId(), reader.id());
            if (role.isEmpty()) {
                return;
            }
            var news = events.after(position, organization, HEARTBEAT);
            if (news == null) {
                news = events.read(position, organization);
            }
            news.events().forEach(told -> tell(out, told, role.get()));
            position = news.through();
            out.write(": here\n\n");
        }
    }

    private void tell(PrintWriter out, Told told, Role role) {
        if (Permissions.allow(role, Action.READ, told.resource())) {
            write(out, told.type(), told.position(), json.writeValueAsString(Answer.of(told)));
        }
    }

    private static void write(PrintWriter out, String type, long position, String data) {
        out.write("id: " + position + "\nevent: " + type + "\ndata: " + data + "\n\n");
    }

    /** What is written of an event. */
    record Answer(
            String recordId,
            String type,
            long version,
            long position,
            String recordedAt,
            RecordedEvent.By actor,
            String correlationId) {

        static Answer of(Told told) {
            return new Answer(
                    told.recordId(),
                    told.type(),
                    told.version(),
                    told.position(),
                    told.recordedAt().toString(),
                    told.actor(),
                    told.correlationId());
        }
    }
}
