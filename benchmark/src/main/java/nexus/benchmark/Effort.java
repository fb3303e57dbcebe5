package nexus.benchmark;

import java.time.Duration;
import java.util.List;

/**
 * How much work goes into measuring: more of it makes the figures steadier.
 *
 * @param rounds how often limit and work take turns; the median of the rounds counts
 * @param round how long one of them lasts
 * @param warmUp how long both run before anything counts
 * @param callers the numbers of callers at the same time
 * @param records how many records the searched organization has
 * @param replayed how many events are read again, at least
 */
record Effort(
        int rounds,
        Duration round,
        Duration warmUp,
        List<Integer> callers,
        int records,
        int replayed) {

    static final Effort QUICK =
            new Effort(
                    3,
                    Duration.ofMillis(700),
                    Duration.ofMillis(2500),
                    List.of(1, 8, 32),
                    10_000,
                    30_000);

    static final Effort FULL =
            new Effort(
                    9,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(8),
                    List.of(1, 8, 32),
                    10_000,
                    150_000);
}
