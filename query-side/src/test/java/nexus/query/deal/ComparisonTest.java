package nexus.query.deal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import nexus.api.Money;
import nexus.query.deal.Comparison.Group;
import nexus.query.deal.Comparison.Standing;
import nexus.query.deal.DealRow.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static Standing deal(
            String id, String stage, Status status, String amount, @Nullable LocalDate expected) {
        return new Standing(id, id, stage, status, Money.of(amount, "GBP"), expected);
    }

    private static Standing open(String id, String stage, String amount) {
        return deal(id, stage, Status.OPEN, amount, null);
    }

    private static List<String> ids(Group group) {
        return group.deals().stream().map(Comparison.Item::id).toList();
    }

    @Test
    void deals_come_go_move_and_are_closed() {
        var changes =
                Comparison.of(
                        List.of(
                                open("stays", "lead", "10.00"),
                                open("moves", "lead", "10.00"),
                                open("goes", "lead", "10.00"),
                                open("wins", "lead", "10.00"),
                                open("loses", "lead", "10.00")),
                        List.of(
                                open("stays", "lead", "10.00"),
                                open("moves", "offer", "10.00"),
                                open("comes", "lead", "10.00"),
                                deal("wins", "won", Status.WON, "10.00", null),
                                deal("loses", "lost", Status.LOST, "10.00", null)));
        assertThat(ids(changes.entered())).containsExactly("comes");
        assertThat(ids(changes.left())).containsExactly("goes");
        assertThat(ids(changes.moved())).containsExactly("moves");
        assertThat(ids(changes.won())).containsExactly("wins");
        assertThat(ids(changes.lost())).containsExactly("loses");
        assertThat(changes.grew().count()).isZero();
    }

    @Test
    void deals_grow_shrink_and_slip() {
        var spring = LocalDate.of(2026, 3, 1);
        var changes =
                Comparison.of(
                        List.of(
                                open("grows", "lead", "10.00"),
                                open("shrinks", "lead", "10.00"),
                                deal("slips", "lead", Status.OPEN, "1.00", spring),
                                deal("hurries", "lead", Status.OPEN, "1.00", spring)),
                        List.of(
                                open("grows", "lead", "20.00"),
                                open("shrinks", "lead", "5.00"),
                                deal("slips", "lead", Status.OPEN, "1.00", spring.plusDays(1)),
                                deal("hurries", "lead", Status.OPEN, "1.00", spring.minusDays(1))));
        assertThat(ids(changes.grew())).containsExactly("grows");
        assertThat(changes.grew().totals()).containsExactly(Money.of("20.00", "GBP"));
        assertThat(ids(changes.shrank())).containsExactly("shrinks");
        assertThat(ids(changes.slipped())).containsExactly("slips");
    }

    @Test
    void all_are_counted_and_the_most_valuable_shown() {
        var many =
                IntStream.range(0, 80).mapToObj(i -> open("deal-" + i, "lead", i + ".00")).toList();
        var entered = Comparison.of(List.of(), many).entered();
        assertThat(entered.count()).isEqualTo(80);
        assertThat(entered.deals()).hasSize(50);
        assertThat(entered.deals().getFirst().id()).isEqualTo("deal-79");
    }
}
