package nexus.command.deal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nexus.api.DomainEvent;
import nexus.api.deal.Placement;
import nexus.api.pipeline.PipelineEvent;
import nexus.api.pipeline.PipelineEvent.PipelineCreated;
import nexus.api.pipeline.PipelineEvent.PipelineRenamed;
import nexus.api.pipeline.PipelineEvent.StageAdded;
import nexus.api.pipeline.PipelineEvent.StageChanged;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.Stage;
import nexus.api.pipeline.StageId;
import nexus.api.pipeline.StageKind;
import org.jspecify.annotations.Nullable;

/** The pipelines of an organization, as far as placing a deal needs them. */
record SalesStages(@Nullable PipelineId standard, Map<PipelineId, List<Stage>> pipelines) {

    static final SalesStages NONE = new SalesStages(null, Map.of());

    static SalesStages evolve(SalesStages known, DomainEvent event) {
        return event instanceof PipelineEvent change ? known.after(change) : known;
    }

    private SalesStages after(PipelineEvent event) {
        return switch (event) {
            case PipelineCreated(var id, _, var stages, var isStandard) ->
                    with(isStandard ? id : standard, id, stages);
            case PipelineRenamed _ -> this;
            case StageAdded(var id, var stage, var order) -> {
                var stages = new ArrayList<>(stagesOf(id));
                stages.add(Math.min(order, stages.size()), stage);
                yield with(standard, id, stages);
            }
            case StageChanged(var id, var changed) ->
                    with(
                            standard,
                            id,
                            stagesOf(id).stream()
                                    .map(stage -> stage.id().equals(changed.id()) ? changed : stage)
                                    .toList());
        };
    }

    private SalesStages with(@Nullable PipelineId isStandard, PipelineId id, List<Stage> stages) {
        var more = new LinkedHashMap<>(pipelines);
        more.put(id, List.copyOf(stages));
        return new SalesStages(isStandard, more);
    }

    List<Stage> stagesOf(PipelineId pipeline) {
        return pipelines.getOrDefault(pipeline, List.of());
    }

    /** The pipeline that has this stage. */
    Optional<PipelineId> pipelineOf(StageId stage) {
        return pipelines.keySet().stream()
                .filter(id -> stagesOf(id).stream().anyMatch(other -> other.id().equals(stage)))
                .findFirst();
    }

    /** The place that this stage is in its pipeline. */
    Placement placement(PipelineId pipeline, Stage stage) {
        return new Placement(
                pipeline,
                stage.id(),
                stage.probability(),
                closing(pipeline, StageKind.WON),
                closing(pipeline, StageKind.LOST));
    }

    private StageId closing(PipelineId pipeline, StageKind kind) {
        return stagesOf(pipeline).stream()
                .filter(stage -> stage.kind() == kind)
                .map(Stage::id)
                .findFirst()
                .orElseThrow(); // every pipeline has both
    }
}
