package nexus.platform.eventstore;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import nexus.platform.eventstore.Append.Answer;
import nexus.platform.eventstore.Append.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values that exist once only, where there are no unique indexes: each is a stream of its own, and
 * whoever takes it appends to that stream together with the events of the decision. That a version
 * of a stream is given once is what lets one of two through.
 *
 * <p>An answer to a request with an idempotency key is such a value as well.
 */
final class ClaimStreams {

    static final String TAKEN = "claim.taken";
    static final String RELEASED = "claim.released";
    static final String ANSWERED = "answer.given";

    private static final String CLAIM = "claim-";
    private static final String ANSWER = "answer-";
    private static final Duration ANSWERS_HOLD = Duration.ofHours(24);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SourceLog log;

    ClaimStreams(SourceLog log) {
        this.log = log;
    }

    /** Whether a stream is kept for the log's own purposes and tells nothing of the business. */
    static boolean own(String streamId) {
        return streamId.startsWith(CLAIM) || streamId.startsWith(ANSWER);
    }

    static Value value(StoredEvent event) {
        return JSON.readValue(event.payload(), Value.class);
    }

    static Answer answer(StoredEvent event) {
        return JSON.readValue(event.payload(), Answer.class);
    }

    /**
     * What must be appended besides the events so that the claims of an append hold.
     *
     * @throws RuntimeException the one that the claim names, if its value is another stream's
     * @throws Append.AlreadyAnswered if its key was answered before
     */
    List<StoredEvent> entries(Append append, Instant now) {
        var entries = new ArrayList<StoredEvent>();
        var answer = append.answer();
        if (answer != null) {
            entries.add(remembered(answer, now));
        }
        var states = new HashMap<String, State>();
        for (var claim : append.claims()) {
            var state = stateOf(claim.value(), states);
            if (state.holder == null) {
                entries.add(state.next(TAKEN, claim.value(), now));
            } else if (!state.holder.equals(claim.value().streamId())) {
                throw claim.ifTaken().get();
            }
        }
        for (var value : append.releases()) {
            var state = stateOf(value, states);
            if (value.streamId().equals(state.holder)) {
                entries.add(state.next(RELEASED, value, now));
            }
        }
        return entries;
    }

    /** The entries that make these values taken in a log that knows nothing of them. */
    List<StoredEvent> taking(List<Value> values, Instant now) {
        return values.stream()
                .map(value -> stateOf(value, new HashMap<>()))
                .filter(state -> state.holder == null)
                .map(state -> state.next(TAKEN, state.value, now))
                .toList();
    }

    private StoredEvent remembered(Answer answer, Instant now) {
        var stream =
                ANSWER + hash(answer.organizationId() + "/" + answer.actorId(), "", answer.key());
        var before = log.read(stream, 0);
        if (!before.isEmpty() && before.getLast().recordedAt().isAfter(now.minus(ANSWERS_HOLD))) {
            throw new Append.AlreadyAnswered();
        }
        return entry(stream, before.size(), ANSWERED, answer, now);
    }

    private State stateOf(Value value, Map<String, State> known) {
        return known.computeIfAbsent(
                CLAIM + hash(value.scope(), value.kind(), value.value()),
                stream -> new State(stream, value, log.read(stream, 0)));
    }

    /** Who holds a value, after the events of its stream and those to be appended to it. */
    private static final class State {

        private final String stream;
        private final Value value;
        private long next;
        private @Nullable String holder;

        State(String stream, Value value, List<StoredEvent> events) {
            this.stream = stream;
            this.value = value;
            this.next = events.size();
            if (!events.isEmpty() && events.getLast().type().equals(TAKEN)) {
                holder = ClaimStreams.value(events.getLast()).streamId();
            }
        }

        StoredEvent next(String type, Value changed, Instant now) {
            holder = type.equals(TAKEN) ? changed.streamId() : null;
            return entry(stream, next++, type, changed, now);
        }
    }

    private static StoredEvent entry(
            String stream, long version, String type, Object payload, Instant now) {
        return new StoredEvent(
                UUID.randomUUID().toString(),
                stream,
                version,
                stream.substring(0, stream.indexOf('-')),
                type,
                "1",
                JSON.writeValueAsString(payload),
                "{}",
                now);
    }

    /** Of any length and any characters; what is hashed cannot be taken apart another way. */
    private static String hash(String scope, String kind, String value) {
        try {
            var whole = JSON.writeValueAsString(List.of(scope, kind, value));
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(whole.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
