package nexus.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class CallersTest {

    @Test
    void all_callers_work_and_all_they_do_is_counted() {
        var done = new AtomicLong();
        var seen = ConcurrentHashMap.<Integer>newKeySet();
        try (var callers = new Callers(4)) {
            var round =
                    callers.untiring(
                            Duration.ofMillis(50),
                            caller -> {
                                seen.add(caller);
                                done.incrementAndGet();
                            });
            assertThat(round.count()).isEqualTo(done.get()).isPositive();
            assertThat(round.perSecond()).isPositive();
        }
        assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void what_was_due_during_a_stall_counts_as_late() {
        var stalled = new AtomicBoolean();
        try (var callers = new Callers(1)) {
            var round =
                    callers.paced(
                            1000,
                            Duration.ofMillis(400),
                            _ -> {
                                if (stalled.compareAndSet(false, true)) {
                                    LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                                }
                            });
            assertThat(round.count()).isEqualTo(400);
            assertThat(round.latencies().getValueAtPercentile(75))
                    .as("200 of 400 pieces were due while the first one stalled")
                    .isGreaterThan(Duration.ofMillis(50).toNanos());
        }
    }

    @Test
    void work_that_fails_fails_the_round() {
        try (var callers = new Callers(2)) {
            assertThatThrownBy(
                            () ->
                                    callers.untiring(
                                            Duration.ofSeconds(5),
                                            _ -> {
                                                throw new IllegalStateException("no server");
                                            }))
                    .isInstanceOf(BenchFailure.class)
                    .hasMessageContaining("no server");
        }
    }
}
