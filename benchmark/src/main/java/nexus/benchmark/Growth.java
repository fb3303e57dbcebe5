package nexus.benchmark;

import java.util.ArrayList;
import java.util.List;

/**
 * The same work where little, more and much has happened before. Boards and searches are those of
 * one organization that all events belong to; commands are about the same deals everywhere.
 */
record Growth() implements Scenario {

    private static final int CALLERS = 8;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public List<Result> measure(Laboratory laboratory) {
        var results = new ArrayList<Result>();
        var histories = laboratory.effort().histories();
        var effort = laboratory.effort().sparing();
        for (long events : histories) {
            var site = laboratory.history(events);
            results.add(
                    read(
                            Board.now().measure(laboratory, effort, site),
                            Board.LIMIT,
                            events,
                            "board"));
            results.add(
                    read(
                            Board.asOf().measure(laboratory, effort, site),
                            Board.LIMIT,
                            events,
                            "board-as-of"));
            results.add(
                    read(
                            new Search().measure(laboratory, effort, site),
                            Search.LIMIT,
                            events,
                            "search"));
        }
        laboratory.leave();
        for (long events : histories.subList(1, histories.size())) {
            results.addFirst(decided(laboratory, histories.getFirst(), events));
        }
        return results;
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
