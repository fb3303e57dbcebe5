package nexus.events;

import java.util.List;
import nexus.api.DomainEvent;
import nexus.api.pipeline.PipelineEvent.PipelineCreated;
import nexus.api.pipeline.PipelineEvent.PipelineRenamed;
import nexus.api.pipeline.PipelineEvent.StageAdded;
import nexus.api.pipeline.PipelineEvent.StageChanged;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.Stage;
import nexus.api.pipeline.StageId;
import nexus.api.pipeline.StageKind;

final class PipelineSpecimens {

    private static final PipelineId ID =
            new PipelineId("pipeline-01990000-0000-7000-8000-000000000001");

    static final List<DomainEvent> ALL =
            List.of(
                    new PipelineCreated(
                            ID,
                            "Sales Pipeline",
                            List.of(
                                    stage(1, "Lead", StageKind.OPEN, 10),
                                    stage(2, "Closed Won", StageKind.WON, 100),
                                    stage(3, "Closed Lost", StageKind.LOST, 0)),
                            true),
                    new PipelineRenamed(ID, "Showroom sales"),
                    new StageAdded(ID, stage(4, "Qualified", StageKind.OPEN, 25), 1),
                    new StageChanged(ID, stage(4, "Qualified lead", StageKind.OPEN, 30)));

    private PipelineSpecimens() {}

    private static Stage stage(int number, String name, StageKind kind, int probability) {
        var id = new StageId("stage-01990000-0000-7000-8000-00000000000" + number);
        return new Stage(id, name, kind, probability);
    }
}
