package nexus.api.pipeline;

import java.util.List;
import nexus.api.Action;
import nexus.api.Command;
import nexus.api.Needs;
import nexus.api.Patch;
import nexus.api.Resource;

/** Everything that can be asked of a pipeline. */
@Needs(resource = Resource.PIPELINES, action = Action.UPDATE)
public sealed interface PipelineCommand extends Command {

    PipelineId pipelineId();

    @Override
    default String streamId() {
        return pipelineId().value();
    }

    /** Makes a pipeline. The one made with the organization is its default. */
    @Needs(resource = Resource.PIPELINES, action = Action.CREATE)
    record CreatePipeline(PipelineId pipelineId, String name, List<Stage> stages, boolean standard)
            implements PipelineCommand {
        @Override
        public boolean begins() {
            return true;
        }
    }

    record RenamePipeline(PipelineId pipelineId, String name) implements PipelineCommand {}

    /** Adds a stage before the first stage that is not open, so that won and lost stay last. */
    record AddStage(PipelineId pipelineId, Stage stage) implements PipelineCommand {}

    record ChangeStage(
            PipelineId pipelineId, StageId stageId, Patch<String> name, Patch<Integer> probability)
            implements PipelineCommand {}
}
