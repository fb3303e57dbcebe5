package nexus.app.cli;

import java.io.PrintStream;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * {@code ./nexus projections}: tells how far whatever moves views is. Ends with 0 if all of it is
 * at work, with 2 if something failed or nobody moves it, with 1 if it cannot be asked.
 */
final class Projections {

    private static final String HELP =
            """
            Tells how far the views of a running engine are.

              ./nexus projections [options]

              --url ADDRESS        where the engine is (NEXUS_URL, http://127.0.0.1:8080)
              --email, --password  an owner or admin, or an operator (NEXUS_EMAIL, NEXUS_PASSWORD)
              --token TOKEN        the same, with an access token (NEXUS_TOKEN)
            """;

    private Projections() {}

    public static void main(String[] arguments) {
        try {
            System.exit(run(System.out, arguments));
        } catch (Failure e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    static int run(PrintStream out, String... arguments) {
        var options =
                Options.of(
                        Set.of("--url", "--email", "--password", "--token"),
                        Set.of("--help"),
                        arguments);
        if (options.has("--help")) {
            out.print(HELP);
            return 0;
        }
        if (!options.words().isEmpty()) {
            throw new Failure("There is nothing to name; ./nexus projections --help tells how.");
        }
        var answer = Engine.loggedIn(options).get("/api/admin/projections");
        var line = "%-44s %-8s %12s %10s %9s %10s  %s%n";
        out.printf(line, "processor", "state", "position", "lag", "seconds", "events/s", "node");
        var well = true;
        for (var one : Engine.list(answer.path("data"))) {
            var state = one.path("state").asString();
            well &= !state.equals("FAILED") && !state.equals("STOPPED");
            out.printf(
                    line,
                    name(one),
                    state,
                    "%,d".formatted(one.path("position").asLong()),
                    "%,d".formatted(one.path("lag").asLong()),
                    "%.1f".formatted(one.path("lagSeconds").asDouble()),
                    "%,.0f".formatted(one.path("rate").asDouble()),
                    one.path("node").asString("-"));
            var error = one.path("error").asString("");
            if (!error.isEmpty()) {
                out.println("    " + error);
            }
        }
        return well ? 0 : 2;
    }

    private static String name(JsonNode one) {
        var name = one.path("name").asString();
        return one.path("segments").asInt() == 1
                ? name
                : "%s (%d of %d)"
                        .formatted(
                                name,
                                one.path("segment").asInt() + 1,
                                one.path("segments").asInt());
    }
}
