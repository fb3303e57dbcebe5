package nexus.platform.decider;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import nexus.api.CommandResult;
import nexus.api.CommandResult.Accepted;
import nexus.api.CommandResult.Rejected;
import nexus.api.Rejection;
import nexus.platform.decider.CommandContext.IdempotencyKey;
import nexus.platform.eventstore.Append;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What was answered to requests that carried an idempotency key, for a day. */
@Component
class Answers {

    private static final int FORGOTTEN_TOGETHER = 50_000;

    private final JdbcClient db;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    Answers(JdbcClient db) {
        this.db = db;
    }

    /**
     * Runs a request under its key, unless one runs under the same key on this node. Two on two
     * nodes are told apart by the event store, which takes one answer for a key and no second.
     */
    CommandResult exclusively(
            IdempotencyKey key, CommandContext context, Supplier<CommandResult> request) {
        var name = name(key, context);
        if (!running.add(name)) {
            return Rejected.because(new KeyInUse());
        }
        try {
            return request.get();
        } finally {
            running.remove(name);
        }
    }

    /**
     * What was answered to a request before.
     *
     * @return the stored answer, or a refusal if the key belongs to another request; empty if the
     *     command is to be decided
     */
    Optional<CommandResult> stored(IdempotencyKey key, CommandContext context) {
        return db.sql(
                        """
                        select request_hash, stream_id, version, created from idempotency
                        where organization_id = :organization and actor_id = :actor and key = :key
                          and answered_at > now() - interval '24 hours'""")
                .param("organization", context.actor().organizationId().value())
                .param("actor", context.actor().id())
                .param("key", key.key())
                .<CommandResult>query(
                        (row, _) ->
                                row.getString(1).equals(key.requestHash())
                                        ? new Accepted(
                                                row.getString(2),
                                                row.getLong(3),
                                                row.getBoolean(4),
                                                true)
                                        : Rejected.because(new KeyReused()))
                .optional();
    }

    /** The answer as the event store keeps it, with the events that it tells of. */
    static Append.Answer of(IdempotencyKey key, CommandContext context, Accepted answer) {
        return new Append.Answer(
                context.actor().organizationId().value(),
                context.actor().id(),
                key.key(),
                key.requestHash(),
                answer.streamId(),
                answer.version(),
                answer.created());
    }

    private static String name(IdempotencyKey key, CommandContext context) {
        return context.actor().organizationId() + "/" + context.actor().id() + "/" + key.key();
    }

    private int forgetSome() {
        return db.sql(
                        """
                        delete from idempotency where ctid = any (array(
                          select ctid from idempotency
                          where answered_at < now() - interval '24 hours' limit :some))""")
                .param("some", FORGOTTEN_TOGETHER)
                .update();
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void forgetOldOnes() {
        while (forgetSome() == FORGOTTEN_TOGETHER) {
            // a day of much traffic is more than one statement should take
        }
    }

    private record KeyReused() implements Rejection {
        @Override
        public String code() {
            return "idempotency.key-reused";
        }

        @Override
        public String message() {
            return "The Idempotency-Key was used for a different request.";
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }
    }

    private record KeyInUse() implements Rejection {
        @Override
        public String code() {
            return "idempotency.in-progress";
        }

        @Override
        public String message() {
            return "A request with this Idempotency-Key is still running.";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }
    }
}
