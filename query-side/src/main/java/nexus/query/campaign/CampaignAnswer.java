package nexus.query.campaign;

import java.time.Instant;
import nexus.api.campaign.Audience;
import nexus.api.campaign.CampaignId;
import nexus.api.campaign.CampaignStatus;
import nexus.api.campaign.CampaignType;
import nexus.api.campaign.Content;
import nexus.api.campaign.Sender;
import org.jspecify.annotations.Nullable;

/** A campaign as it is answered, with all that it says. */
record CampaignAnswer(
        CampaignId id,
        String name,
        CampaignType type,
        CampaignStatus status,
        Audience audience,
        Content content,
        @Nullable Sender sender,
        @Nullable Integer perSecond,
        int contentVersion,
        @Nullable Instant startAt,
        @Nullable Instant launchedAt,
        @Nullable Instant finishedAt,
        @Nullable String reason,
        @Nullable Long audiencePosition,
        int audienceSize,
        int queued,
        int sent,
        int failed,
        int skipped,
        long version,
        Instant createdAt,
        Instant updatedAt,
        boolean archived) {}
