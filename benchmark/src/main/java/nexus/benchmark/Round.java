package nexus.benchmark;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What callers did in a while.
 *
 * @param latencies how long each piece of work took its caller, in nanoseconds
 */
record Round(long count, Duration elapsed, Histogram latencies) {

    double perSecond() {
        return count / (elapsed.toNanos() / 1e9);
    }
}
