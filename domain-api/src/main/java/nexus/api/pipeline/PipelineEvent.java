package nexus.api.pipeline;

import java.util.List;
import nexus.api.DomainEvent;
import nexus.api.EventName;

/** Everything that can happen to a pipeline. */
public sealed interface PipelineEvent extends DomainEvent {

    PipelineId pipelineId();

    @Override
    default String streamId() {
        return pipelineId().value();
    }

    @EventName("pipeline.created")
    record PipelineCreated(PipelineId pipelineId, String name, List<Stage> stages, boolean standard)
            implements PipelineEvent {}

    @EventName("pipeline.renamed")
    record PipelineRenamed(PipelineId pipelineId, String name) implements PipelineEvent {}

    /**
     * A stage was added.
     *
     * @param order its place among the stages, from 0
     */
    @EventName("pipeline.stage-added")
    record StageAdded(PipelineId pipelineId, Stage stage, int order) implements PipelineEvent {}

    @EventName("pipeline.stage-changed")
    record StageChanged(PipelineId pipelineId, Stage stage) implements PipelineEvent {}
}
