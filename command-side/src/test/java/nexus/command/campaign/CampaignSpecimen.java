package nexus.command.campaign;

import java.time.Instant;
import java.util.List;
import nexus.api.campaign.Audience;
import nexus.api.campaign.CampaignEvent.CampaignAudienceFrozen;
import nexus.api.campaign.CampaignEvent.CampaignCreated;
import nexus.api.campaign.CampaignEvent.CampaignLaunched;
import nexus.api.campaign.CampaignId;
import nexus.api.campaign.CampaignPlan;
import nexus.api.campaign.CampaignType;
import nexus.api.campaign.Content;
import nexus.api.campaign.DeliveryTotals;
import nexus.api.campaign.LaunchFacts;
import nexus.api.campaign.Sender;

/** A campaign to try things on. */
final class CampaignSpecimen {

    static final CampaignId ID = new CampaignId("campaign-01990000-0000-7000-8000-000000000001");
    static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    static final LaunchFacts FACTS = new LaunchFacts(NOW, 10, true);
    static final Content CONTENT =
            new Content(
                    "News for {{firstName}}",
                    "<p>Dear {{firstName|friend}}</p><a href=\"{{unsubscribeUrl}}\">no more</a>",
                    "No more: {{unsubscribeUrl}}",
                    null);
    static final CampaignPlan PLAN =
            new CampaignPlan(
                    "Spring",
                    CampaignType.EMAIL,
                    new Audience(List.of("news"), List.of(), List.of(), List.of()),
                    CONTENT,
                    new Sender("Cancity", "news@example.com"),
                    50);
    static final CampaignCreated CREATED = new CampaignCreated(ID, PLAN);
    static final CampaignLaunched LAUNCHED = new CampaignLaunched(ID, 1);
    static final DeliveryTotals AT_FIRST = new DeliveryTotals(9, 0, 0, 1);
    static final CampaignAudienceFrozen FROZEN = new CampaignAudienceFrozen(ID, 4711, AT_FIRST);

    private CampaignSpecimen() {}

    static CampaignPlan saying(Content content) {
        return new CampaignPlan(
                PLAN.name(),
                PLAN.type(),
                PLAN.audience(),
                content,
                PLAN.sender(),
                PLAN.perSecond());
    }

    static CampaignPlan of(CampaignType type, Content content) {
        return new CampaignPlan(
                PLAN.name(), type, PLAN.audience(), content, PLAN.sender(), PLAN.perSecond());
    }
}
