package nexus.platform.decider;

import nexus.api.CommandResult.Rejected;
import nexus.platform.eventstore.Append.AlreadyAnswered;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.TransactionException;

/**
 * Why a command came to no result, as a value: so it crosses from the node that decided to the one
 * that asked, and is thrown there as if it had been decided there.
 */
public sealed interface CommandFailure {

    /** Something refused while it was stored, such as a value that is taken. */
    record Refused(Rejected rejected) implements CommandFailure {}

    /** The stream moved on in the meantime. */
    record Overtaken(String message) implements CommandFailure {}

    /** Its idempotency key was answered in the meantime. */
    record Answered() implements CommandFailure {}

    /** A server that is needed does not answer. */
    record Away(String message) implements CommandFailure {}

    /** It was not understood where it arrived: the node there is of another version. */
    record Unreadable(String message) implements CommandFailure {}

    /** A bug, which was logged where it happened. */
    record Fault(String message) implements CommandFailure {}

    static CommandFailure of(Throwable failure) {
        return switch (failure) {
            case Commands.Refusal refusal -> new Refused(refusal.rejected());
            case ConcurrencyException overtaken ->
                    new Overtaken(String.valueOf(overtaken.getMessage()));
            case AlreadyAnswered _ -> new Answered();
            case TransientDataAccessException away -> new Away(String.valueOf(away.getMessage()));
            case DataAccessResourceFailureException away ->
                    new Away(String.valueOf(away.getMessage()));
            case TransactionException away -> new Away(String.valueOf(away.getMessage()));
            default -> new Fault(failure.toString());
        };
    }

    /** What is thrown where the command was sent. */
    default RuntimeException exception() {
        return switch (this) {
            case Refused(var rejected) -> new Commands.Refusal(rejected);
            case Overtaken(var message) -> new ConcurrencyException(message);
            case Answered() -> new AlreadyAnswered();
            case Away(var message) -> new TransientDataAccessResourceException(message);
            case Unreadable(var message) -> new IllegalStateException(message);
            case Fault(var message) ->
                    new IllegalStateException("Where it was decided: " + message);
        };
    }
}
