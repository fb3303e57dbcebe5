package nexus.benchmark;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The few numbers that one kind of work is told in; what was not measured is null.
 *
 * @param perSecond commands, requests, events, documents or rows a second: the median of the rounds
 * @param p50Ms how long half of them took at most, in milliseconds
 * @param p95Ms how long 95 of 100 took at most
 * @param p99Ms how long 99 of 100 took at most
 * @param megabytes resident memory, where that is what is measured
 */
record Figures(
        @Nullable Double perSecond,
        @Nullable Double p50Ms,
        @Nullable Double p95Ms,
        @Nullable Double p99Ms,
        @Nullable Double megabytes) {

    static final Figures NONE = new Figures(null, null, null, null, null);

    static Figures of(double perSecond, Histogram latencies) {
        return new Figures(
                Statistics.rounded(perSecond),
                Statistics.millis(latencies.getValueAtPercentile(50)),
                Statistics.millis(latencies.getValueAtPercentile(95)),
                Statistics.millis(latencies.getValueAtPercentile(99)),
                null);
    }

    static Figures of(Round round) {
        return of(round.perSecond(), round.latencies());
    }

    /** So many a second in one go, without a distribution. */
    static Figures rate(double perSecond) {
        return new Figures(Statistics.rounded(perSecond), null, null, null, null);
    }

    static Figures megabytes(double megabytes) {
        return new Figures(null, null, null, null, Statistics.rounded(megabytes));
    }

    /** The same where the rate says nothing, as others set it. */
    Figures withoutRate() {
        return new Figures(null, p50Ms, p95Ms, p99Ms, megabytes);
    }
}
