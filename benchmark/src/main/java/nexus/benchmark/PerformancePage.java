package nexus.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.benchmark.Chart.Bar;

/** A report as a page of the documentation, with a chart beside it. */
record PerformancePage(Report report) {

    private static final String PAGE =
            """
            # Performance

            Written by `./nexus bench --docs docs`; do not edit. %1$s Engine, PostgreSQL, \
            Elasticsearch and all callers share these processors: only ratios carry over to other \
            machines.

            %2$s

            ## Goals

            | work | seen | at least | aim | reached |
            |---|---|---|---|---|
            %3$s

            ## Beside the limit

            ![How fast each kind of work is beside its limit](performance.svg)

            A bar of 1 is as fast as what bounds the work, measured in the same run, in turns with \
            it, in short rounds: what else the machine does hits both alike. The ratio is the \
            median of those of the rounds; for lone commands, boards and searches it is that of \
            the latencies of all rounds, which the chart shows upside down, so that longer is \
            better everywhere.

            ## Everything that was seen

            Times in milliseconds.

            | scenario | callers | events | per second | p50 | p95 | p99 | limit | per second | p50 | p95 | ratio | of | note |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|
            %4$s

            ## How it is measured

            - **Inserts** are rows of the shape and size of an event, put into a table with the \
            columns and indexes of the event table by as many plain JDBC threads: begin, insert, \
            commit, durably.
            - **Commands** run through permissions, guards, idempotency, decider and event store; \
            70 of 100 change a deal that is there, 30 open one. `command` runs the command side \
            alone, as where the sides are processes of their own; `command-whole` runs views and \
            search on the same processors.
            - **Open loop**: `command-paced` and `visibility` send at a steady rate whether or not \
            earlier commands are done, and count from when a command was due, so that a stall is \
            not hidden (no coordinated omission).
            - **Histories** are what an organization did command by command, repeated with other \
            records at earlier times until there are as many events as said; boards and searches \
            are of the one organization that has all of it.
            - **Search** is compared to the very queries the engine sends, noted on their way and \
            sent again without it.
            - **Replay into Elasticsearch** counts from asking for it until the index beside the one \
            in use could be used: begun, filled, told of what changed, refreshed. That it is \
            compared then, document by document, comes on top. Its limit are the same documents as \
            ready bytes, in an index of the same settings, refreshed.
            """;

    void writeTo(Path folder) {
        try {
            Files.writeString(folder.resolve("performance.md"), markdown());
            Files.writeString(folder.resolve("performance.svg"), chart().svg());
        } catch (IOException e) {
            throw new BenchFailure("The folder %s cannot be written.".formatted(folder), e);
        }
    }

    String markdown() {
        return PAGE.formatted(
                        report.machine().sentence(),
                        report.failures().stream()
                                .map(failure -> "Not measured: " + failure)
                                .collect(Collectors.joining("\n\n")),
                        Goal.ALL.stream().map(this::row).collect(Collectors.joining("\n")),
                        report.results().stream()
                                .map(PerformancePage::row)
                                .collect(Collectors.joining("\n")))
                .replaceAll("\n{3,}", "\n\n");
    }

    Chart chart() {
        return new Chart(
                report.results().stream()
                        .filter(result -> result.ratio() != null)
                        .map(result -> Bar.of(result, Objects.requireNonNull(result.ratio())))
                        .toList());
    }

    private String row(Goal goal) {
        var seen = goal.seen(report.results());
        return cells(
                goal.work(),
                seen.map(goal::say).orElse("not measured"),
                (goal.atMost() ? "≤ " : "") + goal.say(goal.required()),
                (goal.atMost() ? "≤ " : "") + goal.say(goal.aim()),
                seen.map(value -> goal.isReachedBy(value) ? "yes" : "no").orElse(""));
    }

    private static String row(Result result) {
        return cells(Report.cells(result).toArray(String[]::new));
    }

    private static String cells(String... cells) {
        return Stream.of(cells).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
