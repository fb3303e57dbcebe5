package nexus.query.deal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nexus.api.Money;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealDetails;
import nexus.api.deal.DealEvent;
import nexus.api.deal.DealEvent.DealArchived;
import nexus.api.deal.DealEvent.DealDetailsChanged;
import nexus.api.deal.DealEvent.DealExpectedCloseMoved;
import nexus.api.deal.DealEvent.DealLost;
import nexus.api.deal.DealEvent.DealMovedToPipeline;
import nexus.api.deal.DealEvent.DealMovedToStage;
import nexus.api.deal.DealEvent.DealOpened;
import nexus.api.deal.DealEvent.DealOwnerAssigned;
import nexus.api.deal.DealEvent.DealProbabilityOverridden;
import nexus.api.deal.DealEvent.DealReopened;
import nexus.api.deal.DealEvent.DealRestored;
import nexus.api.deal.DealEvent.DealValueChanged;
import nexus.api.deal.DealEvent.DealWon;
import nexus.api.deal.DealId;
import nexus.api.deal.Placement;
import nexus.api.identity.UserId;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.StageId;
import nexus.platform.eventstore.RecordedEvent.By;
import nexus.platform.projection.Occurrence;
import nexus.query.deal.DealRow.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DealsTest {

    private static final DealId ID = new DealId("deal-1");
    private static final StageId LEAD = new StageId("stage-lead");
    private static final StageId PROPOSAL = new StageId("stage-proposal");
    private static final StageId WON = new StageId("stage-won");
    private static final StageId LOST = new StageId("stage-lost");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final DealOpened OPENED =
            new DealOpened(
                    ID,
                    new DealDetails("Bathroom", null, null, "Fair", Map.of("rooms", 2)),
                    Money.of("1000.00", "GBP"),
                    new Placement(new PipelineId("pipeline-1"), LEAD, 10, WON, LOST),
                    null,
                    LocalDate.of(2026, 6, 1),
                    "X-1");

    private final Deals deals = new Deals();

    /** Folds events that happen an hour after each other. */
    private @Nullable DealRow fold(DealEvent... events) {
        DealRow row = null;
        for (int i = 0; i < events.length; i++) {
            row = deals.evolve(row, events[i], hour(i));
        }
        return row;
    }

    private static Occurrence hour(int hours) {
        var at = NOON.plusSeconds(3600L * hours);
        return new Occurrence(at, at.plusSeconds(60), new By("USER", "user-1", "Ann"));
    }

    @Test
    void a_deal_begins_in_its_stage_when_it_is_opened_in_the_business() {
        assertThat(fold(OPENED))
                .isEqualTo(
                        new DealRow(
                                "deal-1",
                                "Bathroom",
                                Money.of("1000.00", "GBP"),
                                "pipeline-1",
                                "stage-lead",
                                "stage-lead",
                                Status.OPEN,
                                10,
                                10,
                                null,
                                null,
                                null,
                                LocalDate.of(2026, 6, 1),
                                NOON,
                                NOON,
                                null,
                                null,
                                null,
                                null,
                                "Fair",
                                Map.of("rooms", 2),
                                0,
                                "X-1",
                                false));
    }

    @Test
    void each_stage_has_the_time_at_which_it_was_entered() {
        var row = fold(OPENED, new DealMovedToStage(ID, LEAD, PROPOSAL, 50));
        assertThat(row).extracting(DealRow::stageId).isEqualTo("stage-proposal");
        assertThat(row).extracting(DealRow::probability).isEqualTo(50);
        assertThat(row).extracting(DealRow::stageEnteredAt).isEqualTo(NOON.plusSeconds(3600));
    }

    @Test
    void winning_closes_the_deal_for_what_it_was_won_for() {
        var row = fold(OPENED, new DealWon(ID, WON, Money.of("1200.00", "GBP"), "Design"));
        assertThat(row)
                .extracting(
                        DealRow::status,
                        DealRow::stageId,
                        DealRow::openStageId,
                        DealRow::probability,
                        DealRow::value,
                        DealRow::wonReason,
                        DealRow::closedAt)
                .containsExactly(
                        Status.WON,
                        "stage-won",
                        "stage-lead",
                        100,
                        Money.of("1200.00", "GBP"),
                        "Design",
                        NOON.plusSeconds(3600));
    }

    @Test
    void losing_keeps_the_value_and_says_why_and_to_whom() {
        var row = fold(OPENED, new DealLost(ID, LOST, "Price", "Bathstore"));
        assertThat(row)
                .extracting(
                        DealRow::status,
                        DealRow::stageId,
                        DealRow::probability,
                        DealRow::value,
                        DealRow::lostReason,
                        DealRow::competitor)
                .containsExactly(
                        Status.LOST,
                        "stage-lost",
                        0,
                        Money.of("1000.00", "GBP"),
                        "Price",
                        "Bathstore");
    }

    @Test
    void reopening_leaves_nothing_of_the_closing() {
        var row =
                fold(
                        OPENED,
                        new DealLost(ID, LOST, "Price", "Bathstore"),
                        new DealReopened(ID, LEAD, 10, "They called"));
        assertThat(row)
                .extracting(
                        DealRow::status,
                        DealRow::stageId,
                        DealRow::probability,
                        DealRow::closedAt,
                        DealRow::lostReason,
                        DealRow::competitor)
                .containsExactly(Status.OPEN, "stage-lead", 10, null, null, null);
    }

    @Test
    void only_a_later_date_is_a_slip() {
        var june = LocalDate.of(2026, 6, 1);
        var may = LocalDate.of(2026, 5, 1);
        assertThat(
                        fold(
                                OPENED,
                                new DealExpectedCloseMoved(ID, june, may),
                                new DealExpectedCloseMoved(ID, may, june),
                                new DealExpectedCloseMoved(ID, june, null),
                                new DealExpectedCloseMoved(ID, null, june)))
                .extracting(DealRow::slips, DealRow::expectedCloseDate)
                .containsExactly(1, june);
    }

    @Test
    void a_probability_can_be_overridden_and_given_back_to_the_stage() {
        assertThat(fold(OPENED, new DealProbabilityOverridden(ID, 70)))
                .extracting(DealRow::probability)
                .isEqualTo(70);
        assertThat(
                        fold(
                                OPENED,
                                new DealProbabilityOverridden(ID, 70),
                                new DealProbabilityOverridden(ID, null)))
                .extracting(DealRow::probability)
                .isEqualTo(10);
    }

    @Test
    void details_value_owner_pipeline_and_archive_are_taken_over() {
        var row =
                fold(
                        OPENED,
                        new DealDetailsChanged(
                                ID,
                                new DealDetails(
                                        "Wet room",
                                        new ContactId("contact-1"),
                                        null,
                                        null,
                                        Map.of())),
                        new DealValueChanged(ID, Money.of("5.00", "GBP")),
                        new DealOwnerAssigned(ID, new UserId("user-2")),
                        new DealMovedToPipeline(
                                ID,
                                new Placement(
                                        new PipelineId("pipeline-2"), PROPOSAL, 40, WON, LOST)),
                        new DealArchived(ID, null));
        assertThat(row)
                .extracting(
                        DealRow::name,
                        DealRow::contactId,
                        DealRow::source,
                        DealRow::customFields,
                        DealRow::value,
                        DealRow::ownerId,
                        DealRow::pipelineId,
                        DealRow::stageId,
                        DealRow::archived)
                .containsExactly(
                        "Wet room",
                        "contact-1",
                        null,
                        Map.of(),
                        Money.of("5.00", "GBP"),
                        "user-2",
                        "pipeline-2",
                        "stage-proposal",
                        true);
        assertThat(deals.evolve(row, new DealRestored(ID), hour(9)))
                .extracting(DealRow::archived)
                .isEqualTo(false);
    }

    @Test
    void an_event_before_the_opening_makes_no_row() {
        for (var event :
                List.of(
                        new DealWon(ID, WON, Money.of("1.00", "GBP"), null),
                        new DealRestored(ID),
                        new DealArchived(ID, null))) {
            assertThat(deals.evolve(null, event, hour(0))).isNull();
        }
    }
}
