package nexus.benchmark;

import org.jspecify.annotations.Nullable;

/**
 * What was measured of one scenario, beside what the machine could do at best.
 *
 * @param perSecond commands, requests, events, documents or rows a second: the median of the rounds
 * @param p50Ms how long half of them took at most, in milliseconds
 * @param p99Ms how long 99 of 100 took at most
 * @param megabytes resident memory, where that is what is measured
 * @param ratio of {@code perSecond} to the limit's: the median of the rounds, in each of which both
 *     were measured one after the other
 */
record Result(
        String scenario,
        @Nullable Integer callers,
        @Nullable Double perSecond,
        @Nullable Double p50Ms,
        @Nullable Double p99Ms,
        @Nullable Double megabytes,
        @Nullable Limit limit,
        @Nullable Double ratio) {

    /** What bounds a scenario, measured in the same run. */
    record Limit(String what, double perSecond, @Nullable Double p50Ms) {}

    static Result megabytes(String scenario, double megabytes) {
        return new Result(
                scenario, null, null, null, null, Statistics.rounded(megabytes), null, null);
    }

    /** So many in one go, without a distribution. */
    static Result once(String scenario, double perSecond, Limit limit) {
        return new Result(
                scenario,
                null,
                Statistics.rounded(perSecond),
                null,
                null,
                null,
                limit,
                Statistics.rounded(perSecond / limit.perSecond()));
    }
}
