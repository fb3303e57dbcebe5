package nexus.benchmark;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A small run from the start of the engine to the figures. */
class BenchIT {

    static final Effort SMALL =
            new Effort(
                    1,
                    Duration.ofMillis(500),
                    Duration.ofMillis(300),
                    Duration.ofMillis(600),
                    List.of(2),
                    List.of(2),
                    100,
                    10,
                    10,
                    List.of(1_000L),
                    false);

    @Test
    void commands_are_measured_beside_the_limit_of_the_machine() {
        var report = Bench.run(new BenchOptions(List.of("command"), true, null, null), SMALL);
        assertThat(report.machine().fsyncMicros()).isPositive();
        assertThat(report.failures()).isEmpty();
        assertThat(report.results())
                .extracting(Result::scenario)
                .containsExactly("command", "command-paced");
        var command = report.results().getFirst();
        assertThat(command.callers()).isEqualTo(2);
        assertThat(command.figures().perSecond()).isPositive();
        assertThat(command.figures().p99Ms()).isGreaterThanOrEqualTo(command.figures().p50Ms());
        assertThat(command.limit())
                .isNotNull()
                .extracting(limit -> limit.figures().perSecond(), as(DOUBLE))
                .isPositive();
        assertThat(command.ratio()).isPositive();
    }
}
