package nexus.platform.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nexus.api.Command;
import nexus.api.CommandResult;
import nexus.api.CommandResult.Accepted;
import nexus.platform.decider.CommandFailure;
import nexus.platform.decider.Commands;
import nexus.platform.eventstore.AppendListener;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.commandhandling.callbacks.NoOpCallback;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a command to the node that its stream belongs to. What is no single command, as it concerns
 * several streams at once, is decided on this node.
 *
 * <p>When nobody answers, be it that the server restarts or that the other node is gone, it is
 * tried again for a time, and then decided here: which node decides is a matter of speed, and the
 * versions of the stream see to the rest. As a command that was sent on is decided once only,
 * nobody has to know what became of the attempts before.
 */
final class RoutedBus implements CommandBus {

    private static final Logger log = LoggerFactory.getLogger(RoutedBus.class);

    private final CommandBus own;
    private final CommandBus others;
    private final Patience patience;
    private final Supplier<Stream<AppendListener>> listeners;
    private final Counter answered;
    private final Counter decidedHere;

    /**
     * How long an answer is waited for.
     *
     * @param answer of a node that has the command
     * @param route for somebody to take the command at all
     * @param firstPause between two attempts; each is twice as long as the one before
     */
    record Patience(Duration answer, Duration route, Duration firstPause) {}

    /** What came of sending a command on. */
    private sealed interface Reply {
        record Answer(CommandResultMessage<?> result) implements Reply {}

        /** Perhaps there will be somebody in a moment. */
        record Nobody(Throwable why) implements Reply {}

        /** Whoever has it does not get on with it. */
        record Stuck(Throwable why) implements Reply {}
    }

    RoutedBus(
            CommandBus own,
            CommandBus others,
            Patience patience,
            Supplier<Stream<AppendListener>> listeners,
            MeterRegistry meters) {
        this.own = own;
        this.others = others;
        this.patience = patience;
        this.listeners = listeners;
        this.answered = counter(meters, "answered", "by the node their stream belongs to");
        this.decidedHere = counter(meters, "unanswered", "by nobody, and decided where they were");
    }

    private static Counter counter(MeterRegistry meters, String name, String by) {
        return Counter.builder("nexus.commands." + name)
                .description("commands that were sent on and answered " + by)
                .register(meters);
    }

    @Override
    public <C> void dispatch(CommandMessage<C> command) {
        dispatch(command, NoOpCallback.INSTANCE);
    }

    @Override
    @SuppressWarnings("unchecked") // a command is answered with what its sender waits for
    public <C, R> void dispatch(
            CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        if (command.getPayload() instanceof Command) {
            callback.onResult(command, (CommandResultMessage<R>) decided(command));
        } else {
            own.dispatch(command, callback);
        }
    }

    private CommandResultMessage<?> decided(CommandMessage<?> command) {
        var sent = Commands.sentOn(command);
        var end = System.nanoTime() + patience.route().toNanos();
        var reply = ask(sent);
        for (var pause = patience.firstPause().toNanos();
                reply instanceof Reply.Nobody && System.nanoTime() + pause < end;
                pause *= 2) {
            LockSupport.parkNanos(pause);
            reply = ask(sent);
        }
        return switch (reply) {
            case Reply.Answer(var result) -> {
                answered.increment();
                yield told(command, result);
            }
            case Reply.Nobody(var why) -> told(command, decidedHere(sent, why));
            case Reply.Stuck(var why) -> told(command, decidedHere(sent, why));
        };
    }

    private CommandResultMessage<?> decidedHere(CommandMessage<?> sent, Throwable why) {
        log.debug("{} is decided here, as nobody answers", sent.getCommandName(), why);
        decidedHere.increment();
        return result(own, sent, Long.MAX_VALUE);
    }

    private Reply ask(CommandMessage<?> sent) {
        var result = result(others, sent, patience.answer().toNanos());
        if (!result.isExceptional()) {
            return result.getPayload() instanceof CommandResult
                    ? new Reply.Answer(result)
                    : new Reply.Stuck(new IllegalStateException("The answer is of a new kind"));
        }
        return switch (result.exceptionResult()) {
            case CommandExecutionException answer -> failed(answer);
            case InterruptedException _ -> new Reply.Answer(result);
            case TimeoutException late -> new Reply.Stuck(late);
            case Throwable noRoute -> new Reply.Nobody(noRoute);
        };
    }

    private static Reply failed(CommandExecutionException answer) {
        return switch (answer.<CommandFailure>getDetails().orElse(null)) {
            case null -> new Reply.Stuck(answer);
            case CommandFailure.Unreadable _ -> new Reply.Stuck(answer);
            case CommandFailure failure ->
                    new Reply.Answer(new GenericCommandResultMessage<>(failure.exception()));
        };
    }

    private static CommandResultMessage<?> result(
            CommandBus bus, CommandMessage<?> command, long nanos) {
        var callback = new FutureCallback<Object, Object>();
        bus.dispatch(command, callback);
        return callback.getResult(nanos, TimeUnit.NANOSECONDS);
    }

    /** Who asked here will want to see here what was done elsewhere. */
    private CommandResultMessage<?> told(
            CommandMessage<?> command, CommandResultMessage<?> result) {
        if (!result.isExceptional() && result.getPayload() instanceof Accepted accepted) {
            var organization = Commands.contextOf(command).actor().organizationId().value();
            var stream = accepted.streamId();
            var kind = stream.substring(0, stream.indexOf('-'));
            listeners.get().forEach(listener -> listener.appended(organization, kind));
        }
        return result;
    }

    @Override
    public Registration subscribe(
            String commandName, MessageHandler<? super CommandMessage<?>> handler) {
        return own.subscribe(commandName, handler);
    }

    @Override
    public Registration registerHandlerInterceptor(
            MessageHandlerInterceptor<? super CommandMessage<?>> interceptor) {
        return own.registerHandlerInterceptor(interceptor);
    }

    @Override
    public Registration registerDispatchInterceptor(
            MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
        return own.registerDispatchInterceptor(interceptor);
    }
}
