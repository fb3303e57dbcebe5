package nexus.benchmark;

import java.time.Duration;
import java.util.List;

/**
 * How much work goes into measuring: more of it makes the figures steadier.
 *
 * @param rounds how often limit and work take turns; the median of the rounds counts
 * @param round how long one of them lasts
 * @param warmUp how long both run before anything counts, at least
 * @param longestWarmUp how long they go on with that at most, while they still get faster
 * @param callers the numbers of callers at the same time, the most of them last
 * @param besides the same for what is measured besides that
 * @param records how many records the organizations have that are written into
 * @param lone how many lone commands are sent
 * @param questions how many searches are noted, to ask Elasticsearch the same
 * @param histories how many events are stored where figures hang on that, from few to many
 * @param thorough whether what no goal hangs on is measured too, without being asked for
 */
record Effort(
        int rounds,
        Duration round,
        Duration warmUp,
        Duration longestWarmUp,
        List<Integer> callers,
        List<Integer> besides,
        int records,
        int lone,
        int questions,
        List<Long> histories,
        boolean thorough) {

    static final Effort QUICK =
            new Effort(
                    3,
                    Duration.ofMillis(500),
                    Duration.ofMillis(1000),
                    Duration.ofSeconds(3),
                    List.of(1, 8, 32),
                    List.of(32),
                    2_000,
                    150,
                    50,
                    List.of(10_000L, 100_000L),
                    false);

    static final Effort FULL =
            new Effort(
                    9,
                    Duration.ofMillis(1500),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(50),
                    List.of(1, 8, 32),
                    List.of(1, 8, 32),
                    10_000,
                    1_000,
                    300,
                    List.of(10_000L, 100_000L, 1_000_000L),
                    true);

    int mostCallers() {
        return callers.getLast();
    }

    /** For what adds to what it is measured on, or is measured many times. */
    Effort sparing() {
        return new Effort(
                rounds * 2,
                round.dividedBy(4),
                warmUp.dividedBy(4),
                longestWarmUp.dividedBy(4),
                callers,
                besides,
                records,
                lone,
                questions,
                histories,
                thorough);
    }

    /** For what needs no many rounds, as each takes long. */
    int fewRounds() {
        return Math.max(1, rounds / 3);
    }

    long longestHistory() {
        return histories.getLast();
    }
}
