package nexus.platform.decider;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nexus.api.Command;
import nexus.api.CommandResult;
import nexus.api.CommandResult.Rejected;
import nexus.api.Rejection;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Where commands are sent: guards are asked, the command is decided, the answer comes back. */
@Component
public class Commands {

    private static final String CONTEXT = "context";
    private static final Runnable NOTHING = () -> {};

    private final CommandBus bus;
    private final List<CommandGuard> guards;

    Commands(CommandBus bus, ObjectProvider<CommandGuard> guards) {
        this.bus = bus;
        this.guards = guards.orderedStream().toList();
    }

    /** A command among several, with its own circumstances. */
    public record Part(Command command, CommandContext context) {}

    record Several(List<Part> parts, boolean allOrNothing, Runnable besides) {}

    static final class RefusedTogether extends RuntimeException {
        private final transient Rejected rejected;

        RefusedTogether(Rejected rejected) {
            super(rejected.code(), null, false, false);
            this.rejected = rejected;
        }
    }

    /** Sends one command. Infrastructure failures and bugs are thrown; refusals are answered. */
    public CommandResult send(Command command, CommandContext context) {
        var refusal = refusalOf(command, context);
        return refusal.isPresent()
                ? Rejected.because(refusal.get())
                : (CommandResult) dispatch(command, context, context.expectedVersion() == null);
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
        for (var part : parts) {
            var refusal = refusalOf(part.command(), part.context());
            if (refusal.isPresent()) {
                return List.of(Rejected.because(refusal.get()));
            }
        }
        return dispatchSeveral(parts, true, besides);
    }

    /**
     * Sends commands that have nothing to do with each other in one transaction, for speed. One
     * that is refused leaves the others alone.
     *
     * @return the results in order
     */
    public List<CommandResult> sendEach(List<Part> parts) {
        var results = new ArrayList<CommandResult>();
        var allowed = new ArrayList<Part>();
        for (var part : parts) {
            var refusal = refusalOf(part.command(), part.context());
            results.add(refusal.<CommandResult>map(Rejected::because).orElse(PENDING));
            if (refusal.isEmpty()) {
                allowed.add(part);
            }
        }
        var decided = dispatchSeveral(allowed, false, NOTHING).iterator();
        results.replaceAll(result -> result == PENDING ? decided.next() : result);
        return results;
    }

    private static final CommandResult PENDING = new CommandResult.Accepted("", -1, false, false);

    @SuppressWarnings("unchecked") // the handler of Several answers a list
    private List<CommandResult> dispatchSeveral(
            List<Part> parts, boolean allOrNothing, Runnable besides) {
        if (parts.isEmpty()) {
            return List.of();
        }
        try {
            return (List<CommandResult>)
                    dispatch(
                            new Several(parts, allOrNothing, besides),
                            parts.getFirst().context(),
                            true);
        } catch (RefusedTogether refused) {
            return List.of(refused.rejected);
        }
    }

    private Optional<Rejection> refusalOf(Command command, CommandContext context) {
        return guards.stream()
                .map(guard -> guard.refuse(command, context))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * A conflict means that the stream moved on between reading and appending: decide once more.
     */
    private Object dispatch(Object payload, CommandContext context, boolean again) {
        try {
            return dispatch(payload, context);
        } catch (ConcurrencyException conflict) {
            if (!again) {
                throw conflict;
            }
            return dispatch(payload, context, false);
        }
    }

    private Object dispatch(Object payload, CommandContext context) {
        var message = new GenericCommandMessage<>(payload, MetaData.with(CONTEXT, context));
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

    static CommandContext contextOf(CommandMessage<?> message) {
        return (CommandContext)
                Objects.requireNonNull(message.getMetaData().get(CONTEXT), "no context");
    }
}
