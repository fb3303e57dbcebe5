package nexus.platform.decider;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nexus.platform.eventstore.EventMetadata;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * The commands that have changed a stream lately, of those that were sent on. One of them comes
 * again if nobody knows what became of it, and is then answered and not decided a second time.
 *
 * <p>Events name the command they come of, so every node that has loaded a stream knows the same.
 * Where no command is sent on, nothing is kept.
 */
final class RecentCommands {

    /** Longer than anybody goes on sending a command. */
    static final Duration REMEMBERED = Duration.ofMinutes(5);

    private Map<String, Handled> byId = Map.of();

    /**
     * A command that has changed a stream.
     *
     * @param first the version of the first event that came of it
     * @param last the version of the last one
     */
    record Handled(String commandId, long first, long last, Instant at) {}

    void note(DomainEventMessage<?> event) {
        if (event.getMetaData().get(EventMetadata.COMMAND) instanceof String id) {
            var version = event.getSequenceNumber();
            note(new Handled(id, version, version, event.getTimestamp()));
        }
    }

    void note(Handled handled) {
        if (byId.isEmpty()) {
            byId = new LinkedHashMap<>(); // in the order of the events
        }
        byId.merge(
                handled.commandId(),
                handled,
                (before, now) ->
                        new Handled(before.commandId(), before.first(), now.last(), now.at()));
        var from = handled.at().minus(REMEMBERED);
        var eldest = byId.values().iterator();
        while (eldest.next().at().isBefore(from)) {
            eldest.remove();
        }
    }

    Optional<Handled> of(@Nullable String commandId) {
        return commandId == null ? Optional.empty() : Optional.ofNullable(byId.get(commandId));
    }

    List<Handled> all() {
        return List.copyOf(byId.values());
    }
}
