package nexus.api.deal;

import java.time.LocalDate;
import nexus.api.DomainEvent;
import nexus.api.EventName;
import nexus.api.Money;
import nexus.api.identity.UserId;
import nexus.api.pipeline.StageId;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a deal. Who and when are metadata of the event, not payload. */
public sealed interface DealEvent extends DomainEvent {

    DealId dealId();

    @Override
    default String streamId() {
        return dealId().value();
    }

    @EventName("deal.opened")
    record DealOpened(
            DealId dealId,
            DealDetails details,
            Money value,
            Placement placement,
            @Nullable UserId ownerId,
            @Nullable LocalDate expectedCloseDate,
            @Nullable String externalId)
            implements DealEvent {}

    /** What is written about the deal changed; {@code details} is all of it as it is now. */
    @EventName("deal.details-changed")
    record DealDetailsChanged(DealId dealId, DealDetails details) implements DealEvent {}

    @EventName("deal.value-changed")
    record DealValueChanged(DealId dealId, Money value) implements DealEvent {}

    @EventName("deal.moved-to-stage")
    record DealMovedToStage(DealId dealId, StageId from, StageId to, int probability)
            implements DealEvent {}

    @EventName("deal.moved-to-pipeline")
    record DealMovedToPipeline(DealId dealId, Placement placement) implements DealEvent {}

    /** The expected close moved; to a later date it is a slip. */
    @EventName("deal.expected-close-moved")
    record DealExpectedCloseMoved(DealId dealId, @Nullable LocalDate from, @Nullable LocalDate to)
            implements DealEvent {}

    @EventName("deal.owner-assigned")
    record DealOwnerAssigned(DealId dealId, @Nullable UserId ownerId) implements DealEvent {}

    /** The chance of this deal is no longer what its stage says, or is again, with null. */
    @EventName("deal.probability-overridden")
    record DealProbabilityOverridden(DealId dealId, @Nullable Integer probability)
            implements DealEvent {}

    @EventName("deal.won")
    record DealWon(DealId dealId, StageId stageId, Money value, @Nullable String reason)
            implements DealEvent {}

    @EventName("deal.lost")
    record DealLost(DealId dealId, StageId stageId, String reason, @Nullable String competitor)
            implements DealEvent {}

    @EventName("deal.reopened")
    record DealReopened(DealId dealId, StageId stageId, int probability, String reason)
            implements DealEvent {}

    @EventName("deal.archived")
    record DealArchived(DealId dealId, @Nullable String reason) implements DealEvent {}

    @EventName("deal.restored")
    record DealRestored(DealId dealId) implements DealEvent {}
}
