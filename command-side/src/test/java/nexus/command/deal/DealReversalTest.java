package nexus.command.deal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nexus.api.Money;
import nexus.api.Patch;
import nexus.api.deal.DealCommand;
import nexus.api.deal.DealCommand.ArchiveDeal;
import nexus.api.deal.DealCommand.ChangeDeal;
import nexus.api.deal.DealCommand.LoseDeal;
import nexus.api.deal.DealCommand.MoveDeal;
import nexus.api.deal.DealCommand.ReopenDeal;
import nexus.api.deal.DealCommand.RestoreDeal;
import nexus.api.deal.DealCommand.WinDeal;
import nexus.api.deal.DealDetails;
import nexus.api.deal.DealEvent;
import nexus.api.deal.DealEvent.DealArchived;
import nexus.api.deal.DealEvent.DealDetailsChanged;
import nexus.api.deal.DealEvent.DealExpectedCloseMoved;
import nexus.api.deal.DealEvent.DealLost;
import nexus.api.deal.DealEvent.DealMovedToStage;
import nexus.api.deal.DealEvent.DealOpened;
import nexus.api.deal.DealEvent.DealReopened;
import nexus.api.deal.DealEvent.DealRestored;
import nexus.api.deal.DealEvent.DealValueChanged;
import nexus.api.deal.DealEvent.DealWon;
import nexus.api.deal.DealId;
import nexus.api.deal.Placement;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.StageId;
import nexus.platform.decider.Decision;
import nexus.platform.web.Undone;
import org.junit.jupiter.api.Test;

class DealReversalTest {

    private static final DealId ID = new DealId("deal-1");
    private static final StageId LEAD = new StageId("stage-lead");
    private static final StageId OFFER = new StageId("stage-offer");
    private static final StageId WON = new StageId("stage-won");
    private static final StageId LOST = new StageId("stage-lost");
    private static final Placement PLACE =
            new Placement(new PipelineId("pipeline-1"), LEAD, 10, WON, LOST);

    private static DealDetails details(String name, Map<String, Object> fields) {
        return new DealDetails(name, null, null, "web", fields);
    }

    private static Money pounds(String amount) {
        return Money.of(amount, "GBP");
    }

    private static final DealEvent OPENED =
            new DealOpened(
                    ID,
                    details("Kitchen", Map.of("a", 1)),
                    pounds("100.00"),
                    PLACE,
                    null,
                    null,
                    null);

    private final DealDecider decider = new DealDecider();

    private Deal folded(List<DealEvent> events) {
        var deal = decider.initial();
        for (var event : events) {
            deal = decider.evolve(deal, event);
        }
        return deal;
    }

    /** The event that is taken back is the one at this place. */
    private Undone<Deal> undone(int place, DealEvent... events) {
        var all = List.of(events);
        return new Undone<>(
                folded(all.subList(0, place)),
                folded(all.subList(0, place + 1)),
                folded(all),
                all.subList(0, place));
    }

    private DealCommand reversal(Undone<Deal> event) {
        var command = DealReversal.of(ID, event);
        assertThat(event.conflicts()).isEmpty();
        var decision = decider.decide(event.now(), command);
        assertThat(decision).isInstanceOf(Decision.Accept.class);
        return command;
    }

    @Test
    void a_changed_value_is_what_it_was_and_nothing_else_is_touched() {
        var command =
                (ChangeDeal)
                        reversal(
                                undone(
                                        1,
                                        OPENED,
                                        new DealValueChanged(ID, pounds("250.00")),
                                        new DealExpectedCloseMoved(
                                                ID, null, LocalDate.of(2026, 3, 1))));
        assertThat(command.value()).isEqualTo(Patch.set(pounds("100.00")));
        assertThat(command.expectedCloseDate()).isEqualTo(Patch.keep());
        assertThat(command.name()).isEqualTo(Patch.keep());
    }

    @Test
    void of_the_details_only_what_the_event_changed_goes_back() {
        var command =
                (ChangeDeal)
                        reversal(
                                undone(
                                        1,
                                        OPENED,
                                        new DealDetailsChanged(
                                                ID, details("Bathroom", Map.of("a", 1, "b", 2))),
                                        new DealDetailsChanged(
                                                ID,
                                                new DealDetails(
                                                        "Bathroom",
                                                        null,
                                                        null,
                                                        "fair",
                                                        Map.of("a", 1, "b", 2)))));
        assertThat(command.name()).isEqualTo(Patch.set("Kitchen"));
        assertThat(command.source()).isEqualTo(Patch.keep());
        var fields = ((Patch.Set<Map<String, Object>>) command.customFields()).value();
        assertThat(String.valueOf(fields)).isEqualTo("{b=null}");
    }

    @Test
    void what_was_changed_again_since_is_in_the_way() {
        var event =
                undone(
                        1,
                        OPENED,
                        new DealValueChanged(ID, pounds("250.00")),
                        new DealValueChanged(ID, pounds("300.00")));
        DealReversal.of(ID, event);
        assertThat(event.conflicts()).containsExactly("value");
    }

    @Test
    void a_move_goes_back_to_the_stage_before_unless_it_went_on() {
        var there = new DealMovedToStage(ID, LEAD, OFFER, 50);
        assertThat(reversal(undone(1, OPENED, there))).isEqualTo(new MoveDeal(ID, PLACE));

        var on = undone(1, OPENED, there, new DealMovedToStage(ID, OFFER, LEAD, 10));
        DealReversal.of(ID, on);
        assertThat(on.conflicts()).containsExactly("stageId");
    }

    @Test
    void a_closed_deal_is_opened_again_and_a_reopened_one_is_closed_as_it_was() {
        var lost = new DealLost(ID, LOST, "Too dear", "Smith");
        var won = new DealWon(ID, WON, pounds("90.00"), "Quick");
        var reopened = new DealReopened(ID, LEAD, 10, "Mistake");
        assertThat(reversal(undone(1, OPENED, lost))).isInstanceOf(ReopenDeal.class);
        assertThat(reversal(undone(2, OPENED, lost, reopened)))
                .isEqualTo(new LoseDeal(ID, "Too dear", "Smith"));
        assertThat(reversal(undone(2, OPENED, won, reopened)))
                .isEqualTo(new WinDeal(ID, "Quick", pounds("90.00")));

        var since = undone(1, OPENED, lost, reopened);
        DealReversal.of(ID, since);
        assertThat(since.conflicts()).containsExactly("status");
    }

    @Test
    void what_was_put_away_comes_back_and_the_reverse() {
        var away = new DealArchived(ID, null);
        assertThat(reversal(undone(1, OPENED, away))).isEqualTo(new RestoreDeal(ID));
        assertThat(reversal(undone(2, OPENED, away, new DealRestored(ID))))
                .isInstanceOf(ArchiveDeal.class);
        assertThat(reversal(undone(0, OPENED))).isInstanceOf(ArchiveDeal.class);
    }
}
