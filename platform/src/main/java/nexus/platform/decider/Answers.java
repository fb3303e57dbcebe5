package nexus.platform.decider;

import java.util.Optional;
import nexus.api.CommandResult;
import nexus.api.CommandResult.Accepted;
import nexus.api.CommandResult.Rejected;
import nexus.api.Rejection;
import nexus.platform.decider.CommandContext.IdempotencyKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What was answered to requests that carried an idempotency key, for a day. */
@Component
class Answers {

    private final JdbcClient db;

    Answers(JdbcClient db) {
        this.db = db;
    }

    /**
     * Begins a request in the transaction at hand.
     *
     * @return what to answer at once: the stored answer, or a refusal if the key belongs to another
     *     request or to one that is still running. Empty if the command is to be decided.
     */
    Optional<CommandResult> begin(IdempotencyKey key, CommandContext context) {
        if (!isFree(key, context)) {
            return Optional.of(Rejected.because(new KeyInUse()));
        }
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

    void remember(IdempotencyKey key, CommandContext context, Accepted answer) {
        db.sql(
                        """
                        insert into idempotency
                          (organization_id, actor_id, key, request_hash, stream_id, version, created)
                        values (:organization, :actor, :key, :hash, :stream, :version, :created)
                        on conflict (organization_id, actor_id, key) do update set
                          request_hash = excluded.request_hash, stream_id = excluded.stream_id,
                          version = excluded.version, created = excluded.created,
                          answered_at = now()""")
                .param("organization", context.actor().organizationId().value())
                .param("actor", context.actor().id())
                .param("key", key.key())
                .param("hash", key.requestHash())
                .param("stream", answer.streamId())
                .param("version", answer.version())
                .param("created", answer.created())
                .update();
    }

    /** The lock ends with the transaction: whoever gets it sees what the one before has stored. */
    private boolean isFree(IdempotencyKey key, CommandContext context) {
        return db.sql("select pg_try_advisory_xact_lock(hashtextextended(:key, 0))")
                .param(
                        "key",
                        context.actor().organizationId()
                                + "/"
                                + context.actor().id()
                                + "/"
                                + key.key())
                .query(Boolean.class)
                .single();
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void forgetOldOnes() {
        db.sql("delete from idempotency where answered_at < now() - interval '24 hours'").update();
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
