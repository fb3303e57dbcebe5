package nexus.command.deal;

import java.time.LocalDate;
import nexus.api.Money;
import nexus.api.deal.DealDetails;
import nexus.api.deal.DealEvent.DealOpened;
import nexus.api.deal.Placement;
import nexus.api.identity.UserId;
import nexus.api.pipeline.StageId;
import org.jspecify.annotations.Nullable;

/** What must be remembered about a deal in order to decide, and not a field more. */
sealed interface Deal {

    /** Nobody opened it yet. */
    record Absent() implements Deal {}

    record Open(Terms terms) implements Deal {}

    /** Won, or lost. */
    record Closed(Terms terms, boolean won) implements Deal {}

    /** Put away; restoring brings it back as it was. */
    record Archived(Deal before) implements Deal {}

    /**
     * What was agreed on so far.
     *
     * @param opened how it began, so that opening it once more can be told from opening another
     * @param probability set when it is not the one of the stage
     */
    record Terms(
            DealOpened opened,
            DealDetails details,
            Money value,
            Placement placement,
            @Nullable UserId ownerId,
            @Nullable LocalDate expectedCloseDate,
            @Nullable Integer probability) {

        static Terms of(DealOpened opened) {
            return new Terms(
                    opened,
                    opened.details(),
                    opened.value(),
                    opened.placement(),
                    opened.ownerId(),
                    opened.expectedCloseDate(),
                    null);
        }

        Terms with(DealDetails changed) {
            return new Terms(
                    opened, changed, value, placement, ownerId, expectedCloseDate, probability);
        }

        Terms with(Money changed) {
            return new Terms(
                    opened, details, changed, placement, ownerId, expectedCloseDate, probability);
        }

        /**
         * A new place has the probability of its stage: what was overridden was about the old one.
         */
        Terms in(Placement changed) {
            return new Terms(opened, details, value, changed, ownerId, expectedCloseDate, null);
        }

        Terms in(StageId stage, int stageProbability) {
            return in(
                    new Placement(
                            placement.pipelineId(),
                            stage,
                            stageProbability,
                            placement.wonStageId(),
                            placement.lostStageId()));
        }

        Terms ownedBy(@Nullable UserId owner) {
            return new Terms(
                    opened, details, value, placement, owner, expectedCloseDate, probability);
        }

        Terms expectedOn(@Nullable LocalDate date) {
            return new Terms(opened, details, value, placement, ownerId, date, probability);
        }

        Terms likely(@Nullable Integer overridden) {
            return new Terms(
                    opened, details, value, placement, ownerId, expectedCloseDate, overridden);
        }
    }
}
