package nexus.command.pipeline;

import static nexus.command.pipeline.PipelineTest.CREATED;
import static nexus.command.pipeline.PipelineTest.ID;
import static nexus.command.pipeline.PipelineTest.QUALIFIED;
import static nexus.command.pipeline.PipelineTest.STAGES;

import nexus.api.RecordRejection.NotFound;
import nexus.api.pipeline.PipelineCommand.AddStage;
import nexus.api.pipeline.PipelineCommand.CreatePipeline;
import nexus.api.pipeline.PipelineCommand.RenamePipeline;
import nexus.api.pipeline.PipelineEvent.PipelineRenamed;
import nexus.api.pipeline.PipelineEvent.StageAdded;
import nexus.command.testing.Actors;
import nexus.platform.decider.OnAxon;
import org.junit.jupiter.api.Test;

class PipelineOnAxonTest {

    private final OnAxon axon =
            OnAxon.hosting(new PipelineConfiguration().pipelines(), Actors.OWNER);

    @Test
    void the_first_event_begins_the_stream() {
        axon.when(new CreatePipeline(ID, "Sales", STAGES, true))
                .thenAccepted(ID.value(), 0, true, CREATED);
    }

    @Test
    void later_ones_follow_on_what_is_there() {
        axon.given(CREATED, new PipelineRenamed(ID, "Retail"))
                .when(new AddStage(ID, QUALIFIED))
                .thenAccepted(ID.value(), 2, false, new StageAdded(ID, QUALIFIED, 1));
    }

    @Test
    void what_is_so_already_is_accepted_without_an_event() {
        axon.given(CREATED)
                .when(new RenamePipeline(ID, "Sales"))
                .thenAccepted(ID.value(), 0, false);
    }

    @Test
    void the_pipeline_of_strangers_is_not_there() {
        axon.givenOfStrangers(CREATED)
                .when(new RenamePipeline(ID, "Mine"))
                .thenRejected(new NotFound(ID.value()));
    }
}
