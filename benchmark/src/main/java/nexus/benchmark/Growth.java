package nexus.benchmark;

import java.util.ArrayList;
import java.util.List;

/**
 * The same work where little, more and much has happened before. Boards and searches are those of
 * one organization that all events belong to; commands are about the same deals everywhere, and
 * come last, as they add to the histories.
 */
record Growth() implements Scenario {

    private static final int CALLERS = 8;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public List<Result> measure(Laboratory laboratory) {
        var histories = laboratory.effort().histories();
        var reads = new ArrayList<Result>();
        if (laboratory.effort().thorough()) {
            for (long events : histories.reversed()) { // the longest may be open already
                reads.addAll(0, read(laboratory, events));
            }
        }
        laboratory.leave();
        var results = new ArrayList<Result>();
        for (long events : histories.subList(1, histories.size())) {
            results.add(decided(laboratory, histories.getFirst(), events));
        }
        results.addAll(reads);
        return results;
    }

    private List<Result> read(Laboratory laboratory, long events) {
        var effort = laboratory.effort().sparing();
        var site = laboratory.history(events);
        return List.of(
                read(Board.now().measure(laboratory, effort, site), Board.LIMIT, events, "board"),
                read(
                        Board.asOf().measure(laboratory, effort, site),
                        Board.LIMIT,
                        events,
                        "board-as-of"),
                read(
                        new Search().measure(laboratory, effort, site),
                        Search.LIMIT,
                        events,
                        "search"));
    }

    private Result read(Comparison comparison, String limit, long events, String what) {
        return comparison.result(name(), 1, limit, Measure.P50).with(events).noting(what);
    }

    /** Both command sides run at the same time and take turns, so that nothing else differs. */
    private Result decided(Laboratory laboratory, long few, long many) {
        try (var small = laboratory.histories().decide(few);
                var large = laboratory.histories().decide(many);
                var limit = new Decisions(small, CALLERS);
                var work = new Decisions(large, CALLERS)) {
            var comparison =
                    Comparison.of(
                            laboratory.effort().sparing(),
                            CALLERS,
                            () -> {
                                small.engine().settle();
                                large.engine().settle();
                            },
                            limit,
                            work);
            return comparison
                    .result(name(), CALLERS, "the same at %,d events".formatted(few), Measure.COST)
                    .with(many)
                    .noting("command: what one costs, over what it costs where little happened");
        }
    }
}
