package nexus.app.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./nexus import}: imports a CSV file into a running engine and shows how far it is. Ends
 * with 0 if every row went in or was there already, with 2 if rows failed, with 1 if it did not
 * work at all.
 */
final class ImportFile {

    private static final String HELP =
            """
            Imports a CSV file into a running engine.

              ./nexus import FILE --mapping FILE.json [options]

              --mapping FILE.json  what the columns mean, for example
                                   {"resource":"deals","currency":"GBP",
                                    "columns":{"Title":"name","Amount":"value","Stage":"stage"}}
              --url ADDRESS        where the engine is (NEXUS_URL, http://127.0.0.1:8080)
              --email, --password  who imports (NEXUS_EMAIL, NEXUS_PASSWORD)
              --token TOKEN        the same, with an access token (NEXUS_TOKEN)
              --dry-run            only check the rows; nothing is imported
            """;

    private static final int SHOWN_ERRORS = 20;

    private final Engine engine;
    private final PrintStream out;
    private final ProgressBar bar;

    private ImportFile(Engine engine, PrintStream out, boolean terminal) {
        this.engine = engine;
        this.out = out;
        this.bar = new ProgressBar(out, terminal);
    }

    public static void main(String[] arguments) {
        try {
            System.exit(run(System.out, System.console() != null, arguments));
        } catch (Failure e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    static int run(PrintStream out, boolean terminal, String... arguments) {
        var options =
                Options.of(
                        Set.of("--mapping", "--url", "--email", "--password", "--token"),
                        Set.of("--dry-run", "--help"),
                        arguments);
        if (options.has("--help")) {
            out.print(HELP);
            return 0;
        }
        if (options.words().size() != 1) {
            throw new Failure("Name one file to import; ./nexus import --help tells how.");
        }
        var file = readable(options.words().getFirst());
        var mapping =
                mapping(
                        options.value("--mapping", "NEXUS_MAPPING")
                                .orElseThrow(
                                        () ->
                                                new Failure(
                                                        "Say what the columns mean with --mapping;"
                                                                + " ./nexus import --help shows an"
                                                                + " example.")));
        return new ImportFile(Engine.loggedIn(options), out, terminal)
                .run(file, mapping, options.has("--dry-run"));
    }

    private static Path readable(String name) {
        var file = Path.of(name);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new Failure("There is no readable file %s.".formatted(name));
        }
        return file;
    }

    private static String mapping(String name) {
        try {
            return JsonMapper.builder()
                    .build()
                    .readTree(Files.readString(readable(name)))
                    .toString();
        } catch (IOException | JacksonException e) {
            throw new Failure("The mapping %s is not JSON.".formatted(name));
        }
    }

    private int run(Path file, String mapping, boolean dryRun) {
        var id =
                engine.upload("/api/imports?dryRun=" + dryRun, file, mapping).path("id").asString();
        var state = engine.getAgain("/api/imports/" + id);
        if (state.path("encoding").asString().equals("windows-1252")) {
            out.println("The file is not UTF-8; it is read as windows-1252.");
        }
        while (state.path("status").asString().equals("RUNNING")) {
            bar.show(state.path("processed").asInt(), state.path("total").asInt());
            pause();
            state = engine.getAgain("/api/imports/" + id);
        }
        bar.show(state.path("processed").asInt(), state.path("total").asInt());
        bar.end();
        return tell(state, dryRun);
    }

    private int tell(JsonNode state, boolean dryRun) {
        state.path("errors").valueStream().limit(SHOWN_ERRORS).forEach(this::tellError);
        var failed = state.path("failed").asInt();
        if (state.path("errors").size() > SHOWN_ERRORS) {
            out.println("  ... of %,d rows that failed".formatted(failed));
        }
        out.println(
                "%s%,d created, %,d there already, %,d failed  (%s)"
                        .formatted(
                                dryRun ? "Only checked: " : "",
                                state.path("created").asInt(),
                                state.path("skipped").asInt(),
                                failed,
                                state.path("id").asString()));
        if (!state.path("status").asString().equals("COMPLETED")) {
            throw new Failure(
                    "The import did not complete: " + state.path("reason").asString("no reason"));
        }
        return failed == 0 ? 0 : 2;
    }

    private void tellError(JsonNode error) {
        var column = error.path("column").asString("");
        out.println(
                "  row %d%s: %s"
                        .formatted(
                                error.path("row").asInt(),
                                column.isEmpty() ? "" : ", " + column,
                                error.path("message").asString()));
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(200));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted; the import goes on without being watched.");
        }
    }
}
