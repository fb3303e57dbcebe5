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

    private static final String LINE = "%-15s %7s %12s %9s %9s   %-34s %12s %9s %7s%n";

    /** A result says only what was measured: what is missing is not there, rather than null. */
    String json() {
        return JSON.writeValueAsString(this);
    }

    void writeTo(Path file) {
        JSON.writeValue(file.toFile(), this);
    }

    void print(PrintStream out) {
        out.printf(
                "%n%d × %s, %d MB, %s, JDK %s, %s, fsync %s µs%n%n",
                machine.cpus(),
                machine.cpu(),
                machine.memoryMb(),
                machine.os(),
                machine.jdk(),
                machine.disk(),
                number(machine.fsyncMicros()));
        out.printf(
                LINE,
                "scenario",
                "callers",
                "per second",
                "p50 ms",
                "p99 ms",
                "limit",
                "per second",
                "p50 ms",
                "ratio");
        results.forEach(result -> print(out, result));
        failures.forEach(failure -> out.println("not measured: " + failure));
    }

    private static void print(PrintStream out, Result result) {
        var limit = result.limit();
        var megabytes = result.megabytes();
        out.printf(
                LINE,
                result.scenario(),
                result.callers() == null ? "" : result.callers(),
                megabytes == null ? number(result.perSecond()) : number(megabytes) + " MB",
                number(result.p50Ms()),
                number(result.p99Ms()),
                limit == null ? "" : limit.what(),
                limit == null ? "" : number(limit.perSecond()),
                limit == null ? "" : number(limit.p50Ms()),
                number(result.ratio()));
    }

    static String number(@Nullable Double value) {
        if (value == null) {
            return "";
        }
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.2f", value);
    }
}
