package nexus.query.campaign;

import java.time.Instant;
import nexus.api.campaign.CampaignId;
import nexus.api.campaign.CampaignStatus;
import nexus.api.campaign.CampaignType;
import org.jspecify.annotations.Nullable;

/** A campaign as it is answered in lists. */
record CampaignSummary(
        CampaignId id,
        String name,
        CampaignType type,
        CampaignStatus status,
        @Nullable Instant startAt,
        @Nullable Instant launchedAt,
        @Nullable Instant finishedAt,
        @Nullable String reason,
        int audienceSize,
        int queued,
        int sent,
        int failed,
        int skipped,
        long version,
        Instant createdAt,
        Instant updatedAt,
        boolean archived) {}
