package nexus.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nexus.benchmark.Result.Limit;
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
        assertThat(result.perSecond()).isEqualTo(50);
        assertThat(result.limit()).isNotNull().extracting(Limit::perSecond).isEqualTo(100.0);
        assertThat(result.p50Ms()).isBetween(1.9, 2.1);
        assertThat(result.p99Ms()).isBetween(19.0, 21.0);
    }

    @Test
    void limit_and_work_take_turns_with_a_rest_before_each() {
        var order = new ArrayList<String>();
        var effort = new Effort(2, Duration.ofNanos(1), Duration.ofNanos(1), List.of(1), 10, 10);
        Comparison.of(
                effort,
                1,
                () -> order.add("rest"),
                _ -> order.add("limit"),
                _ -> order.add("work"));
        assertThat(String.join(" ", order))
                .matches("(limit )?(work )?(rest (limit )*rest (work )*){2}rest");
    }
}
