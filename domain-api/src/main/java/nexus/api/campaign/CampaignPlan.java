package nexus.api.campaign;

import org.jspecify.annotations.Nullable;

/**
 * What a campaign is meant to be.
 *
 * @param sender needed before it can be launched, unless it sends text messages only
 * @param perSecond how many messages are sent in a second at most; null for as many as the channel
 *     takes
 */
public record CampaignPlan(
        String name,
        CampaignType type,
        Audience audience,
        Content content,
        @Nullable Sender sender,
        @Nullable Integer perSecond) {

    public CampaignPlan {
        audience = audience == null ? Audience.EVERYBODY : audience;
        content = content == null ? Content.NONE : content;
    }
}
