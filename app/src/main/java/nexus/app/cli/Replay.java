package nexus.app.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * {@code ./nexus replay}: makes views or the search index of a running engine anew and shows how
 * far that is. Ends with 0 if that was done and nothing differs, with 2 if something differs, with
 * 1 if it did not work. Interrupting it ends the watching, not the replay.
 */
final class Replay {

    private static final String HELP =
            """
            Makes views or the search index anew beside what is in use, and compares.

              ./nexus replay VIEW|views|search|all [--dry-run] [--switch] [options]
              ./nexus replay --switch-to REPLAY | --roll-back REPLAY | --cancel REPLAY [options]

              VIEW                 a view, as the contract names them
              search               the search index
              views                all views
              all                  all views and the search index, as a whole
              --dry-run            only compare; nothing stays
              --switch             put it in use when it is ready, also if it differs
              --switch-to REPLAY   put in use what is ready
              --roll-back REPLAY   put in use again what was before
              --cancel REPLAY      end it, and drop what it made
              --reason TEXT        why, for the log of what operators did
              --url ADDRESS        where the engine is (NEXUS_URL, http://127.0.0.1:8080)
              --email, --password  an operator (NEXUS_EMAIL, NEXUS_PASSWORD)
              --token TOKEN        the same, with an access token (NEXUS_TOKEN)

            Ctrl-C ends the watching only: the replay goes on in the engine.
            It ends with 0 if all was done and nothing differs, with 2 if something differs.
            """;

    private static final Map<String, String> CHANGES =
            Map.of("--switch-to", "switch", "--roll-back", "rollback", "--cancel", "cancel");

    private final Engine engine;
    private final PrintStream out;
    private final ProgressBar bar;

    private Replay(Engine engine, PrintStream out, boolean terminal) {
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
                        Set.of(
                                "--switch-to",
                                "--roll-back",
                                "--cancel",
                                "--reason",
                                "--url",
                                "--email",
                                "--password",
                                "--token"),
                        Set.of("--dry-run", "--switch", "--help"),
                        arguments);
        if (options.has("--help")) {
            out.print(HELP);
            return 0;
        }
        var changes = CHANGES.keySet().stream().filter(options::has).toList();
        if (changes.size() + options.words().size() != 1
                || (options.has("--dry-run") && options.has("--switch"))) {
            throw new Failure("Name one thing to do; ./nexus replay --help tells how.");
        }
        var replay = new Replay(Engine.loggedIn(options), out, terminal);
        return changes.isEmpty()
                ? replay.start(options.words().getFirst(), options)
                : replay.change(changes.getFirst(), options);
    }

    private static Map<String, Object> body(Options options) {
        var body = new HashMap<String, Object>();
        options.value("--reason", "NEXUS_REASON").ifPresent(reason -> body.put("reason", reason));
        return body;
    }

    private int change(String change, Options options) {
        var id = options.values().getOrDefault(change, "");
        var answer = change(id, CHANGES.getOrDefault(change, ""), options);
        out.println("%s is %s.".formatted(id, answer.path("state").asString()));
        return 0;
    }

    private JsonNode change(String id, String change, Options options) {
        return engine.post("/api/admin/replays/%s/%s".formatted(id, change), body(options));
    }

    private int start(String name, Options options) {
        if (!name.matches("[a-z_]+")) {
            throw new Failure("There is no view %s.".formatted(name));
        }
        var body = body(options);
        body.put("dryRun", options.has("--dry-run"));
        var id =
                engine.post("/api/admin/projections/%s/replays".formatted(name), body)
                        .path("id")
                        .asString();
        out.println(
                "%s; Ctrl-C leaves it running, ./nexus replay --cancel %1$s ends it."
                        .formatted(id));
        var replay = engine.getAgain("/api/admin/replays/" + id);
        while (replay.path("state").asString().equals("RUNNING")) {
            show(replay);
            pause();
            replay = engine.getAgain("/api/admin/replays/" + id);
        }
        show(replay);
        bar.end();
        var code = tell(replay);
        if (options.has("--switch") && replay.path("state").asString().equals("READY")) {
            change(id, "switch", options);
            out.println(
                    "It is in use; ./nexus replay --roll-back %s takes that back.".formatted(id));
        } else if (replay.path("state").asString().equals("READY")) {
            out.println(
                    "./nexus replay --switch-to %1$s puts it in use, --cancel %1$s drops it."
                            .formatted(id));
        }
        return code;
    }

    private void show(JsonNode replay) {
        var left = replay.path("etaSeconds");
        bar.show(
                replay.path("done").asLong(),
                replay.path("total").asLong(),
                replay.path("unit").asString(),
                replay.path("rate").asDouble(),
                left.isNumber() ? OptionalLong.of(left.asLong()) : OptionalLong.empty());
    }

    private int tell(JsonNode replay) {
        var state = replay.path("state").asString();
        if (!state.equals("READY") && !state.equals("COMPARED")) {
            throw new Failure(
                    "The replay is %s: %s"
                            .formatted(state, replay.path("error").asString("no reason given")));
        }
        var differs = false;
        for (var one : Engine.list(replay.path("comparisons"))) {
            var equal = one.path("equal").asBoolean();
            differs |= !equal;
            out.println(
                    "  %-24s %,d in use, %,d anew, %s"
                            .formatted(
                                    one.path("view").asString(),
                                    one.path("rows").asLong(),
                                    one.path("rowsAnew").asLong(),
                                    equal ? "the same" : "different: " + differing(one)));
        }
        return differs ? 2 : 0;
    }

    private static String differing(JsonNode comparison) {
        return Engine.list(comparison.path("differing")).stream()
                .map(JsonNode::asString)
                .collect(Collectors.joining(", "));
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(250));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted; the replay goes on without being watched.");
        }
    }
}
