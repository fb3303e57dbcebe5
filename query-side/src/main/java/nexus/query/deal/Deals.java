package nexus.query.deal;

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
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per deal: what lists, boards and analytics read. */
@Component
final class Deals implements View<DealEvent, DealRow> {

    @Override
    public String name() {
        return "deals";
    }

    @Override
    public Class<DealEvent> events() {
        return DealEvent.class;
    }

    @Override
    public Class<DealRow> rows() {
        return DealRow.class;
    }

    @Override
    public List<String> indexes() {
        return List.of(
                "pipeline_id, stage_id, stage_entered_at desc, id",
                "status, closed_at",
                "owner_id",
                "company_id",
                "contact_id",
                "value",
                "created_at");
    }

    @Override
    public @Nullable DealRow evolve(@Nullable DealRow deal, DealEvent event, Occurrence at) {
        if (event instanceof DealOpened opened) {
            return DealRow.of(opened, at.occurredAt());
        }
        if (deal == null) {
            return null;
        }
        return switch (event) {
            case DealOpened _ -> deal;
            case DealDetailsChanged(_, var details) -> deal.with(details);
            case DealValueChanged(_, var value) -> deal.worth(value);
            case DealMovedToStage(_, _, var to, var probability) ->
                    deal.inStage(to, probability, at.occurredAt());
            case DealMovedToPipeline(_, var placement) -> deal.in(placement, at.occurredAt());
            case DealExpectedCloseMoved(_, _, var to) -> deal.expectedOn(to);
            case DealOwnerAssigned(_, var owner) -> deal.ownedBy(owner);
            case DealProbabilityOverridden(_, var probability) -> deal.likely(probability);
            case DealWon(_, var stage, var value, var reason) ->
                    deal.won(stage, value, reason, at.occurredAt());
            case DealLost(_, var stage, var reason, var competitor) ->
                    deal.lost(stage, reason, competitor, at.occurredAt());
            case DealReopened(_, var stage, var probability, _) ->
                    deal.reopened(stage, probability, at.occurredAt());
            case DealArchived _ -> deal.archived(true);
            case DealRestored _ -> deal.archived(false);
        };
    }
}
