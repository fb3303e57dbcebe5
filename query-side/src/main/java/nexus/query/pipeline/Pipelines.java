package nexus.query.pipeline;

import java.util.ArrayList;
import java.util.List;
import nexus.api.pipeline.PipelineEvent;
import nexus.api.pipeline.PipelineEvent.PipelineCreated;
import nexus.api.pipeline.PipelineEvent.PipelineRenamed;
import nexus.api.pipeline.PipelineEvent.StageAdded;
import nexus.api.pipeline.PipelineEvent.StageChanged;
import nexus.api.pipeline.Stage;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import nexus.query.pipeline.Pipelines.PipelineRow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per pipeline, with its stages in their order. */
@Component
final class Pipelines implements View<PipelineEvent, PipelineRow> {

    record PipelineRow(String id, String name, boolean isDefault, List<Stage> stages) {

        PipelineRow with(List<Stage> changed) {
            return new PipelineRow(id, name, isDefault, List.copyOf(changed));
        }
    }

    @Override
    public String name() {
        return "pipelines";
    }

    @Override
    public Class<PipelineEvent> events() {
        return PipelineEvent.class;
    }

    @Override
    public Class<PipelineRow> rows() {
        return PipelineRow.class;
    }

    @Override
    public @Nullable PipelineRow evolve(
            @Nullable PipelineRow pipeline, PipelineEvent event, Occurrence at) {
        if (event instanceof PipelineCreated(var id, var name, var stages, var standard)) {
            return new PipelineRow(id.value(), name, standard, stages);
        }
        if (pipeline == null) {
            return null;
        }
        return switch (event) {
            case PipelineCreated _ -> pipeline;
            case PipelineRenamed(_, var name) ->
                    new PipelineRow(pipeline.id(), name, pipeline.isDefault(), pipeline.stages());
            case StageAdded(_, var stage, var order) -> {
                var stages = new ArrayList<>(pipeline.stages());
                stages.add(Math.min(order, stages.size()), stage);
                yield pipeline.with(stages);
            }
            case StageChanged(_, var changed) ->
                    pipeline.with(
                            pipeline.stages().stream()
                                    .map(stage -> stage.id().equals(changed.id()) ? changed : stage)
                                    .toList());
        };
    }
}
