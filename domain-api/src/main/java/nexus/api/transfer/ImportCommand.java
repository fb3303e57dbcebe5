package nexus.api.transfer;

import java.util.List;
import nexus.api.Action;
import nexus.api.Command;
import nexus.api.Needs;
import nexus.api.Resource;

/** Everything that can be asked of an import. */
@Needs(resource = Resource.IMPORTS, action = Action.CREATE)
public sealed interface ImportCommand extends Command {

    ImportId importId();

    @Override
    default String streamId() {
        return importId().value();
    }

    /**
     * Begins to import a file.
     *
     * @param dryRun whether the rows are only checked
     */
    record StartImport(
            ImportId importId, ImportSource source, ImportMapping mapping, boolean dryRun)
            implements ImportCommand {
        @Override
        public boolean begins() {
            return true;
        }
    }

    /**
     * Notes what became of the next rows. Sent in the transaction that stores what they became, so
     * that a row is never taken twice, whatever ends the work.
     *
     * @param after how many rows were processed before these
     * @param counts what these became
     * @param created the ids of all records that were made for these
     */
    record RecordProgress(
            ImportId importId,
            int after,
            ImportCounts counts,
            List<RowError> errors,
            List<String> created)
            implements ImportCommand {}

    record CompleteImport(ImportId importId) implements ImportCommand {}

    /** Gives up: the rest of the rows will not be processed. */
    record FailImport(ImportId importId, String reason) implements ImportCommand {}

    /** Takes back everything that an import made. */
    @Needs(resource = Resource.IMPORTS, action = Action.DELETE)
    record UndoImport(ImportId importId) implements ImportCommand {}

    /**
     * Notes that everything was taken back.
     *
     * @param kept records that the import made and that are in use elsewhere by now
     */
    @Needs(resource = Resource.IMPORTS, action = Action.DELETE)
    record CompleteUndo(ImportId importId, List<String> kept) implements ImportCommand {}
}
