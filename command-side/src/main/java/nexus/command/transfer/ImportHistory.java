package nexus.command.transfer;

import java.util.ArrayList;
import java.util.List;
import nexus.api.transfer.ImportEvent;
import nexus.api.transfer.ImportEvent.ImportProgressed;
import nexus.api.transfer.ImportEvent.ImportStarted;
import nexus.api.transfer.ImportId;
import nexus.platform.eventstore.EventLog;
import nexus.platform.security.Actor;

/** What happened to an import so far, for whoever goes on with it. */
record ImportHistory(ImportStarted started, List<ImportEvent> events, Import state) {

    static ImportHistory of(EventLog log, ImportId id, Actor actor) {
        var decider = new ImportDecider();
        var state = decider.initial();
        var events = new ArrayList<ImportEvent>();
        for (var event : log.ofStream(id.value(), actor.organizationId().value())) {
            events.add((ImportEvent) event.event());
            state = decider.evolve(state, (ImportEvent) event.event());
        }
        return new ImportHistory((ImportStarted) events.getFirst(), events, state);
    }

    boolean isRunning() {
        return state instanceof Import.Running;
    }

    boolean isUndoing() {
        return state instanceof Import.Undoing;
    }

    int processed() {
        return state instanceof Import.Running(var rows) ? rows : started.source().rows();
    }

    /** The ids of everything that the import made. */
    List<String> created() {
        return events.stream()
                .filter(ImportProgressed.class::isInstance)
                .flatMap(event -> ((ImportProgressed) event).created().stream())
                .toList();
    }
}
