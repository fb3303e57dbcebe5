package nexus.platform.decider;

import java.time.Instant;
import java.util.LinkedHashMap;
import nexus.platform.eventstore.EventMetadata;
import nexus.platform.security.Actor;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a command: who sends it, what caused it, and under which conditions.
 *
 * @param correlationId the request that everything caused by it shares
 * @param causationId the event that made a policy send this, if one did
 * @param occurredAt when it happened in the business, if not now; never in the future
 * @param expectedVersion the version the stream must have, from {@code If-Match}
 * @param idempotency the key under which the answer is to be remembered
 */
public record CommandContext(
        Actor actor,
        String correlationId,
        @Nullable String causationId,
        @Nullable Instant occurredAt,
        @Nullable Long expectedVersion,
        @Nullable IdempotencyKey idempotency) {

    public static CommandContext of(Actor actor, String correlationId) {
        return new CommandContext(actor, correlationId, null, null, null, null);
    }

    /**
     * A client's name for one request.
     *
     * @param requestHash tells the same request sent again from another under the same key
     */
    public record IdempotencyKey(String key, String requestHash) {}

    public CommandContext occurredAt(@Nullable Instant instant) {
        return new CommandContext(
                actor, correlationId, causationId, instant, expectedVersion, idempotency);
    }

    /**
     * What is kept beside every event that comes of it.
     *
     * @param commandId the command, if it was sent on and may come again
     */
    MetaData metadata(@Nullable String commandId) {
        var values = new LinkedHashMap<String, Object>();
        values.put(EventMetadata.ORGANIZATION, actor().organizationId().value());
        values.put(EventMetadata.ACTOR_KIND, actor().kind().name());
        values.put(EventMetadata.ACTOR_ID, actor().id());
        values.put(EventMetadata.ACTOR_NAME, actor().name());
        values.put(EventMetadata.CORRELATION, correlationId());
        if (causationId() != null) {
            values.put(EventMetadata.CAUSATION, causationId());
        }
        if (occurredAt() != null) {
            values.put(EventMetadata.OCCURRED_AT, occurredAt().toString());
        }
        if (commandId != null) {
            values.put(EventMetadata.COMMAND, commandId);
        }
        return MetaData.from(values);
    }
}
