package nexus.api.campaign;

import java.time.Instant;
import nexus.api.DomainEvent;
import nexus.api.EventName;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can happen to a campaign: its milestones. What becomes of each recipient stands
 * in the delivery ledger.
 */
public sealed interface CampaignEvent extends DomainEvent {

    CampaignId campaignId();

    @Override
    default String streamId() {
        return campaignId().value();
    }

    @EventName("campaign.created")
    record CampaignCreated(CampaignId campaignId, CampaignPlan plan) implements CampaignEvent {}

    /**
     * The plan changed; {@code plan} is all of it as it is now.
     *
     * @param contentVersion which of its contents that is, counted from 1
     */
    @EventName("campaign.plan-changed")
    record CampaignPlanChanged(CampaignId campaignId, CampaignPlan plan, int contentVersion)
            implements CampaignEvent {}

    @EventName("campaign.scheduled")
    record CampaignScheduled(CampaignId campaignId, Instant startAt) implements CampaignEvent {}

    /** It was due and could not start; it is a draft again. */
    @EventName("campaign.start-refused")
    record CampaignStartRefused(CampaignId campaignId, String reason) implements CampaignEvent {}

    /**
     * It started.
     *
     * @param contentVersion which of its contents is sent, counted from 1
     */
    @EventName("campaign.launched")
    record CampaignLaunched(CampaignId campaignId, int contentVersion) implements CampaignEvent {}

    /**
     * Its recipients are settled.
     *
     * @param position how much of what happened was known when the question was asked
     */
    @EventName("campaign.audience-frozen")
    record CampaignAudienceFrozen(CampaignId campaignId, long position, DeliveryTotals totals)
            implements CampaignEvent {}

    /** So far the delivery ledger has come. */
    @EventName("campaign.deliveries-recorded")
    record CampaignDeliveriesRecorded(CampaignId campaignId, DeliveryTotals totals)
            implements CampaignEvent {}

    @EventName("campaign.paused")
    record CampaignPaused(CampaignId campaignId) implements CampaignEvent {}

    @EventName("campaign.resumed")
    record CampaignResumed(CampaignId campaignId) implements CampaignEvent {}

    @EventName("campaign.cancelled")
    record CampaignCancelled(CampaignId campaignId, @Nullable String reason)
            implements CampaignEvent {}

    /**
     * Whatever failed is tried once more.
     *
     * @param failed how many that were
     */
    @EventName("campaign.failed-retried")
    record CampaignFailedRetried(CampaignId campaignId, int failed) implements CampaignEvent {}

    @EventName("campaign.completed")
    record CampaignCompleted(CampaignId campaignId, DeliveryTotals totals)
            implements CampaignEvent {}

    @EventName("campaign.failed")
    record CampaignFailed(CampaignId campaignId, String reason, DeliveryTotals totals)
            implements CampaignEvent {}

    @EventName("campaign.archived")
    record CampaignArchived(CampaignId campaignId) implements CampaignEvent {}

    @EventName("campaign.restored")
    record CampaignRestored(CampaignId campaignId) implements CampaignEvent {}
}
