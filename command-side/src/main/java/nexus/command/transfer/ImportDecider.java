package nexus.command.transfer;

import static nexus.platform.decider.Decision.accept;
import static nexus.platform.decider.Decision.nothing;
import static nexus.platform.decider.Decision.reject;

import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.transfer.ImportCommand;
import nexus.api.transfer.ImportCommand.CompleteImport;
import nexus.api.transfer.ImportCommand.CompleteUndo;
import nexus.api.transfer.ImportCommand.FailImport;
import nexus.api.transfer.ImportCommand.RecordProgress;
import nexus.api.transfer.ImportCommand.StartImport;
import nexus.api.transfer.ImportCommand.UndoImport;
import nexus.api.transfer.ImportEvent;
import nexus.api.transfer.ImportEvent.ImportCompleted;
import nexus.api.transfer.ImportEvent.ImportFailed;
import nexus.api.transfer.ImportEvent.ImportProgressed;
import nexus.api.transfer.ImportEvent.ImportStarted;
import nexus.api.transfer.ImportEvent.ImportUndoStarted;
import nexus.api.transfer.ImportEvent.ImportUndone;
import nexus.api.transfer.ImportRejection.ImportNotAt;
import nexus.api.transfer.ImportRejection.ImportStillRunning;
import nexus.command.transfer.Import.Absent;
import nexus.command.transfer.Import.Ended;
import nexus.command.transfer.Import.Running;
import nexus.command.transfer.Import.Undoing;
import nexus.command.transfer.Import.Undone;
import nexus.platform.decider.Decider;
import nexus.platform.decider.Decision;

/** The life of an import: every row once, in order, and all of it back if wanted. */
final class ImportDecider implements Decider<ImportCommand, Import, ImportEvent> {

    @Override
    public Import initial() {
        return new Absent();
    }

    @Override
    public Decision<ImportEvent> decide(Import state, ImportCommand command) {
        return switch (state) {
            case Absent _ when command instanceof StartImport start -> start(start);
            case Absent _ -> reject(new NotFound(command.streamId()));
            case Running(var processed) -> whenRunning(processed, command);
            case Ended _ -> whenEnded(command);
            case Undoing _ -> whenUndoing(command);
            case Undone _ -> whenUndone(command);
        };
    }

    private static Decision<ImportEvent> start(StartImport start) {
        return accept(
                new ImportStarted(
                        start.importId(), start.source(), start.mapping(), start.dryRun()));
    }

    private static Decision<ImportEvent> whenRunning(int processed, ImportCommand command) {
        return switch (command) {
            case RecordProgress(var id, var after, var counts, var errors, var created) ->
                    after == processed
                            ? accept(new ImportProgressed(id, after, counts, errors, created))
                            : reject(new ImportNotAt(id, processed));
            case CompleteImport(var id) -> accept(new ImportCompleted(id));
            case FailImport(var id, var reason) -> accept(new ImportFailed(id, reason));
            case UndoImport(var id) -> reject(new ImportStillRunning(id));
            case CompleteUndo(var id, _) -> reject(new ImportStillRunning(id));
            case StartImport _ -> reject(new AlreadyExists(command.streamId()));
        };
    }

    private static Decision<ImportEvent> whenEnded(ImportCommand command) {
        return switch (command) {
            case UndoImport(var id) -> accept(new ImportUndoStarted(id));
            case CompleteImport _, FailImport _ -> nothing();
            case StartImport _ -> reject(new AlreadyExists(command.streamId()));
            case RecordProgress(var id, var after, _, _, _) -> reject(new ImportNotAt(id, after));
            case CompleteUndo _ -> nothing();
        };
    }

    private static Decision<ImportEvent> whenUndoing(ImportCommand command) {
        return switch (command) {
            case CompleteUndo(var id, var kept) -> accept(new ImportUndone(id, kept));
            case UndoImport _, CompleteImport _, FailImport _ -> nothing();
            case StartImport _ -> reject(new AlreadyExists(command.streamId()));
            case RecordProgress(var id, var after, _, _, _) -> reject(new ImportNotAt(id, after));
        };
    }

    private static Decision<ImportEvent> whenUndone(ImportCommand command) {
        return switch (command) {
            case UndoImport _, CompleteUndo _, CompleteImport _, FailImport _ -> nothing();
            case StartImport _ -> reject(new AlreadyExists(command.streamId()));
            case RecordProgress(var id, var after, _, _, _) -> reject(new ImportNotAt(id, after));
        };
    }

    @Override
    public Import evolve(Import state, ImportEvent event) {
        return switch (event) {
            case ImportStarted _ -> new Running(0);
            case ImportProgressed(_, var after, var counts, _, _) ->
                    new Running(after + counts.processed());
            case ImportCompleted _, ImportFailed _ -> new Ended();
            case ImportUndoStarted _ -> new Undoing();
            case ImportUndone _ -> new Undone();
        };
    }
}
