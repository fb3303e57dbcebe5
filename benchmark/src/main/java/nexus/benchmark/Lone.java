package nexus.benchmark;

import java.time.Duration;
import java.util.List;
import nexus.benchmark.Result.Limit;

/**
 * One command while nothing else goes on, beside one insert while nothing else goes on: they take
 * turns, with quiet before each, so that neither finds anything warm that the other does not.
 */
record Lone() implements Scenario {

    private static final Duration QUIET = Duration.ofMillis(10);

    @Override
    public String name() {
        return "command-lone";
    }

    @Override
    public List<Result> measure(Laboratory laboratory) {
        var site = laboratory.commandSide();
        var latencies = Callers.histogram();
        var limitLatencies = Callers.histogram();
        try (var threads = new Callers(1);
                var limit = SingleRowInserts.by(site.engine(), 1);
                var work = new Updates(new Decisions(site, 1))) {
            threads.untiring(laboratory.effort().round(), limit);
            threads.untiring(laboratory.effort().warmUp(), work);
            site.engine().settle();
            for (int i = 0; i < laboratory.effort().lone(); i++) {
                Callers.pause(QUIET);
                limitLatencies.add(threads.untiring(Duration.ZERO, limit).latencies());
                Callers.pause(QUIET);
                latencies.add(threads.untiring(Duration.ZERO, work).latencies());
            }
        }
        return List.of(
                Result.of(name(), 1, Figures.of(0, latencies).withoutRate())
                        .beside(
                                new Limit(
                                        "one insert of a row",
                                        Figures.of(0, limitLatencies).withoutRate()),
                                Measure.P50)
                        .noting(
                                "one update at a time, %d ms of quiet before each"
                                        .formatted(QUIET.toMillis())));
    }

    private record Updates(Decisions decisions) implements Work {

        @Override
        public void once(int caller) {
            decisions.change(caller);
        }

        @Override
        public boolean isServed() {
            return true;
        }
    }
}
