package nexus.app.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;

/**
 * {@code ./nexus demo}: loads a showroom for bathrooms into a running engine, as any program would
 * that is a client of it: its team, the builders and hotels it works with, its customers, what it
 * sold and delivered over the last eighteen months, and what is to be done. The same seed makes the
 * same showroom on every day, seen from that day.
 */
final class Demo {

    static final String CURRENCY = "GBP";

    /** The engine knows again for a day what it was asked for before. */
    private static final Duration REMEMBERED = Duration.ofHours(20);

    private static final String HELP =
            """
            Loads a realistic bathroom showroom into a running engine and prints its login. Where it
            is there already, nothing is added; one that was broken off is gone on with.

              ./nexus demo [--url ADDRESS] [--seed N] [--small]

              --url ADDRESS  of the engine (NEXUS_URL; http://127.0.0.1:8080)
              --seed N       another showroom, beside the first (NEXUS_SEED; 1)
              --small        a tenth of it, which shows everything once; to be said again when the
                             demo is gone on with
            """;

    private final Engine engine;
    private final PrintStream out;
    private final boolean terminal;
    private final long seed;
    private final DemoSize size;
    private final String email;
    private final String password;

    private Demo(Engine engine, PrintStream out, boolean terminal, long seed, DemoSize size) {
        this.engine = engine;
        this.out = out;
        this.terminal = terminal;
        this.seed = seed;
        this.size = size;
        this.email = "olivia%s@lakeside-bathrooms.example".formatted(seed == 1 ? "" : "." + seed);
        this.password = "Lakeside-%d-showroom-demo".formatted(seed);
    }

    public static void main(String[] arguments) {
        try {
            run(System.out, System.console() != null, arguments);
        } catch (Failure e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(PrintStream out, boolean terminal, String... arguments) {
        var options = Options.of(Set.of("--url", "--seed"), Set.of("--small", "--help"), arguments);
        if (options.has("--help")) {
            out.print(HELP);
            return;
        }
        var size = options.has("--small") ? DemoSize.SMALL : DemoSize.WHOLE;
        new Demo(new Engine(options.url()), out, terminal, seed(options), size).load(options.url());
    }

    private static long seed(Options options) {
        var text = options.value("--seed", "NEXUS_SEED").orElse("1");
        if (!text.matches("-?\\d{1,18}")) {
            throw new Failure("A seed is a whole number, not %s.".formatted(text));
        }
        return Long.parseLong(text);
    }

    private void load(String url) {
        if (!engine.canLogIn(email, password)) {
            engine.register(
                    Map.of(
                            "email", email,
                            "password", password,
                            "firstName", "Olivia",
                            "lastName", "Hartley",
                            "organizationName", "Lakeside Bathrooms"));
        }
        var calls = new DemoCalls(engine, "demo-" + seed, out, terminal);
        var end = calls.id("activity", "end");
        if (engine.has("/api/activities/" + end)) {
            out.println("Lakeside Bathrooms is there already.");
        } else {
            fill(calls, end);
        }
        out.println("  address   " + url);
        out.println("  e-mail    " + email);
        out.println("  password  " + password);
    }

    private void fill(DemoCalls calls, String end) {
        var start = System.nanoTime();
        out.println("Loading Lakeside Bathrooms; broken off, the same command goes on with it.");
        var me = engine.get("/api/me");
        var begun = Instant.parse(me.at("/organization/createdAt").asString());
        if (begun.isBefore(Instant.now().minus(REMEMBERED))) {
            throw new Failure(
                    "The showroom was broken off too long ago to go on with it: take another --seed.");
        }
        var today =
                LocalDate.ofInstant(begun, ZoneOffset.UTC).atStartOfDay().toInstant(ZoneOffset.UTC);
        var team = DemoTeam.hire(calls, me.at("/user/id").asString());
        var sold = new DemoSales(calls, seed, today, team).sell(size);
        var projects = new DemoProjects(calls, seed, today, team).deliver(size, sold);
        new DemoDiary(calls, seed, today, team.sellers()).write(size, sold, projects);
        new DemoCampaigns(calls).send(size);
        engine.put(
                "/api/activities/" + end,
                Map.of(
                        "type",
                        "NOTE",
                        "subject",
                        "This showroom is made up: ./nexus demo made it of the seed " + seed));
        out.println(
                """
                Lakeside Bathrooms has %,d companies, %,d contacts, %,d deals, %,d projects,
                %,d documents, %,d campaigns and %,d entries in its diary (%.0f s)."""
                        .formatted(
                                calls.count("/api/companies"),
                                calls.count("/api/contacts"),
                                calls.count("/api/deals"),
                                calls.count("/api/projects"),
                                calls.count("/api/documents"),
                                calls.count("/api/campaigns"),
                                calls.count("/api/activities"),
                                (System.nanoTime() - start) / 1e9));
    }
}
