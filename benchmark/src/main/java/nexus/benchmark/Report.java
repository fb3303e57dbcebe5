package nexus.benchmark;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run of the bench has seen, for people and for programs.
 *
 * @param failures the scenarios that could not be measured, and why
 */
record Report(Machine machine, List<Result> results, List<String> failures) {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(Include.NON_EMPTY))
                    .build();

    private static final String LINE =
            "%-19s %7s %9s %12s %9s %9s %9s   %-41s %12s %9s %9s %7s %-9s  %s%n";

    /** A result says only what was measured: what is missing is not there, rather than null. */
    String json() {
        return JSON.writeValueAsString(this);
    }

    void writeTo(Path file) {
        JSON.writeValue(file.toFile(), this);
    }

    void print(PrintStream out) {
        out.println();
        out.println(machine.sentence());
        out.println();
        out.printf(
                LINE,
                "scenario",
                "callers",
                "events",
                "per second",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "limit",
                "per second",
                "p50 ms",
                "p95 ms",
                "ratio",
                "of",
                "");
        results.forEach(result -> out.printf(LINE, cells(result).toArray()));
        failures.forEach(failure -> out.println("not measured: " + failure));
    }

    /** A result as a line of a table; what was not measured is blank. */
    static List<String> cells(Result result) {
        var figures = result.figures();
        var megabytes = figures.megabytes();
        var limit = result.limit() == null ? Figures.NONE : result.limit().figures();
        return List.of(
                result.scenario(),
                result.callers() == null ? "" : result.callers().toString(),
                result.events() == null ? "" : "%,d".formatted(result.events()),
                megabytes == null ? number(figures.perSecond()) : number(megabytes) + " MB",
                number(figures.p50Ms()),
                number(figures.p95Ms()),
                number(figures.p99Ms()),
                result.limit() == null ? "" : result.limit().what(),
                number(limit.perSecond()),
                number(limit.p50Ms()),
                number(limit.p95Ms()),
                number(result.ratio()),
                result.ratioOf() == null ? "" : result.ratioOf().figure(),
                result.note() == null ? "" : result.note());
    }

    static String number(@Nullable Double value) {
        if (value == null) {
            return "";
        }
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.2f", value);
    }
}
