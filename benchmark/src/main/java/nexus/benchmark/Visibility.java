package nexus.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import nexus.platform.projection.ProjectionPositions;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long after a command's answer readers see what it did, while commands come in steadily: they
 * wait as {@code Nexus-Await} lets them wait.
 */
record Visibility() implements Scenario {

    private static final double PER_SECOND = 500;
    private static final int CALLERS = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "visibility";
    }

    @Override
    public List<Result> measure(Laboratory laboratory) {
        var site = laboratory.whole();
        var effort = laboratory.effort();
        site.engine().settle();
        try (var threads = new Callers(CALLERS);
                var work = new Writers(site)) {
            Comparison.warm(
                    effort,
                    () -> {
                        work.seen.set(histogram());
                        threads.paced(PER_SECOND, effort.warmUp(), work);
                        return 1.0 / work.seen.get().getMean();
                    });
            work.seen.set(histogram());
            var round =
                    threads.paced(PER_SECOND, effort.round().multipliedBy(effort.rounds()), work);
            return List.of(
                    Result.of(name(), null, Figures.of(round.perSecond(), work.seen.get()))
                            .noting("from the answer to a command until the views have it"));
        }
    }

    private static Histogram histogram() {
        return new ConcurrentHistogram(Callers.LONGEST, 3);
    }

    private static final class Writers implements Work {

        private final Decisions decisions;
        private final ProjectionPositions positions;
        private final AtomicReference<Histogram> seen = new AtomicReference<>(histogram());

        Writers(Site site) {
            this.decisions = new Decisions(site, CALLERS);
            this.positions = site.engine().bean(ProjectionPositions.class);
        }

        @Override
        public void once(int caller) throws InterruptedException {
            var accepted = decisions.change(caller);
            long answered = System.nanoTime();
            var reached = positions.await(accepted.streamId(), accepted.version(), PATIENCE);
            if (reached.isEmpty()) {
                throw new BenchFailure("The views do not take in what is stored.");
            }
            seen.get().recordValue(System.nanoTime() - answered);
        }

        @Override
        public boolean isServed() {
            return true;
        }
    }
}
