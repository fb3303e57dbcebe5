package nexus.query.deal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import nexus.api.Money;
import nexus.api.deal.DealDetails;
import nexus.api.deal.DealEvent.DealOpened;
import nexus.api.deal.Placement;
import nexus.api.identity.UserId;
import nexus.api.pipeline.StageId;
import org.jspecify.annotations.Nullable;

/**
 * A deal as lists, boards and analytics read it.
 *
 * @param probability the one of the stage, unless overridden
 * @param stageProbability what it falls back to
 * @param openStageId the open stage it is in, or was in before it was closed
 * @param slips how often the expected close moved to a later date
 */
record DealRow(
        String id,
        String name,
        Money value,
        String pipelineId,
        String stageId,
        String openStageId,
        Status status,
        int probability,
        int stageProbability,
        @Nullable String contactId,
        @Nullable String companyId,
        @Nullable String ownerId,
        @Nullable LocalDate expectedCloseDate,
        Instant openedAt,
        Instant stageEnteredAt,
        @Nullable Instant closedAt,
        @Nullable String wonReason,
        @Nullable String lostReason,
        @Nullable String competitor,
        @Nullable String source,
        Map<String, Object> customFields,
        int slips,
        @Nullable String externalId,
        boolean archived) {

    /** How a deal stands. */
    enum Status {
        OPEN,
        WON,
        LOST
    }

    static DealRow of(DealOpened opened, Instant at) {
        var details = opened.details();
        var owner = opened.ownerId();
        return new DealRow(
                opened.dealId().value(),
                details.name(),
                opened.value(),
                opened.placement().pipelineId().value(),
                opened.placement().stageId().value(),
                opened.placement().stageId().value(),
                Status.OPEN,
                opened.placement().probability(),
                opened.placement().probability(),
                details.contactId() == null ? null : details.contactId().value(),
                details.companyId() == null ? null : details.companyId().value(),
                owner == null ? null : owner.value(),
                opened.expectedCloseDate(),
                at,
                at,
                null,
                null,
                null,
                null,
                details.source(),
                details.customFields(),
                0,
                opened.externalId(),
                false);
    }

    private Copy copy() {
        return new Copy(this);
    }

    DealRow with(DealDetails details) {
        var copy = copy();
        copy.name = details.name();
        copy.contactId = details.contactId() == null ? null : details.contactId().value();
        copy.companyId = details.companyId() == null ? null : details.companyId().value();
        copy.source = details.source();
        copy.customFields = details.customFields();
        return copy.row();
    }

    DealRow worth(Money money) {
        var copy = copy();
        copy.value = money;
        return copy.row();
    }

    DealRow inStage(StageId stage, int ofStage, Instant at) {
        var copy = copy();
        copy.stageId = stage.value();
        copy.openStageId = stage.value();
        copy.probability = ofStage;
        copy.stageProbability = ofStage;
        copy.stageEnteredAt = at;
        return copy.row();
    }

    DealRow in(Placement placement, Instant at) {
        var moved = inStage(placement.stageId(), placement.probability(), at).copy();
        moved.pipelineId = placement.pipelineId().value();
        return moved.row();
    }

    DealRow expectedOn(@Nullable LocalDate date) {
        var copy = copy();
        var before = expectedCloseDate;
        copy.slips = before != null && date != null && date.isAfter(before) ? slips + 1 : slips;
        copy.expectedCloseDate = date;
        return copy.row();
    }

    DealRow ownedBy(@Nullable UserId owner) {
        var copy = copy();
        copy.ownerId = owner == null ? null : owner.value();
        return copy.row();
    }

    DealRow likely(@Nullable Integer overridden) {
        var copy = copy();
        copy.probability = overridden == null ? stageProbability : overridden;
        return copy.row();
    }

    DealRow won(StageId stage, Money money, @Nullable String reason, Instant at) {
        var copy = closed(Status.WON, stage, at).copy();
        copy.value = money;
        copy.probability = 100;
        copy.wonReason = reason;
        return copy.row();
    }

    DealRow lost(StageId stage, String reason, @Nullable String to, Instant at) {
        var copy = closed(Status.LOST, stage, at).copy();
        copy.probability = 0;
        copy.lostReason = reason;
        copy.competitor = to;
        return copy.row();
    }

    private DealRow closed(Status as, StageId stage, Instant at) {
        var copy = copy();
        copy.status = as;
        copy.stageId = stage.value();
        copy.stageEnteredAt = at;
        copy.closedAt = at;
        return copy.row();
    }

    DealRow reopened(StageId stage, int ofStage, Instant at) {
        var copy = inStage(stage, ofStage, at).copy();
        copy.status = Status.OPEN;
        copy.closedAt = null;
        copy.wonReason = null;
        copy.lostReason = null;
        copy.competitor = null;
        return copy.row();
    }

    DealRow archived(boolean now) {
        var copy = copy();
        copy.archived = now;
        return copy.row();
    }

    /** Records of many components want a way to change a few of them by name. */
    private static final class Copy {
        private final DealRow old;
        private String name;
        private Money value;
        private String pipelineId;
        private String stageId;
        private String openStageId;
        private Status status;
        private int probability;
        private int stageProbability;
        private @Nullable String contactId;
        private @Nullable String companyId;
        private @Nullable String ownerId;
        private @Nullable LocalDate expectedCloseDate;
        private Instant stageEnteredAt;
        private @Nullable Instant closedAt;
        private @Nullable String wonReason;
        private @Nullable String lostReason;
        private @Nullable String competitor;
        private @Nullable String source;
        private Map<String, Object> customFields;
        private int slips;
        private boolean archived;

        Copy(DealRow old) {
            this.old = old;
            name = old.name;
            value = old.value;
            pipelineId = old.pipelineId;
            stageId = old.stageId;
            openStageId = old.openStageId;
            status = old.status;
            probability = old.probability;
            stageProbability = old.stageProbability;
            contactId = old.contactId;
            companyId = old.companyId;
            ownerId = old.ownerId;
            expectedCloseDate = old.expectedCloseDate;
            stageEnteredAt = old.stageEnteredAt;
            closedAt = old.closedAt;
            wonReason = old.wonReason;
            lostReason = old.lostReason;
            competitor = old.competitor;
            source = old.source;
            customFields = old.customFields;
            slips = old.slips;
            archived = old.archived;
        }

        DealRow row() {
            return new DealRow(
                    old.id,
                    name,
                    value,
                    pipelineId,
                    stageId,
                    openStageId,
                    status,
                    probability,
                    stageProbability,
                    contactId,
                    companyId,
                    ownerId,
                    expectedCloseDate,
                    old.openedAt,
                    stageEnteredAt,
                    closedAt,
                    wonReason,
                    lostReason,
                    competitor,
                    source,
                    customFields,
                    slips,
                    old.externalId,
                    archived);
        }
    }
}
