package nexus.platform.decider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import nexus.api.Command;
import nexus.api.CommandResult;
import nexus.api.CommandResult.Rejected;
import nexus.api.Rejection;
import nexus.platform.eventstore.Append.AlreadyAnswered;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where commands are sent: guards are asked, the command is decided, the answer comes back. */
@Component
public class Commands {

    static final Runnable NOTHING = () -> {};

    /** Tells a decision for the sake of the answer from one that is to be stored. */
    static final Runnable REHEARSAL = () -> {};

    private static final int ATTEMPTS = 3;
    private static final String CONTEXT = "context";
    private static final String SENT_AGAIN = "again";
    private static final String SENT_ON = "sent-on";

    /** Who asks over HTTP is told to come again rather than left to wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofHours(1);

    private final CommandBus bus;
    private final Answers answers;
    private final List<CommandGuard> guards;
    private final Places places;

    /**
     * All commands go through one.
     *
     * @param atOnce how many may be decided at the same time on this node
     */
    Commands(
            CommandBus bus,
            Answers answers,
            ObjectProvider<CommandGuard> guards,
            @Value("${nexus.commands.at-once:32}") int atOnce) {
        this.bus = bus;
        this.answers = answers;
        this.places = new Places(atOnce);
        this.guards = guards.orderedStream().toList();
    }

    /** A command among several, with its own circumstances. */
    public record Part(Command command, CommandContext context) {}

    record Several(List<Part> parts, Runnable besides) {}

    /** Carries a refusal out of a unit of work, so that nothing of it is stored. */
    static final class Refusal extends RuntimeException {
        private final transient Rejected rejected;

        Refusal(Rejected rejected) {
            super(rejected.code(), null, false, false);
            this.rejected = rejected;
        }

        Rejected rejected() {
            return rejected;
        }
    }

    /** Carries what would be answered out of a unit of work, so that nothing of it is stored. */
    static final class Rehearsed extends RuntimeException {
        private final transient List<CommandResult> results;

        Rehearsed(List<CommandResult> results) {
            super("rehearsed", null, false, false);
            this.results = List.copyOf(results);
        }
    }

    /** Sends one command. Infrastructure failures and bugs are thrown; refusals are answered. */
    public CommandResult send(Command command, CommandContext context) {
        return send(command, context, PATIENCE);
    }

    /**
     * Sends a command that may be sent again, by whoever does not know what became of it: however
     * often it comes, it changes its stream once.
     *
     * @param id what tells it from all other commands, the same each time
     */
    public CommandResult sendOnce(String id, Command command, CommandContext context) {
        return places.take(
                organization(context),
                AS_LONG_AS_IT_TAKES,
                () -> {
                    var refusal = refusalOf(command, context);
                    return refusal.isPresent()
                            ? Rejected.because(refusal.get())
                            : (CommandResult) attempt(named(id, command, context), command);
                });
    }

    private static CommandMessage<?> named(String id, Command command, CommandContext context) {
        var circumstances = MetaData.with(CONTEXT, context).and(SENT_ON, true);
        return new GenericCommandMessage<>(
                new GenericMessage<>(id, command, circumstances), command.getClass().getName());
    }

    private CommandResult send(Command command, CommandContext context, Duration patience) {
        return places.take(organization(context), patience, () -> decide(command, context));
    }

    private static String organization(CommandContext context) {
        return context.actor().organizationId().value();
    }

    private CommandResult decide(Command command, CommandContext context) {
        var refusal = refusalOf(command, context);
        return refusal.isPresent()
                ? Rejected.because(refusal.get())
                : underKey(context, () -> (CommandResult) dispatch(command, context));
    }

    /**
     * Sends commands to several streams in one transaction: all of them, or none.
     *
     * @return the results in order, or the one refusal
     */
    public List<CommandResult> sendAllOrNothing(List<Part> parts) {
        return sendAllOrNothing(parts, NOTHING);
    }

    /**
     * The same with something that is kept besides events, such as a password.
     *
     * @param besides is run in the transaction once all is decided: if it fails, nothing happened
     */
    public List<CommandResult> sendAllOrNothing(List<Part> parts, Runnable besides) {
        return parts.isEmpty()
                ? List.of()
                : places.take(
                        organization(parts.getFirst().context()),
                        PATIENCE,
                        () -> decideTogether(parts, besides));
    }

    private List<CommandResult> decideTogether(List<Part> parts, Runnable besides) {
        for (var part : parts) {
            var refusal = refusalOf(part.command(), part.context());
            if (refusal.isPresent()) {
                return List.of(Rejected.because(refusal.get()));
            }
        }
        var context = parts.getFirst().context();
        var results = new ArrayList<CommandResult>();
        var first =
                underKey(
                        context,
                        () -> {
                            results.addAll(dispatchSeveral(new Several(parts, besides), context));
                            return results.getFirst();
                        });
        return first instanceof Rejected ? List.of(first) : results;
    }

    @SuppressWarnings("unchecked") // the handler of Several answers a list
    private List<CommandResult> dispatchSeveral(Several several, CommandContext context) {
        return (List<CommandResult>) dispatch((Object) several, context);
    }

    /**
     * What would be answered to commands that are all sent or none, of which nothing is stored. A
     * unique value that is taken is found out only when it is.
     */
    public List<CommandResult> rehearse(List<Part> parts) {
        return sendAllOrNothing(parts, REHEARSAL);
    }

    /**
     * Sends commands that have nothing to do with each other, those to different streams at the
     * same time. One that is refused leaves the others alone.
     *
     * @return the results in order
     */
    public List<CommandResult> sendEach(List<Part> parts) {
        var byStream = new LinkedHashMap<String, List<Integer>>();
        for (int i = 0; i < parts.size(); i++) {
            byStream.computeIfAbsent(parts.get(i).command().streamId(), _ -> new ArrayList<>())
                    .add(i);
        }
        var results = new AtomicReferenceArray<CommandResult>(parts.size());
        var failure = new AtomicReference<@Nullable RuntimeException>();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            byStream.values()
                    .forEach(
                            own ->
                                    senders.execute(
                                            () -> sendInOrder(parts, own, results, failure)));
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        return IntStream.range(0, parts.size()).mapToObj(results::get).toList();
    }

    private void sendInOrder(
            List<Part> parts,
            List<Integer> own,
            AtomicReferenceArray<CommandResult> results,
            AtomicReference<@Nullable RuntimeException> failure) {
        try {
            for (var i : own) {
                if (failure.get() != null) {
                    return; // all of it fails
                }
                var part = parts.get(i);
                results.set(i, send(part.command(), part.context(), AS_LONG_AS_IT_TAKES));
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private CommandResult underKey(CommandContext context, Supplier<CommandResult> request) {
        var key = context.idempotency();
        return key == null ? request.get() : answers.exclusively(key, context, request);
    }

    private Optional<Rejection> refusalOf(Command command, CommandContext context) {
        return guards.stream()
                .map(guard -> guard.refuse(command, context))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * A conflict means that the stream moved on between reading and appending, and an answered key
     * that the same request came first on another node: decide again, on what there is now.
     */
    private Object dispatch(Object payload, CommandContext context) {
        return attempt(
                new GenericCommandMessage<>(payload, MetaData.with(CONTEXT, context)), payload);
    }

    private Object attempt(CommandMessage<?> first, Object payload) {
        CommandMessage<?> message = first;
        for (int attempt = 1; ; attempt++) {
            try {
                return dispatch(message);
            } catch (ConcurrencyException | AlreadyAnswered overtaken) {
                if (attempt == ATTEMPTS) {
                    throw overtaken;
                }
                message = message.andMetaData(Map.of(SENT_AGAIN, true));
            } catch (Rehearsed rehearsed) {
                return rehearsed.results;
            } catch (Refusal refusal) {
                return payload instanceof Several ? List.of(refusal.rejected) : refusal.rejected;
            }
        }
    }

    private Object dispatch(CommandMessage<?> message) {
        var callback = new FutureCallback<Object, Object>();
        bus.dispatch(message, callback);
        var result = callback.getResult();
        if (result.isExceptional()) {
            throw unwrapped(result.exceptionResult());
        }
        return Objects.requireNonNull(result.getPayload());
    }

    private static RuntimeException unwrapped(Throwable failure) {
        var cause =
                failure instanceof CommandExecutionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return cause instanceof RuntimeException runtime
                ? runtime
                : new IllegalStateException("A command failed", cause);
    }

    /** The circumstances that a command was sent under. */
    public static CommandContext contextOf(CommandMessage<?> message) {
        return (CommandContext)
                Objects.requireNonNull(message.getMetaData().get(CONTEXT), "no context");
    }

    /**
     * The same command, about to be sent on to whichever node is to decide it. Whoever sends it on
     * may send it more than once, if nobody answers: it is decided once.
     */
    public static CommandMessage<?> sentOn(CommandMessage<?> message) {
        return message.andMetaData(Map.of(SENT_ON, true));
    }

    /** What tells a command that was sent on from all others; null if it was not sent on. */
    static @Nullable String idOf(CommandMessage<?> message) {
        return message.getMetaData().containsKey(SENT_ON) ? message.getIdentifier() : null;
    }

    /** Whether a first attempt was overtaken, so that nothing is to be taken for granted now. */
    static boolean isSentAgain(CommandMessage<?> message) {
        return message.getMetaData().containsKey(SENT_AGAIN);
    }
}
