package nexus.api.deal;

import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.StageId;

/**
 * Where in a pipeline a deal stands, with what its pipeline says of that stage.
 *
 * @param probability the chance in percent that the pipeline gives to a deal in this stage
 * @param wonStageId the stage of that pipeline for deals that are won
 * @param lostStageId the stage of that pipeline for deals that are lost
 */
public record Placement(
        PipelineId pipelineId,
        StageId stageId,
        int probability,
        StageId wonStageId,
        StageId lostStageId) {}
