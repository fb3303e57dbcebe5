package nexus.command.campaign;

import java.time.Instant;
import nexus.api.campaign.CampaignEvent.CampaignCreated;
import nexus.api.campaign.CampaignPlan;
import nexus.api.campaign.CampaignStatus;
import nexus.api.campaign.Content;
import nexus.api.campaign.DeliveryTotals;
import org.jspecify.annotations.Nullable;

/** What must be remembered about a campaign in order to decide. */
sealed interface Campaign {

    /** Nobody drafted it yet. */
    record Absent() implements Campaign {}

    /**
     * What it is meant to be, wherever it stands.
     *
     * @param created how it began, so that drafting it once more can be told from drafting another
     * @param contentVersion counts its contents, from 1
     */
    record About(CampaignCreated created, CampaignPlan plan, int contentVersion) {

        static About of(CampaignCreated created) {
            return new About(created, created.plan(), 1);
        }

        About with(CampaignPlan changed, int version) {
            return new About(created, changed, version);
        }

        /** The number that a content would have. */
        int versionOf(Content content) {
            return content.equals(plan.content()) ? contentVersion : contentVersion + 1;
        }
    }

    /** One that somebody has drafted. */
    sealed interface Drafted extends Campaign {

        About about();

        CampaignStatus status();

        Drafted with(About about);
    }

    record Draft(About about) implements Drafted {
        @Override
        public CampaignStatus status() {
            return CampaignStatus.DRAFT;
        }

        @Override
        public Drafted with(About changed) {
            return new Draft(changed);
        }
    }

    record Scheduled(About about, Instant startAt) implements Drafted {
        @Override
        public CampaignStatus status() {
            return CampaignStatus.SCHEDULED;
        }

        @Override
        public Drafted with(About changed) {
            return new Scheduled(changed, startAt);
        }
    }

    /**
     * Launched, and not at its end.
     *
     * @param status ACTIVE, PAUSED or FAILED
     * @param totals what the ledger came to when last heard of; null until the audience is frozen
     */
    record Running(About about, CampaignStatus status, @Nullable DeliveryTotals totals)
            implements Drafted {

        Running as(CampaignStatus now) {
            return new Running(about, now, totals);
        }

        Running having(DeliveryTotals now) {
            return new Running(about, status, now);
        }

        @Override
        public Drafted with(About changed) {
            return new Running(changed, status, totals);
        }
    }

    /**
     * Over.
     *
     * @param status COMPLETED or CANCELLED
     */
    record Ended(About about, CampaignStatus status, @Nullable DeliveryTotals totals)
            implements Drafted {
        @Override
        public Drafted with(About changed) {
            return new Ended(changed, status, totals);
        }
    }

    /** Put away; restoring brings it back as it was. */
    record Archived(Drafted before) implements Campaign {}
}
