package nexus.benchmark;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How fast a kind of work has to be, and how fast it is meant to become.
 *
 * @param atMost whether less is better
 */
record Goal(
        String work,
        String scenario,
        @Nullable Integer callers,
        Function<Result, @Nullable Double> figure,
        String unit,
        boolean atMost,
        double required,
        double aim) {

    static final List<Goal> ALL =
            List.of(
                    ratio("durable commands, 32 callers, beside inserts", "command", 32, 1.3, 2.5),
                    ratio("durable commands, 8 callers, beside inserts", "command", 8, 0.7, 1),
                    ratio("durable commands, 1 caller, beside inserts", "command", 1, 0.7, 1),
                    ratio("commands over HTTP, beside inserts", "http-command", 32, 0.4, 0.7),
                    timesAtMost("a lone update, beside a lone insert", "command-lone", 1.6, 1.2),
                    millisAtMost(
                            "p99 at 70 % of the highest rate",
                            "command-paced", result -> result.figures().p99Ms(), 25, 10),
                    rate("replay of one view", "replay-postgres", 100_000, 180_000),
                    rate(
                            "replay of one view with its past",
                            "replay-postgres-past",
                            50_000,
                            90_000),
                    rate("replay of all views, past included", "replay-all", 20_000, 50_000),
                    rate("replay into Elasticsearch", "replay-elasticsearch", 15_000, 25_000),
                    millisAtMost(
                            "command visible, p99 at 500 a second",
                            "visibility",
                            result -> result.figures().p99Ms(),
                            100,
                            40),
                    timesAtMost("search p95, beside Elasticsearch alone", "search", 1.5, 1.2),
                    rate("lists and reads over HTTP", "http-read", 3_000, 6_000),
                    millisAtMost(
                            "as-of board, p95",
                            "board-as-of",
                            result -> result.figures().p95Ms(),
                            300,
                            100),
                    timesAtMost("a command where much has happened", "growth", 1.2, 1.05));

    private static Goal ratio(
            String work, String scenario, int callers, double required, double aim) {
        return new Goal(work, scenario, callers, Result::ratio, "×", false, required, aim);
    }

    private static Goal timesAtMost(String work, String scenario, double required, double aim) {
        return new Goal(work, scenario, null, Result::ratio, "×", true, required, aim);
    }

    private static Goal millisAtMost(
            String work,
            String scenario,
            Function<Result, @Nullable Double> figure,
            double required,
            double aim) {
        return new Goal(work, scenario, null, figure, " ms", true, required, aim);
    }

    private static Goal rate(String work, String scenario, double required, double aim) {
        return new Goal(
                work,
                scenario,
                null,
                result -> result.figures().perSecond(),
                "/s",
                false,
                required,
                aim);
    }

    /** What a run has seen of it: of growth, the cost of a command after the most events. */
    Optional<Double> seen(List<Result> results) {
        return results.stream()
                .filter(result -> result.scenario().equals(scenario))
                .filter(result -> callers == null || callers.equals(result.callers()))
                .filter(result -> !scenario.equals("growth") || result.ratioOf() == Measure.COST)
                .max(Comparator.comparing(result -> result.events() == null ? 0 : result.events()))
                .map(figure);
    }

    boolean isReachedBy(double seen) {
        return atMost ? seen <= required : seen >= required;
    }

    /** A figure of it with what it is counted in. */
    String say(double value) {
        return Report.number(value) + unit;
    }
}
