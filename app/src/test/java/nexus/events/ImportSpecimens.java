package nexus.events;

import java.util.List;
import java.util.Map;
import nexus.api.pipeline.PipelineId;
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
import nexus.api.transfer.ImportSource;
import nexus.api.transfer.RowError;

/** One of every event of an import. */
final class ImportSpecimens {

    private static final ImportId ID = new ImportId("import-01990000-0000-7000-8000-000000000001");
    private static final String DEAL = "deal-01990000-0000-7000-8000-000000000001";
    private static final String COMPANY = "company-01990000-0000-7000-8000-000000000001";

    static final List<ImportEvent> ALL =
            List.of(
                    new ImportStarted(
                            ID,
                            new ImportSource("deals.csv", "UTF-8", ";", 8800),
                            new ImportMapping(
                                    "deals",
                                    new PipelineId("pipeline-01990000-0000-7000-8000-000000000001"),
                                    Map.of("Betrag", "value"),
                                    Map.of("name", "{product} for {account}"),
                                    Map.of("lostReason", "not recorded"),
                                    "EUR"),
                            true),
                    new ImportProgressed(
                            ID,
                            250,
                            new ImportCounts(247, 2, 1),
                            List.of(new RowError(252, "Betrag", "must not be negative")),
                            List.of(COMPANY, DEAL)),
                    new ImportCompleted(ID),
                    new ImportFailed(ID, "Something went wrong on our side."),
                    new ImportUndoStarted(ID),
                    new ImportUndone(ID, List.of(COMPANY)));

    private ImportSpecimens() {}
}
