package nexus.query.search;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to leave a server alone that did not answer: longer each time, and never all at once.
 */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Duration next = FIRST;

    /** The pause after one more failure. */
    synchronized Duration next() {
        var half = next.dividedBy(2);
        var jitter = ThreadLocalRandom.current().nextLong(half.toNanos());
        var doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return half.plusNanos(jitter);
    }

    /** It answered. */
    synchronized void reset() {
        next = FIRST;
    }
}
