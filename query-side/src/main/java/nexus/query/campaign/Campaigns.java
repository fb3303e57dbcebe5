package nexus.query.campaign;

import java.util.List;
import nexus.api.campaign.CampaignEvent;
import nexus.api.campaign.CampaignEvent.CampaignArchived;
import nexus.api.campaign.CampaignEvent.CampaignAudienceFrozen;
import nexus.api.campaign.CampaignEvent.CampaignCancelled;
import nexus.api.campaign.CampaignEvent.CampaignCompleted;
import nexus.api.campaign.CampaignEvent.CampaignCreated;
import nexus.api.campaign.CampaignEvent.CampaignDeliveriesRecorded;
import nexus.api.campaign.CampaignEvent.CampaignFailed;
import nexus.api.campaign.CampaignEvent.CampaignFailedRetried;
import nexus.api.campaign.CampaignEvent.CampaignLaunched;
import nexus.api.campaign.CampaignEvent.CampaignPaused;
import nexus.api.campaign.CampaignEvent.CampaignPlanChanged;
import nexus.api.campaign.CampaignEvent.CampaignRestored;
import nexus.api.campaign.CampaignEvent.CampaignResumed;
import nexus.api.campaign.CampaignEvent.CampaignScheduled;
import nexus.api.campaign.CampaignEvent.CampaignStartRefused;
import nexus.api.campaign.CampaignStatus;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per campaign: how it stands. */
@Component
final class Campaigns implements View<CampaignEvent, CampaignRow> {

    @Override
    public String name() {
        return "campaigns";
    }

    @Override
    public Class<CampaignEvent> events() {
        return CampaignEvent.class;
    }

    @Override
    public Class<CampaignRow> rows() {
        return CampaignRow.class;
    }

    @Override
    public List<String> indexes() {
        return List.of("created_at", "status");
    }

    @Override
    public @Nullable CampaignRow evolve(
            @Nullable CampaignRow campaign, CampaignEvent event, Occurrence at) {
        if (event instanceof CampaignCreated(var id, var plan)) {
            return CampaignRow.of(id, plan);
        }
        if (campaign == null) {
            return null;
        }
        return switch (event) {
            case CampaignCreated _ -> campaign;
            case CampaignPlanChanged(_, var plan, var contentVersion) ->
                    campaign.with(plan, contentVersion);
            case CampaignScheduled(_, var startAt) -> campaign.scheduled(startAt);
            case CampaignStartRefused(_, var reason) -> campaign.refused(reason);
            case CampaignLaunched _ -> campaign.launched(at.occurredAt());
            case CampaignAudienceFrozen(_, var position, var totals) ->
                    campaign.frozen(position, totals);
            case CampaignDeliveriesRecorded(_, var totals) -> campaign.having(totals);
            case CampaignPaused _ -> campaign.as(CampaignStatus.PAUSED, null);
            case CampaignResumed _ -> campaign.as(CampaignStatus.ACTIVE, null);
            case CampaignFailed(_, var reason, var totals) ->
                    campaign.having(totals).as(CampaignStatus.FAILED, reason);
            case CampaignFailedRetried(_, var failed) -> {
                var retried = campaign.retried(failed);
                yield campaign.status() == CampaignStatus.PAUSED
                        ? retried
                        : retried.as(CampaignStatus.ACTIVE, null);
            }
            case CampaignCancelled(_, var reason) ->
                    campaign.finished(CampaignStatus.CANCELLED, at.occurredAt(), reason);
            case CampaignCompleted(_, var totals) ->
                    campaign.having(totals)
                            .finished(CampaignStatus.COMPLETED, at.occurredAt(), null);
            case CampaignArchived _ -> campaign.archived(true);
            case CampaignRestored _ -> campaign.archived(false);
        };
    }
}
