package nexus.command.deal;

import nexus.api.RecordRejection.UnknownReference;
import nexus.api.deal.DealRejection.StageIsNotOpen;
import nexus.api.deal.Placement;
import nexus.api.identity.OrganizationId;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.Stage;
import nexus.api.pipeline.StageId;
import nexus.api.pipeline.StageKind;
import nexus.platform.decider.Directory;
import nexus.platform.security.CurrentActor;
import nexus.platform.web.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the place in a pipeline that a request for a deal means. */
@Component
class Placements {

    private final Directory<SalesStages> stages;
    private final CurrentActor actor;

    Placements(Directory<SalesStages> stages, CurrentActor actor) {
        this.stages = stages;
        this.actor = actor;
    }

    /**
     * The place for a new deal: the stage given, or the first open one of the pipeline given, or of
     * the default pipeline.
     *
     * @throws Refused if there is no such stage or pipeline, or the stage is not open
     */
    Placement of(@Nullable PipelineId pipeline, @Nullable StageId stage) {
        var organization = actor.get().organizationId();
        try {
            return in(stages.of(organization), pipeline, stage);
        } catch (Refused perhapsNew) {
            return in(stages.fresh(organization), pipeline, stage);
        }
    }

    /** Where a deal begins in an organization, if nobody says where. */
    Placement first(OrganizationId organization) {
        return in(stages.fresh(organization), null, null);
    }

    /** The pipelines of an organization as they are now. */
    SalesStages stagesOf(OrganizationId organization) {
        return stages.fresh(organization);
    }

    private static Placement in(
            SalesStages known, @Nullable PipelineId pipeline, @Nullable StageId stageId) {
        var inPipeline =
                pipeline != null
                        ? pipeline
                        : stageId == null
                                ? known.standard()
                                : known.pipelineOf(stageId)
                                        .orElseThrow(() -> unknown("stageId", stageId.value()));
        if (inPipeline == null || known.stagesOf(inPipeline).isEmpty()) {
            throw unknown("pipelineId", String.valueOf(inPipeline));
        }
        var stage =
                known.stagesOf(inPipeline).stream()
                        .filter(
                                candidate ->
                                        stageId == null
                                                ? candidate.kind() == StageKind.OPEN
                                                : candidate.id().equals(stageId))
                        .findFirst()
                        .orElseThrow(() -> unknown("stageId", String.valueOf(stageId)));
        return known.placement(inPipeline, open(stage));
    }

    private static Stage open(Stage stage) {
        if (stage.kind() != StageKind.OPEN) {
            throw new Refused(new StageIsNotOpen(stage.id()));
        }
        return stage;
    }

    private static Refused unknown(String field, String value) {
        return new Refused(new UnknownReference(field, value));
    }
}
