package nexus.platform.routing;

import nexus.api.Command;
import nexus.platform.decider.CommandFailure;
import nexus.platform.decider.Commands;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.callbacks.NoOpCallback;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the wire at which commands arrive: the bus of the node decides them, and whatever goes
 * wrong is answered as a value.
 */
final class AnsweringBus implements CommandBus {

    private static final Logger log = LoggerFactory.getLogger(AnsweringBus.class);

    private final CommandBus own;

    AnsweringBus(CommandBus own) {
        this.own = own;
    }

    @Override
    public <C> void dispatch(CommandMessage<C> command) {
        dispatch(command, NoOpCallback.INSTANCE);
    }

    @Override
    public <C, R> void dispatch(
            CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        if (isReadable(command)) {
            own.dispatch(
                    command,
                    (CommandCallback<C, R>)
                            (sent, result) -> callback.onResult(sent, withoutExceptions(result)));
        } else {
            callback.onResult(
                    command,
                    failed(new CommandFailure.Unreadable(command.getCommandName() + " is new")));
        }
    }

    /** What arrives is read when it is first looked at. */
    private static boolean isReadable(CommandMessage<?> command) {
        try {
            return command.getPayload() instanceof Command
                    && Commands.contextOf(command).actor() != null;
        } catch (RuntimeException unreadable) {
            log.warn("{} is of another version", command.getCommandName(), unreadable);
            return false;
        }
    }

    private static <R> CommandResultMessage<? extends R> withoutExceptions(
            CommandResultMessage<? extends R> result) {
        if (!result.isExceptional()) {
            return result;
        }
        var thrown = result.exceptionResult();
        var failure = CommandFailure.of(thrown);
        if (failure instanceof CommandFailure.Fault) {
            log.error("A command that was sent here failed", thrown);
        }
        return failed(failure);
    }

    private static <R> CommandResultMessage<R> failed(CommandFailure failure) {
        return new GenericCommandResultMessage<>(
                new CommandExecutionException("see the details", null, failure, false));
    }

    /** Who decides is known to the bus of the node. */
    @Override
    public Registration subscribe(
            String commandName, MessageHandler<? super CommandMessage<?>> handler) {
        return () -> true;
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
