package nexus.query.deal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nexus.api.deal.DealEvent;
import nexus.api.deal.DealEvent.DealArchived;
import nexus.api.deal.DealEvent.DealDetailsChanged;
import nexus.api.deal.DealEvent.DealExpectedCloseMoved;
import nexus.api.deal.DealEvent.DealLost;
import nexus.api.deal.DealEvent.DealMovedToPipeline;
import nexus.api.deal.DealEvent.DealMovedToStage;
import nexus.api.deal.DealEvent.DealOpened;
import nexus.api.deal.DealEvent.DealOwnerAssigned;
import nexus.api.deal.DealEvent.DealProbabilityOverridden;
import nexus.api.deal.DealEvent.DealReopened;
import nexus.api.deal.DealEvent.DealRestored;
import nexus.api.deal.DealEvent.DealValueChanged;
import nexus.api.deal.DealEvent.DealWon;
import nexus.api.pipeline.StageId;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import nexus.query.deal.StageVisits.VisitsRow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per deal: the stages it was in, and from when to when, in business time. */
@Component
final class StageVisits implements View<DealEvent, VisitsRow> {

    /** A stay in a stage; {@code leftAt} is null while it lasts. */
    record Visit(String stageId, Instant enteredAt, @Nullable Instant leftAt) {}

    record VisitsRow(String id, String pipelineId, List<Visit> visits, boolean archived) {

        VisitsRow entering(String pipeline, StageId stage, Instant at) {
            var more = new ArrayList<>(leaving(at).visits);
            more.add(new Visit(stage.value(), at, null));
            return new VisitsRow(id, pipeline, List.copyOf(more), archived);
        }

        VisitsRow leaving(Instant at) {
            return new VisitsRow(
                    id,
                    pipelineId,
                    visits.stream()
                            .map(
                                    visit ->
                                            visit.leftAt() == null
                                                    ? new Visit(
                                                            visit.stageId(), visit.enteredAt(), at)
                                                    : visit)
                            .toList(),
                    archived);
        }

        VisitsRow archived(boolean now) {
            return new VisitsRow(id, pipelineId, visits, now);
        }
    }

    @Override
    public String name() {
        return "stage_visits";
    }

    @Override
    public Class<DealEvent> events() {
        return DealEvent.class;
    }

    @Override
    public Class<VisitsRow> rows() {
        return VisitsRow.class;
    }

    @Override
    public List<String> indexes() {
        return List.of("pipeline_id");
    }

    @Override
    public @Nullable VisitsRow evolve(@Nullable VisitsRow row, DealEvent event, Occurrence at) {
        if (event instanceof DealOpened opened) {
            var place = opened.placement();
            return new VisitsRow(
                            opened.dealId().value(), place.pipelineId().value(), List.of(), false)
                    .entering(place.pipelineId().value(), place.stageId(), at.occurredAt());
        }
        if (row == null) {
            return null;
        }
        return switch (event) {
            case DealMovedToStage(_, _, var to, _) ->
                    row.entering(row.pipelineId(), to, at.occurredAt());
            case DealMovedToPipeline(_, var place) ->
                    row.entering(place.pipelineId().value(), place.stageId(), at.occurredAt());
            case DealReopened(_, var stage, _, _) ->
                    row.entering(row.pipelineId(), stage, at.occurredAt());
            case DealWon _, DealLost _ -> row.leaving(at.occurredAt());
            case DealArchived _ -> row.archived(true);
            case DealRestored _ -> row.archived(false);
            case DealOpened _,
                    DealDetailsChanged _,
                    DealValueChanged _,
                    DealExpectedCloseMoved _,
                    DealOwnerAssigned _,
                    DealProbabilityOverridden _ ->
                    row;
        };
    }
}
