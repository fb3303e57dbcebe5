package nexus.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Commands sent in process, as many as can be, beside plain inserts of one row.
 *
 * @param note which part of the engine runs, {@code where} it does
 * @param callersOf for which numbers of callers
 */
record InProcess(
        String name,
        String note,
        Function<Laboratory, Site> where,
        Function<Effort, List<Integer>> callersOf,
        boolean isEssential)
        implements Scenario {

    static final String ALONE = "command side alone: views and search run in other processes";
    static final String WHOLE = "whole engine: views and search are kept by the same processors";

    static InProcess onCommandSide() {
        return new InProcess("command", ALONE, Laboratory::commandSide, Effort::callers, true);
    }

    static InProcess onWholeEngine() {
        return new InProcess("command-whole", WHOLE, Laboratory::whole, Effort::besides, false);
    }

    @Override
    public List<Result> measure(Laboratory laboratory) {
        var site = where.apply(laboratory);
        var results = new ArrayList<Result>();
        for (int callers : callersOf.apply(laboratory.effort())) {
            try (var limit = SingleRowInserts.by(site.engine(), callers);
                    var work = new Decisions(site, callers)) {
                var comparison = laboratory.compare(site.engine(), callers, limit, work);
                results.add(comparison.result(name, callers, SingleRowInserts.WHAT).noting(note));
                if (callers == laboratory.effort().mostCallers()) {
                    results.add(paced(laboratory, site, callers, comparison.perSecond()));
                }
            }
        }
        return results;
    }

    /** How long commands take that come in steadily, at 70 % of the highest rate. */
    private Result paced(Laboratory laboratory, Site site, int callers, double highest) {
        var effort = laboratory.effort();
        try (var threads = new Callers(callers);
                var work = new Decisions(site, callers)) {
            var round =
                    threads.paced(
                            highest * 0.7, effort.round().multipliedBy(effort.rounds()), work);
            site.engine().settle();
            return Result.of(name + "-paced", callers, Figures.of(round))
                    .noting("open loop at 70 % of the highest rate, latencies from when due");
        }
    }
}
