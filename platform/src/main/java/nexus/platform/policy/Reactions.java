package nexus.platform.policy;

import java.util.List;
import nexus.api.Command;
import nexus.api.CommandResult;
import nexus.api.CommandResult.Rejected;
import nexus.api.DomainEvent;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.policy.Policy.Verdict;
import nexus.platform.security.Actor;
import org.axonframework.common.AxonException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Does what a policy says: sends its commands, each once, in the name of the policy. */
@Component
class Reactions {

    private static final Logger log = LoggerFactory.getLogger(Reactions.class);

    /** How often facts may change while it is being done, before there is a pause. */
    private static final int ASKED_AT_MOST = 20;

    private final Commands commands;
    private final JdbcClient db;

    Reactions(Commands commands, JdbcClient db) {
        this.commands = commands;
        this.db = db;
    }

    /** What came of it. */
    sealed interface Outcome {

        record Done() implements Outcome {}

        /** Something is away, or is changing just now: it has to wait for as long as it takes. */
        record Wait(String why) implements Outcome {}

        /** It cannot be done as things are; trying again may help, or not. */
        record Failed(String why) implements Outcome {}

        /** It was refused. */
        record Refused(String why) implements Outcome {}
    }

    /**
     * Does what is to be done because of an event.
     *
     * @param inDoubt whether some of it may be done already, which is then looked for
     */
    Outcome to(RecordedEvent recorded, Policy<?> policy, boolean inDoubt) {
        try {
            return carryOut(recorded, policy, inDoubt);
        } catch (DataAccessException | TransactionException | AxonException outage) {
            log.warn(
                    "{} waits with {} of {}: {}",
                    policy.name(),
                    recorded.type(),
                    recorded.streamId(),
                    outage.getMessage());
            return new Outcome.Wait(outage.getClass().getSimpleName());
        } catch (RuntimeException fault) {
            log.error(
                    "{} fails at {} of {}",
                    policy.name(),
                    recorded.type(),
                    recorded.streamId(),
                    fault);
            return new Outcome.Failed(fault.toString());
        }
    }

    /** Whether there is something to be done at all; what cannot be told may be. */
    boolean isNeeded(RecordedEvent recorded, Policy<?> policy) {
        try {
            return !commands(recorded, policy).isEmpty();
        } catch (RuntimeException _) {
            return true;
        }
    }

    private static <E extends DomainEvent> List<Command> commands(
            RecordedEvent recorded, Policy<E> policy) {
        return policy.commands(policy.events().cast(recorded.event()), recorded);
    }

    private Outcome carryOut(RecordedEvent recorded, Policy<?> policy, boolean inDoubt) {
        Rejected last = null;
        for (var attempt = 0; attempt < ASKED_AT_MOST; attempt++) {
            var refusal = firstUnforeseen(recorded, policy, inDoubt || attempt > 0);
            if (refusal == null) {
                return new Outcome.Done();
            }
            if (refusal.verdict() == Verdict.PARK) {
                return new Outcome.Refused(said(refusal.why()));
            }
            last = refusal.why();
        }
        return new Outcome.Failed(last == null ? "" : said(last));
    }

    private record Unforeseen(Rejected why, Verdict verdict) {}

    /** Sends one command after the other, as long as nothing is refused that should not be. */
    private @Nullable Unforeseen firstUnforeseen(
            RecordedEvent recorded, Policy<?> policy, boolean inDoubt) {
        var number = 0;
        for (var command : commands(recorded, policy)) {
            var id = id(policy, recorded, number++, command);
            if (inDoubt && isDone(id, command)) {
                continue;
            }
            if (send(command, id, recorded, policy) instanceof Rejected why) {
                var verdict = policy.refused(command, why, recorded);
                tell(policy, command, why, verdict);
                switch (verdict) {
                    case SO_BE_IT -> {}
                    case ENOUGH -> {
                        return null;
                    }
                    case AGAIN, PARK -> {
                        return new Unforeseen(why, verdict);
                    }
                }
            }
        }
        return null;
    }

    /** What a command of the same place and kind is called each time it is asked for. */
    private static String id(
            Policy<?> policy, RecordedEvent recorded, int number, Command command) {
        return "%s/%s/%d/%s"
                .formatted(
                        policy.name(),
                        recorded.eventId(),
                        number,
                        command.getClass().getSimpleName());
    }

    private CommandResult send(
            Command command, String id, RecordedEvent recorded, Policy<?> policy) {
        return commands.sendOnce(id, command, context(recorded, policy));
    }

    /** What a policy has foreseen is the ordinary way of things; the rest should be seen. */
    private static void tell(Policy<?> policy, Command command, Rejected why, Verdict verdict) {
        var level =
                switch (verdict) {
                    case SO_BE_IT, ENOUGH -> Level.DEBUG;
                    case AGAIN -> Level.INFO;
                    case PARK -> Level.WARN;
                };
        log.atLevel(level)
                .log(
                        "{}: {} of {} is refused: {}",
                        policy.name(),
                        command.getClass().getSimpleName(),
                        command.streamId(),
                        why.code());
    }

    /**
     * In the organization of the event, under its correlation, and at the same time in the
     * business, if that is another than when it was recorded.
     */
    private static CommandContext context(RecordedEvent recorded, Policy<?> policy) {
        return new CommandContext(
                new Actor(
                        Actor.Kind.POLICY,
                        policy.name(),
                        policy.name(),
                        new OrganizationId(recorded.organizationId()),
                        Role.OWNER),
                recorded.correlationId(),
                recorded.eventId(),
                recorded.occurredAt().isBefore(recorded.recordedAt())
                        ? recorded.occurredAt()
                        : null,
                null,
                null);
    }

    private boolean isDone(String commandId, Command command) {
        return db.sql(
                        """
                        select exists (select from event
                          where stream_id = :stream and metadata->>'commandId' = :command)""")
                .param("stream", command.streamId())
                .param("command", commandId)
                .query(Boolean.class)
                .single();
    }

    private static String said(Rejected refusal) {
        return refusal.code() + ": " + refusal.message();
    }
}
