package nexus.query.campaign;

import nexus.api.campaign.CampaignEvent;
import nexus.api.campaign.CampaignEvent.CampaignCreated;
import nexus.api.campaign.CampaignEvent.CampaignPlanChanged;
import nexus.api.campaign.Content;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import nexus.query.campaign.CampaignContents.ContentRow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What campaigns say, kept apart from how they stand: that changes all the time, and each change
 * would copy whole letters.
 */
@Component
final class CampaignContents implements View<CampaignEvent, ContentRow> {

    record ContentRow(String id, Content content) {}

    @Override
    public String name() {
        return "campaign_contents";
    }

    @Override
    public Class<CampaignEvent> events() {
        return CampaignEvent.class;
    }

    @Override
    public Class<ContentRow> rows() {
        return ContentRow.class;
    }

    @Override
    public @Nullable ContentRow evolve(
            @Nullable ContentRow row, CampaignEvent event, Occurrence at) {
        if (event instanceof CampaignCreated(var id, var plan)) {
            return new ContentRow(id.value(), plan.content());
        }
        return event instanceof CampaignPlanChanged(var id, var plan, _) && row != null
                ? new ContentRow(id.value(), plan.content())
                : row;
    }
}
