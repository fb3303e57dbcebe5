package nexus.query.transfer;

import java.util.List;
import nexus.api.transfer.ImportEvent;
import nexus.api.transfer.ImportEvent.ImportCompleted;
import nexus.api.transfer.ImportEvent.ImportFailed;
import nexus.api.transfer.ImportEvent.ImportProgressed;
import nexus.api.transfer.ImportEvent.ImportStarted;
import nexus.api.transfer.ImportEvent.ImportUndoStarted;
import nexus.api.transfer.ImportEvent.ImportUndone;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import nexus.query.transfer.ImportRow.Status;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per import: how far it is. */
@Component
final class Imports implements View<ImportEvent, ImportRow> {

    @Override
    public String name() {
        return "imports";
    }

    @Override
    public Class<ImportEvent> events() {
        return ImportEvent.class;
    }

    @Override
    public Class<ImportRow> rows() {
        return ImportRow.class;
    }

    @Override
    public List<String> indexes() {
        return List.of("started_at");
    }

    @Override
    public @Nullable ImportRow evolve(@Nullable ImportRow row, ImportEvent event, Occurrence at) {
        if (event instanceof ImportStarted started) {
            return ImportRow.of(started, at.recordedAt());
        }
        if (row == null) {
            return null;
        }
        return switch (event) {
            case ImportStarted _ -> row;
            case ImportProgressed(_, _, var counts, _, _) -> row.plus(counts);
            case ImportCompleted _ -> row.as(Status.COMPLETED, null, List.of(), at.recordedAt());
            case ImportFailed(_, var reason) ->
                    row.as(Status.FAILED, reason, List.of(), at.recordedAt());
            case ImportUndoStarted _ -> row.as(Status.RUNNING, row.reason(), List.of(), null);
            case ImportUndone(_, var kept) ->
                    row.as(Status.UNDONE, row.reason(), kept, at.recordedAt());
        };
    }
}
