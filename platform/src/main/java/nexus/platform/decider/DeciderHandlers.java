package nexus.platform.decider;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nexus.api.Command;
import nexus.api.CommandResult;
import nexus.api.CommandResult.Accepted;
import nexus.api.CommandResult.Rejected;
import nexus.api.DomainEvent;
import nexus.api.EventFamilies;
import nexus.api.RecordRejection.NotFound;
import nexus.api.Rejection;
import nexus.platform.eventstore.Appends;
import nexus.platform.eventstore.NewStreams;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;

/**
 * Handles every command of every capability: tenant, condition, decision, reservations, events.
 *
 * <p>Adding a record to a sealed family of commands is all the wiring there is.
 */
final class DeciderHandlers {

    private final Map<Class<?>, Handler> handlers = new HashMap<>();
    private final Answers answers;
    private final Appends appends;
    private final NewStreams newStreams;

    private record Handler(Decider<?, ?, ?> decider, Repository<DeciderAggregate> streams) {}

    DeciderHandlers(Answers answers, Appends appends, NewStreams newStreams) {
        this.answers = answers;
        this.appends = appends;
        this.newStreams = newStreams;
    }

    void add(Capability<?, ?, ?> capability, Repository<DeciderAggregate> streams) {
        var handler = new Handler(capability.decider(), streams);
        EventFamilies.leavesOf(capability.commands()).forEach(type -> handlers.put(type, handler));
    }

    /** Every command that can be decided. */
    Set<Class<?>> commands() {
        return Set.copyOf(handlers.keySet());
    }

    void subscribeTo(CommandBus bus) {
        handlers.keySet().forEach(type -> bus.subscribe(type.getName(), this::handle));
        bus.subscribe(Commands.Several.class.getName(), this::handleSeveral);
    }

    private CommandResult handle(CommandMessage<?> message) throws Exception {
        var context = Commands.contextOf(message);
        var stored = stored(context);
        if (stored.isPresent()) {
            return stored.get();
        }
        var command = (Command) message.getPayload();
        if (command.begins() && !Commands.isSentAgain(message)) {
            newStreams.believe(command.streamId());
        }
        var result = decide(command, context, Commands.idOf(message));
        if (result instanceof Rejected && context.idempotency() != null) {
            // perhaps for what the same request has done, whose answer could not be read before
            appends.catchUp();
            return stored(context).orElse(result);
        }
        if (result instanceof Accepted(var id, var version, var created, var before) && before) {
            // its sender has not heard of it, and what was to be remembered was with its events
            appends.catchUp();
            return new Accepted(id, version, created, false);
        }
        remember(context, result);
        return result;
    }

    private List<CommandResult> handleSeveral(CommandMessage<?> message) throws Exception {
        var several = (Commands.Several) message.getPayload();
        var context = Commands.contextOf(message);
        var stored = stored(context);
        if (stored.isPresent()) {
            return List.of(stored.get());
        }
        var results = new ArrayList<CommandResult>(several.parts().size());
        newStreams.among(several.parts().stream().map(part -> part.command().streamId()).toList());
        for (var part : several.parts()) {
            var result = decide(part.command(), part.context(), null);
            if (result instanceof Rejected rejected) {
                throw new Commands.Refusal(rejected);
            }
            results.add(result);
        }
        if (several.besides() == Commands.REHEARSAL) {
            throw new Commands.Rehearsed(results);
        }
        if (several.besides() != Commands.NOTHING) {
            appends.ofUnitOfWork().besides(several.besides());
        }
        remember(context, results.getFirst());
        return results;
    }

    private Optional<CommandResult> stored(CommandContext context) {
        var key = context.idempotency();
        return key == null ? Optional.empty() : answers.stored(key, context);
    }

    private void remember(CommandContext context, CommandResult result) {
        var key = context.idempotency();
        if (key != null && result instanceof Accepted accepted) {
            appends.ofUnitOfWork().remember(Answers.of(key, context, accepted));
        }
    }

    private CommandResult decide(
            Command command, CommandContext context, @Nullable String commandId) throws Exception {
        var handler = handlers.get(command.getClass());
        if (handler == null) {
            throw new IllegalStateException("Nobody decides about " + command.getClass());
        }
        var stream =
                handler.streams.loadOrCreate(
                        command.streamId(), () -> new DeciderAggregate(handler.decider));
        return stream.invoke(aggregate -> decide(aggregate, command, context, commandId));
    }

    private CommandResult decide(
            DeciderAggregate stream,
            Command command,
            CommandContext context,
            @Nullable String commandId) {
        var organization = context.actor().organizationId().value();
        if (!stream.belongsTo(organization)) {
            return Rejected.because(new NotFound(command.streamId()));
        }
        var before = stream.answerTo(command, commandId);
        if (before.isPresent()) {
            return before.get();
        }
        var expected = context.expectedVersion();
        if (expected != null && !stream.isNew() && expected != stream.version()) {
            requireCurrent(stream, command);
            return Rejected.because(new VersionMismatch(expected, stream.version()));
        }
        return switch (stream.decide(command)) {
            case Decision.Reject<DomainEvent>(var rejection) -> {
                requireCurrent(stream, command);
                yield Rejected.because(rejection);
            }
            case Decision.Accept<DomainEvent>(var events, var reservations) -> {
                if (events.isEmpty()) {
                    requireCurrent(stream, command);
                }
                if (!reservations.isEmpty()) {
                    Reservations.add(
                            reservations, appends.ofUnitOfWork(), organization, command.streamId());
                }
                var created = stream.isNew();
                stream.apply(events, context.metadata(commandId));
                yield new Accepted(command.streamId(), stream.version(), created, false);
            }
        };
    }

    /**
     * A decision that stores nothing is not found out by the event store if it was made on a state
     * that another node has long left behind.
     */
    private void requireCurrent(DeciderAggregate stream, Command command) {
        if (appends.haveOvertaken(command.streamId(), stream.version())) {
            throw new ConcurrencyException("The stream has moved on since it was read");
        }
    }

    /** The record changed since it was read. */
    private record VersionMismatch(long expected, long current) implements Rejection {
        @Override
        public String code() {
            return "version.mismatch";
        }

        @Override
        public String message() {
            return "The record is at version " + current + ", not " + expected + ".";
        }

        @Override
        public Kind kind() {
            return Kind.PRECONDITION;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("currentVersion", current);
        }
    }
}
