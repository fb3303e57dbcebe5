package nexus.platform.eventstore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * What one unit of work stores, all of it or nothing: its events, the values that it claims and
 * frees, the answer by which its request is remembered, and whatever else is kept besides events.
 */
public final class Append {

    private static final String RESOURCE = "nexus.append";

    private final List<Event> events = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private final List<Value> releases = new ArrayList<>();
    private final List<Runnable> besides = new ArrayList<>();
    private @Nullable Answer answer;
    private boolean stored;

    /** A row of the table of events. */
    record Event(
            String eventId,
            String streamId,
            long version,
            String type,
            String revision,
            String payload,
            String metadata,
            @Nullable String organizationId,
            @Nullable String occurredAt) {

        String streamType() {
            return streamId.substring(0, streamId.indexOf('-'));
        }
    }

    /**
     * A value that exists once only.
     *
     * @param scope within which it does: an organization, or {@code *} for the whole installation
     * @param streamId the stream that holds it
     */
    public record Value(String scope, String kind, String value, String streamId) {}

    record Claim(Value value, Supplier<? extends RuntimeException> ifTaken) {}

    /** What was answered to a request that carried an idempotency key. */
    public record Answer(
            String organizationId,
            String actorId,
            String key,
            String requestHash,
            String streamId,
            long version,
            boolean created) {}

    /** The key belongs to a request that was answered already. Nothing was stored. */
    public static final class AlreadyAnswered extends RuntimeException {
        public AlreadyAnswered() {
            super("The idempotency key was used before", null, false, false);
        }
    }

    public Append() {}

    /** That of a unit of work. */
    static Append of(UnitOfWork<?> root) {
        return root.getOrComputeResource(RESOURCE, _ -> new Append());
    }

    /** Takes a value; if another stream holds it, nothing is stored and this is thrown. */
    public void claim(Value value, Supplier<? extends RuntimeException> ifTaken) {
        claims.add(new Claim(value, ifTaken));
    }

    /** Gives a value back, if its stream holds it. */
    public void release(Value value) {
        releases.add(value);
    }

    /** Remembers the answer, unless the key was answered before: then nothing is stored. */
    public void remember(Answer given) {
        answer = given;
    }

    /** Runs this in the same transaction: if it fails, nothing is stored. */
    public void besides(Runnable work) {
        besides.add(work);
    }

    void add(Event event) {
        events.add(event);
    }

    List<Event> events() {
        return events;
    }

    List<Claim> claims() {
        return claims;
    }

    List<Value> releases() {
        return releases;
    }

    List<Runnable> besides() {
        return besides;
    }

    @Nullable Answer answer() {
        return answer;
    }

    /** The first event of each stream: what came before it must be the last of its stream. */
    List<Event> beginnings() {
        if (events.size() == 1) {
            return events;
        }
        Set<String> seen = new HashSet<>();
        return events.stream().filter(event -> seen.add(event.streamId())).toList();
    }

    /** Whether this is still to be stored; asked once. */
    boolean isToBeStored() {
        var toBe =
                !stored
                        && !(events.isEmpty()
                                && claims.isEmpty()
                                && releases.isEmpty()
                                && besides.isEmpty()
                                && answer == null);
        stored = true;
        return toBe;
    }
}
