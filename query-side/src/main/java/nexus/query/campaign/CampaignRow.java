package nexus.query.campaign;

import java.time.Instant;
import nexus.api.campaign.Audience;
import nexus.api.campaign.CampaignId;
import nexus.api.campaign.CampaignPlan;
import nexus.api.campaign.CampaignStatus;
import nexus.api.campaign.CampaignType;
import nexus.api.campaign.DeliveryTotals;
import nexus.api.campaign.Sender;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as lists read it, with what its ledger came to at its last milestone.
 *
 * @param contentVersion counts its contents, from 1
 * @param finishedAt when it was completed or cancelled
 * @param reason why it was cancelled, failed, or could not start
 * @param audiencePosition how much of what happened was known when its audience was frozen
 */
record CampaignRow(
        CampaignId id,
        String name,
        CampaignType type,
        CampaignStatus status,
        Audience audience,
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
        boolean archived) {

    static CampaignRow of(CampaignId id, CampaignPlan plan) {
        return new CampaignRow(
                id,
                plan.name(),
                plan.type(),
                CampaignStatus.DRAFT,
                plan.audience(),
                plan.sender(),
                plan.perSecond(),
                1,
                null,
                null,
                null,
                null,
                null,
                0,
                0,
                0,
                0,
                0,
                false);
    }

    CampaignRow with(CampaignPlan plan, int version) {
        return new CampaignRow(
                id,
                plan.name(),
                plan.type(),
                status,
                plan.audience(),
                plan.sender(),
                plan.perSecond(),
                version,
                startAt,
                launchedAt,
                finishedAt,
                reason,
                audiencePosition,
                audienceSize,
                queued,
                sent,
                failed,
                skipped,
                archived);
    }

    CampaignRow scheduled(Instant at) {
        return standing(CampaignStatus.SCHEDULED, at, launchedAt, null, null);
    }

    CampaignRow refused(String why) {
        return standing(CampaignStatus.DRAFT, null, launchedAt, null, why);
    }

    CampaignRow launched(Instant at) {
        return standing(CampaignStatus.ACTIVE, startAt, at, null, null);
    }

    CampaignRow as(CampaignStatus now, @Nullable String because) {
        return standing(now, startAt, launchedAt, null, because);
    }

    CampaignRow finished(CampaignStatus now, Instant at, @Nullable String because) {
        return standing(now, startAt, launchedAt, at, because);
    }

    private CampaignRow standing(
            CampaignStatus now,
            @Nullable Instant start,
            @Nullable Instant launch,
            @Nullable Instant finish,
            @Nullable String because) {
        return new CampaignRow(
                id,
                name,
                type,
                now,
                audience,
                sender,
                perSecond,
                contentVersion,
                start,
                launch,
                finish,
                because,
                audiencePosition,
                audienceSize,
                queued,
                sent,
                failed,
                skipped,
                archived);
    }

    CampaignRow frozen(long position, DeliveryTotals totals) {
        return counting(position, totals.audience(), totals);
    }

    CampaignRow having(DeliveryTotals totals) {
        return counting(audiencePosition, audienceSize, totals);
    }

    /** Those that failed wait to be sent to once more. */
    CampaignRow retried(int again) {
        return having(new DeliveryTotals(queued + again, sent, failed - again, skipped));
    }

    private CampaignRow counting(@Nullable Long position, int size, DeliveryTotals totals) {
        return new CampaignRow(
                id,
                name,
                type,
                status,
                audience,
                sender,
                perSecond,
                contentVersion,
                startAt,
                launchedAt,
                finishedAt,
                reason,
                position,
                size,
                totals.queued(),
                totals.sent(),
                totals.failed(),
                totals.skipped(),
                archived);
    }

    CampaignRow archived(boolean away) {
        return new CampaignRow(
                id,
                name,
                type,
                status,
                audience,
                sender,
                perSecond,
                contentVersion,
                startAt,
                launchedAt,
                finishedAt,
                reason,
                audiencePosition,
                audienceSize,
                queued,
                sent,
                failed,
                skipped,
                away);
    }
}
