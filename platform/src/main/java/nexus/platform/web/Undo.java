package nexus.platform.web;

import java.util.List;
import java.util.Map;
import nexus.api.Command;
import nexus.api.DomainEvent;
import nexus.api.Id;
import nexus.api.Rejection;
import nexus.platform.decider.Decider;
import nexus.platform.eventstore.EventLog;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.security.CurrentActor;
import nexus.platform.web.CommandEndpoint.Answer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Takes back what an event did to a record: by a command that anybody could have sent, so that it
 * is permitted, decided and remembered like every other. What comes of it names the event as its
 * cause. Refused where something later has changed the same.
 */
@Component
public class Undo {

    private final EventLog log;
    private final CommandEndpoint commands;
    private final CurrentActor actor;

    Undo(EventLog log, CommandEndpoint commands, CurrentActor actor) {
        this.log = log;
        this.commands = commands;
        this.actor = actor;
    }

    /** What takes an event back, and where that would take away more than the event did. */
    public interface Reversal<S> {

        Command of(Undone<S> event);
    }

    /** Later changes are in the way. */
    record Overtaken(String eventId, List<String> conflicts) implements Rejection {
        @Override
        public String code() {
            return "undo.overtaken";
        }

        @Override
        public String message() {
            return "It cannot be undone: changed since then: " + String.join(", ", conflicts) + ".";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("conflicts", conflicts);
        }
    }

    /** Takes one event of a record back. */
    public <S, E extends DomainEvent> ResponseEntity<Answer> of(
            Id id,
            String eventId,
            Decider<?, S, E> decider,
            Class<E> events,
            Reversal<S> reversal) {
        var history = log.ofStream(id.value(), actor.get().organizationId().value());
        if (history.isEmpty()) {
            throw Refused.notFound(id.value());
        }
        var undone = undone(history, eventId, decider, events);
        var command = reversal.of(undone);
        if (!undone.conflicts().isEmpty()) {
            throw new Refused(new Overtaken(eventId, undone.conflicts()));
        }
        return commands.reverse(command, eventId, history.getLast().version());
    }

    private static <S, E extends DomainEvent> Undone<S> undone(
            List<RecordedEvent> history, String eventId, Decider<?, S, E> decider, Class<E> kind) {
        var events =
                history.stream()
                        .map(RecordedEvent::event)
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .toList();
        var ids =
                history.stream()
                        .filter(event -> kind.isInstance(event.event()))
                        .map(RecordedEvent::eventId)
                        .toList();
        var place = ids.indexOf(eventId);
        if (place < 0) {
            throw Refused.notFound(eventId);
        }
        return new Undone<>(
                folded(decider, events.subList(0, place)),
                folded(decider, events.subList(0, place + 1)),
                folded(decider, events),
                events.subList(0, place));
    }

    private static <S, E extends DomainEvent> S folded(Decider<?, S, E> decider, List<E> events) {
        var state = decider.initial();
        for (var event : events) {
            state = decider.evolve(state, event);
        }
        return state;
    }
}
