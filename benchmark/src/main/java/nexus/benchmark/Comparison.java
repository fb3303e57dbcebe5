package nexus.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import nexus.benchmark.Result.Limit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Work and its limit, taken in turns in short rounds, so that whatever else the machine does hits
 * both alike.
 */
final class Comparison {

    private static final double STILL_WARMING = 1.05;

    private final List<Double> limits = new ArrayList<>();
    private final List<Double> works = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private final Histogram limitLatencies = Callers.histogram();
    private final Histogram latencies = Callers.histogram();

    /**
     * Lets both run warm and then take turns.
     *
     * @param settle waits until nothing of an earlier round is still going on
     */
    static Comparison of(Effort effort, int callers, Runnable settle, Work limit, Work work) {
        var comparison = new Comparison();
        try (var threads = new Callers(callers)) {
            threads.untiring(effort.round(), limit);
            warm(effort, () -> threads.untiring(effort.warmUp(), work).perSecond());
            for (int i = 0; i < effort.rounds(); i++) {
                settle.run();
                var limitRound = threads.untiring(effort.round(), limit);
                settle.run();
                comparison.add(limitRound, threads.untiring(effort.round(), work));
            }
            settle.run();
        }
        return comparison;
    }

    /**
     * Lets something run until it gets no faster, as compilers take their time: until a stretch is
     * little better than the best before, or patience is at its end. It runs once at least: nothing
     * is measured that has never run.
     *
     * @param stretch runs for a while, and says how fast
     */
    static void warm(Effort effort, DoubleSupplier stretch) {
        var start = System.nanoTime();
        double best = 0;
        double now = stretch.getAsDouble();
        while (now >= best * STILL_WARMING
                && System.nanoTime() - start < effort.longestWarmUp().toNanos()) {
            best = now;
            now = stretch.getAsDouble();
        }
    }

    void add(Round limit, Round work) {
        limits.add(limit.perSecond());
        works.add(work.perSecond());
        ratios.add(work.perSecond() / limit.perSecond());
        limitLatencies.add(limit.latencies());
        latencies.add(work.latencies());
    }

    double perSecond() {
        return Statistics.median(works);
    }

    /** The rates beside each other: the median of what each round of both made of it. */
    Result result(String scenario, int callers, String whatLimits) {
        return result(
                scenario,
                callers,
                whatLimits,
                Measure.PER_SECOND,
                Statistics.rounded(Statistics.median(ratios)));
    }

    /** Another figure of all rounds together. */
    Result result(String scenario, int callers, String whatLimits, Measure measure) {
        return result(scenario, callers, whatLimits, measure, measure.ratio(work(), limit()));
    }

    private Result result(
            String scenario,
            int callers,
            String whatLimits,
            Measure measure,
            @Nullable Double ratio) {
        return Result.of(scenario, callers, work())
                .beside(new Limit(whatLimits, limit()), measure, ratio);
    }

    private Figures work() {
        return Figures.of(perSecond(), latencies);
    }

    private Figures limit() {
        return Figures.of(Statistics.median(limits), limitLatencies);
    }
}
