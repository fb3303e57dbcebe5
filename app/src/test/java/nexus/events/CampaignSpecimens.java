package nexus.events;

import java.time.Instant;
import java.util.List;
import nexus.api.campaign.Audience;
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
import nexus.api.campaign.CampaignId;
import nexus.api.campaign.CampaignPlan;
import nexus.api.campaign.CampaignType;
import nexus.api.campaign.Content;
import nexus.api.campaign.DeliveryTotals;
import nexus.api.campaign.Sender;
import nexus.api.company.CompanyId;

/** One of every event of a campaign. */
final class CampaignSpecimens {

    private static final CampaignId ID =
            new CampaignId("campaign-01990000-0000-7000-8000-000000000001");
    private static final CampaignPlan PLAN =
            new CampaignPlan(
                    "Spring news",
                    CampaignType.MULTI_CHANNEL,
                    new Audience(
                            List.of("newsletter"),
                            List.of("lead", "customer"),
                            List.of("fair"),
                            List.of(new CompanyId("company-01990000-0000-7000-8000-000000000001"))),
                    new Content(
                            "News for {{firstName}}",
                            "<a href=\"{{unsubscribeUrl}}\">no more</a>",
                            "No more: {{unsubscribeUrl}}",
                            "No more: {{unsubscribeUrl}}"),
                    new Sender("Cancity", "news@example.com"),
                    50);
    private static final DeliveryTotals TOTALS = new DeliveryTotals(3, 1900, 7, 90);

    static final List<CampaignEvent> ALL =
            List.of(
                    new CampaignCreated(ID, PLAN),
                    new CampaignPlanChanged(ID, PLAN, 2),
                    new CampaignScheduled(ID, Instant.parse("2026-03-01T09:00:00Z")),
                    new CampaignStartRefused(ID, "The campaign still needs: audience."),
                    new CampaignLaunched(ID, 2),
                    new CampaignAudienceFrozen(ID, 4711, TOTALS),
                    new CampaignDeliveriesRecorded(ID, TOTALS),
                    new CampaignPaused(ID),
                    new CampaignResumed(ID),
                    new CampaignCancelled(ID, "the fair is off"),
                    new CampaignFailedRetried(ID, 7),
                    new CampaignCompleted(ID, TOTALS),
                    new CampaignFailed(ID, "60 of 900 messages were refused.", TOTALS),
                    new CampaignArchived(ID),
                    new CampaignRestored(ID));

    private CampaignSpecimens() {}
}
