package nexus.command.transfer;

import java.util.List;
import java.util.Map;
import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.transfer.ImportCommand;
import nexus.api.transfer.ImportCommand.CompleteImport;
import nexus.api.transfer.ImportCommand.CompleteUndo;
import nexus.api.transfer.ImportCommand.FailImport;
import nexus.api.transfer.ImportCommand.RecordProgress;
import nexus.api.transfer.ImportCommand.StartImport;
import nexus.api.transfer.ImportCommand.UndoImport;
import nexus.api.transfer.ImportCounts;
import nexus.api.transfer.ImportEvent;
import nexus.api.transfer.ImportEvent.ImportCompleted;
import nexus.api.transfer.ImportEvent.ImportFailed;
import nexus.api.transfer.ImportEvent.ImportProgressed;
import nexus.api.transfer.ImportEvent.ImportStarted;
import nexus.api.transfer.ImportEvent.ImportUndoStarted;
import nexus.api.transfer.ImportEvent.ImportUndone;
import nexus.api.transfer.ImportId;
import nexus.api.transfer.ImportMapping;
import nexus.api.transfer.ImportRejection.ImportNotAt;
import nexus.api.transfer.ImportRejection.ImportStillRunning;
import nexus.api.transfer.ImportSource;
import nexus.platform.decider.testing.DeciderSpec;
import org.junit.jupiter.api.Test;

/** The rules of an import. */
class ImportDeciderTest {

    static final ImportId ID = new ImportId("import-1");
    static final ImportSource SOURCE = new ImportSource("a.csv", "UTF-8", ",", 3);
    static final ImportMapping MAPPING =
            new ImportMapping("deals", null, Map.of("a", "name"), Map.of(), Map.of(), "USD");
    static final ImportCounts TWO = new ImportCounts(1, 0, 1);
    static final ImportStarted STARTED = new ImportStarted(ID, SOURCE, MAPPING, false);
    static final ImportProgressed PROGRESSED =
            new ImportProgressed(ID, 0, TWO, List.of(), List.of("deal-1"));
    static final ImportCompleted COMPLETED = new ImportCompleted(ID);
    static final ImportUndoStarted UNDOING = new ImportUndoStarted(ID);
    static final ImportUndone UNDONE = new ImportUndone(ID, List.of());

    final DeciderSpec<ImportCommand, Import, ImportEvent> imports =
            DeciderSpec.of(new ImportDecider());

    static RecordProgress progress(int after) {
        return new RecordProgress(ID, after, TWO, List.of(), List.of("deal-1"));
    }

    @Test
    void an_import_starts_once() {
        var start = new StartImport(ID, SOURCE, MAPPING, false);
        imports.given().when(start).then(STARTED);
        imports.given(STARTED).when(start).thenRejected(new AlreadyExists("import-1"));
        imports.given().when(new UndoImport(ID)).thenRejected(new NotFound("import-1"));
    }

    @Test
    void rows_are_taken_in_order_and_each_once() {
        imports.given(STARTED).when(progress(0)).then(PROGRESSED);
        imports.given(STARTED, PROGRESSED).when(progress(0)).thenRejected(new ImportNotAt(ID, 2));
        imports.given(STARTED, PROGRESSED)
                .when(progress(2))
                .then(new ImportProgressed(ID, 2, TWO, List.of(), List.of("deal-1")));
    }

    @Test
    void an_import_that_ended_takes_no_more_rows() {
        imports.given(STARTED, COMPLETED).when(progress(0)).thenRejected(new ImportNotAt(ID, 0));
        imports.given(STARTED, UNDOING).when(progress(0)).thenRejected(new ImportNotAt(ID, 0));
        imports.given(STARTED, UNDONE).when(progress(0)).thenRejected(new ImportNotAt(ID, 0));
    }

    @Test
    void it_ends_once() {
        imports.given(STARTED).when(new CompleteImport(ID)).then(COMPLETED);
        imports.given(STARTED, COMPLETED).when(new CompleteImport(ID)).thenNothing();
        imports.given(STARTED)
                .when(new FailImport(ID, "no more"))
                .then(new ImportFailed(ID, "no more"));
        imports.given(STARTED, COMPLETED).when(new FailImport(ID, "no more")).thenNothing();
    }

    @Test
    void a_running_import_cannot_be_undone() {
        imports.given(STARTED).when(new UndoImport(ID)).thenRejected(new ImportStillRunning(ID));
    }

    @Test
    void an_import_is_undone_once_and_asking_again_does_no_harm() {
        imports.given(STARTED, COMPLETED).when(new UndoImport(ID)).then(UNDOING);
        imports.given(STARTED, COMPLETED, UNDOING).when(new UndoImport(ID)).thenNothing();
        imports.given(STARTED, COMPLETED, UNDOING)
                .when(new CompleteUndo(ID, List.of()))
                .then(UNDONE);
        imports.given(STARTED, COMPLETED, UNDOING, UNDONE).when(new UndoImport(ID)).thenNothing();
    }
}
