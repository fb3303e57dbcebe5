package nexus.query.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
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
import nexus.api.campaign.CampaignEvent.CampaignScheduled;
import nexus.api.campaign.CampaignEvent.CampaignStartRefused;
import nexus.api.campaign.CampaignId;
import nexus.api.campaign.CampaignPlan;
import nexus.api.campaign.CampaignStatus;
import nexus.api.campaign.CampaignType;
import nexus.api.campaign.Content;
import nexus.api.campaign.DeliveryTotals;
import nexus.platform.eventstore.RecordedEvent.By;
import nexus.platform.projection.Occurrence;
import nexus.query.campaign.CampaignContents.ContentRow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CampaignsTest {

    private static final CampaignId ID = new CampaignId("campaign-1");
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final Content HELLO = new Content("Hello", null, "hello", null);
    private static final CampaignCreated CREATED = new CampaignCreated(ID, plan("Spring", HELLO));

    private final Campaigns campaigns = new Campaigns();
    private final CampaignContents contents = new CampaignContents();

    private static CampaignPlan plan(String name, Content content) {
        return new CampaignPlan(name, CampaignType.EMAIL, Audience.EVERYBODY, content, null, null);
    }

    private static Occurrence at(Instant instant) {
        return new Occurrence(instant, instant, new By("USER", "user-1", "Ann"));
    }

    private CampaignRow after(CampaignEvent... events) {
        CampaignRow row = null;
        for (var event : events) {
            row = campaigns.evolve(row, event, at(NOW));
        }
        return Objects.requireNonNull(row);
    }

    @Test
    void a_campaign_is_shown_at_each_point_of_its_life() {
        assertThat(after(CREATED).status()).isEqualTo(CampaignStatus.DRAFT);
        var scheduled = after(CREATED, new CampaignScheduled(ID, NOW.plusSeconds(9)));
        assertThat(scheduled.status()).isEqualTo(CampaignStatus.SCHEDULED);
        assertThat(scheduled.startAt()).isEqualTo(NOW.plusSeconds(9));
        var refused =
                after(
                        CREATED,
                        new CampaignScheduled(ID, NOW.plusSeconds(9)),
                        new CampaignStartRefused(ID, "nobody"));
        assertThat(refused.status()).isEqualTo(CampaignStatus.DRAFT);
        assertThat(refused.reason()).isEqualTo("nobody");
        assertThat(refused.startAt()).isNull();
        var launched = after(CREATED, new CampaignLaunched(ID, 1));
        assertThat(launched.status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(launched.launchedAt()).isEqualTo(NOW);
        assertThat(after(CREATED, new CampaignLaunched(ID, 1), new CampaignPaused(ID)).status())
                .isEqualTo(CampaignStatus.PAUSED);
        var cancelled = after(CREATED, new CampaignCancelled(ID, "no budget"));
        assertThat(cancelled.status()).isEqualTo(CampaignStatus.CANCELLED);
        assertThat(cancelled.finishedAt()).isEqualTo(NOW);
        assertThat(after(CREATED, new CampaignArchived(ID)).archived()).isTrue();
        assertThat(after(CREATED, new CampaignArchived(ID), new CampaignRestored(ID)).archived())
                .isFalse();
    }

    @Test
    void its_counts_are_those_last_recorded() {
        var launched = new CampaignLaunched(ID, 1);
        var frozen = new CampaignAudienceFrozen(ID, 4711, new DeliveryTotals(9, 0, 0, 1));
        var half =
                after(
                        CREATED,
                        launched,
                        frozen,
                        new CampaignDeliveriesRecorded(ID, new DeliveryTotals(4, 3, 2, 1)));
        assertThat(half.audienceSize()).isEqualTo(10);
        assertThat(half.audiencePosition()).isEqualTo(4711);
        assertThat(half.queued()).isEqualTo(4);
        assertThat(half.sent()).isEqualTo(3);
        var failed =
                after(
                        CREATED,
                        launched,
                        frozen,
                        new CampaignFailed(ID, "refused", new DeliveryTotals(4, 3, 2, 1)));
        assertThat(failed.status()).isEqualTo(CampaignStatus.FAILED);
        var done = new CampaignCompleted(ID, new DeliveryTotals(0, 7, 2, 1));
        assertThat(after(CREATED, launched, frozen, done).status())
                .isEqualTo(CampaignStatus.COMPLETED);
        var again = after(CREATED, launched, frozen, done, new CampaignFailedRetried(ID, 2));
        assertThat(again.status()).isEqualTo(CampaignStatus.ACTIVE);
        assertThat(again.queued()).isEqualTo(2);
        assertThat(again.failed()).isZero();
        assertThat(again.audienceSize()).isEqualTo(10);
    }

    @Test
    void what_it_says_is_kept_apart_from_how_it_stands() {
        var bye = new Content("Bye", null, "bye", null);
        ContentRow row = contents.evolve(null, CREATED, at(NOW));
        assertThat(row).isEqualTo(new ContentRow("campaign-1", HELLO));
        assertThat(contents.evolve(row, new CampaignLaunched(ID, 1), at(NOW))).isSameAs(row);
        var changed = new CampaignPlanChanged(ID, plan("Autumn", bye), 2);
        assertThat(contents.evolve(row, changed, at(NOW)))
                .isEqualTo(new ContentRow("campaign-1", bye));
        assertThat(after(CREATED, changed).contentVersion()).isEqualTo(2);
        assertThat(after(CREATED, changed).name()).isEqualTo("Autumn");
    }

    @Test
    void what_never_began_is_not_there() {
        @Nullable CampaignRow none = campaigns.evolve(null, new CampaignPaused(ID), at(NOW));
        assertThat(none).isNull();
        assertThat(contents.evolve(null, new CampaignPlanChanged(ID, CREATED.plan(), 2), at(NOW)))
                .isNull();
    }
}
