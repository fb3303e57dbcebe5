package nexus.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    static Round round(long count, long millisEach) {
        var latencies = Callers.histogram();
        latencies.recordValueWithCount(Duration.ofMillis(millisEach).toNanos(), count);
        return new Round(count, Duration.ofSeconds(1), latencies);
    }

    @Test
    void the_ratio_is_that_of_rounds_next_to_each_other() {
        var comparison = new Comparison();
        comparison.add(round(1000, 1), round(500, 2)); // a quiet machine
        comparison.add(round(100, 10), round(50, 20)); // a busy one
        comparison.add(round(10, 100), round(5, 200)); // a very busy one
        var result = comparison.result("command", 32, "inserts");
        assertThat(result.ratio()).isEqualTo(0.5);
        assertThat(result.figures().perSecond()).isEqualTo(50);
        assertThat(result.limit())
                .isNotNull()
                .extracting(limit -> limit.figures().perSecond())
                .isEqualTo(100.0);
        assertThat(result.figures().p50Ms()).isBetween(1.9, 2.1);
        assertThat(result.figures().p99Ms()).isBetween(19.0, 21.0);
    }

    @Test
    void limit_and_work_take_turns_with_a_rest_before_each() {
        var order = new ArrayList<String>();
        Comparison.of(
                patience(Duration.ZERO),
                1,
                () -> order.add("rest"),
                _ -> order.add("limit"),
                _ -> order.add("work"));
        assertThat(String.join(" ", order))
                .matches("(limit )+(work )+(rest (limit )+rest (work )+){2}rest");
    }

    @Test
    void another_figure_is_compared_over_all_rounds() {
        var comparison = new Comparison();
        comparison.add(round(1000, 10), round(500, 15));
        comparison.add(round(1000, 10), round(500, 15));
        var result = comparison.result("search", 1, "bare", Measure.P95);
        assertThat(result.ratio()).isBetween(1.49, 1.51);
        assertThat(result.ratioOf()).isEqualTo(Measure.P95);
    }

    @Test
    void what_comes_half_as_often_costs_twice() {
        var comparison = new Comparison();
        comparison.add(round(1000, 1), round(500, 1));
        assertThat(comparison.result("growth", 8, "few", Measure.COST).ratio()).isEqualTo(2.0);
    }

    @Test
    void warm_is_what_gets_no_faster() {
        var rates = new ArrayDeque<>(List.of(10.0, 20.0, 30.0, 31.0, 99.0));
        Comparison.warm(patience(Duration.ofHours(1)), rates::remove);
        assertThat(rates).containsExactly(99.0);
    }

    @Test
    void what_never_gets_warm_is_tried_once_and_then_measured_as_it_is() {
        var rates = new ArrayDeque<>(List.of(10.0, 20.0));
        Comparison.warm(patience(Duration.ZERO), rates::remove);
        assertThat(rates).containsExactly(20.0);
    }

    private static Effort patience(Duration longestWarmUp) {
        return new Effort(
                2,
                Duration.ofNanos(1),
                Duration.ofNanos(1),
                longestWarmUp,
                List.of(1),
                List.of(1),
                10,
                10,
                10,
                List.of(10L));
    }
}
