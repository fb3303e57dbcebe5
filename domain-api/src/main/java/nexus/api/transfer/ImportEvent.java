package nexus.api.transfer;

import java.util.List;
import nexus.api.DomainEvent;
import nexus.api.EventName;

/** Everything that can happen to an import. */
public sealed interface ImportEvent extends DomainEvent {

    ImportId importId();

    @Override
    default String streamId() {
        return importId().value();
    }

    @EventName("import.started")
    record ImportStarted(
            ImportId importId, ImportSource source, ImportMapping mapping, boolean dryRun)
            implements ImportEvent {}

    /**
     * The next rows were processed.
     *
     * @param after how many rows were processed before these
     * @param counts what these became
     * @param errors what is wrong with those that failed
     * @param created the ids of all records that were made for these
     */
    @EventName("import.progressed")
    record ImportProgressed(
            ImportId importId,
            int after,
            ImportCounts counts,
            List<RowError> errors,
            List<String> created)
            implements ImportEvent {}

    @EventName("import.completed")
    record ImportCompleted(ImportId importId) implements ImportEvent {}

    @EventName("import.failed")
    record ImportFailed(ImportId importId, String reason) implements ImportEvent {}

    @EventName("import.undo-started")
    record ImportUndoStarted(ImportId importId) implements ImportEvent {}

    /**
     * Everything was taken back.
     *
     * @param kept records that the import made and that are in use elsewhere by now
     */
    @EventName("import.undone")
    record ImportUndone(ImportId importId, List<String> kept) implements ImportEvent {}
}
