package nexus.app.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * {@code ./nexus demo}: loads a showroom for bathrooms into a running engine: its team, the
 * builders and hotels it works with, its customers, and its sales over the last eighteen months.
 * The same seed makes the same showroom on every day, seen from that day.
 */
final class Demo {

    private static final String HELP =
            """
            Loads a realistic bathroom showroom into a running engine and prints its login.

              ./nexus demo [--url ADDRESS] [--seed N]
            """;

    private static final int CONTACTS = 400;
    private static final int DEALS = 600;
    private static final int DAYS = 548;
    private static final int AT_ONCE = 4;
    private static final String CURRENCY = "GBP";

    private static final List<String> STAGES =
            List.of("Enquiry", "Showroom visit", "Survey", "Design presented", "Negotiation");
    private static final List<Integer> CHANCES = List.of(10, 25, 45, 65, 80);

    private final Engine engine;
    private final RandomGenerator random;
    private final Instant today =
            LocalDate.now(ZoneOffset.UTC).atStartOfDay().toInstant(ZoneOffset.UTC);

    private Demo(Engine engine, long seed) {
        this.engine = engine;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    public static void main(String[] arguments) {
        try {
            var options = Options.of(Set.of("--url", "--seed"), Set.of("--help"), arguments);
            if (options.has("--help")) {
                System.out.print(HELP);
                return;
            }
            new Demo(new Engine(options.url()), seed(options)).load(options.url());
        } catch (Failure e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static long seed(Options options) {
        var text = options.value("--seed", "NEXUS_SEED").orElse("1");
        if (!text.matches("-?\\d{1,18}")) {
            throw new Failure("A seed is a whole number, not %s.".formatted(text));
        }
        return Long.parseLong(text);
    }

    private void load(String url) {
        var start = System.nanoTime();
        var tag = UUID.randomUUID().toString().substring(0, 8);
        var email = "olivia." + tag + "@lakeside-bathrooms.example";
        var password = "Lakeside-" + tag + "-showroom";
        engine.register(
                Map.of(
                        "email",
                        email,
                        "password",
                        password,
                        "firstName",
                        "Olivia",
                        "lastName",
                        "Hartley",
                        "organizationName",
                        "Lakeside Bathrooms " + tag));
        var team = team();
        var companies = together(companies());
        var contacts = together(contacts(companies));
        var stages = pipeline();
        var deals = new ArrayList<Story>();
        for (int i = 0; i < DEALS; i++) {
            deals.add(story(team, companies, contacts, stages));
        }
        together(deals.stream().map(this::play).toList());
        System.out.println(
                "Lakeside Bathrooms has %d companies, %d contacts and %d deals (%.1f s)."
                        .formatted(
                                companies.size(),
                                contacts.size(),
                                deals.size(),
                                (System.nanoTime() - start) / 1e9));
        System.out.println("  address   " + url);
        System.out.println("  e-mail    " + email);
        System.out.println("  password  " + password);
    }

    /** Something to be asked of the engine that answers an id. */
    private interface Call {
        String ask();
    }

    /** What nobody waits for goes on side by side; the answers come in order. */
    private static List<String> together(List<Call> calls) {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var answers = new ArrayList<Future<String>>();
            calls.forEach(call -> answers.add(threads.submit(call::ask)));
            var ids = new ArrayList<String>();
            for (var answer : answers) {
                ids.add(answer.get());
            }
            return ids;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Failure sentence
                    ? sentence
                    : new Failure("The demo failed: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.");
        }
    }

    private Call made(String path, Map<String, Object> body) {
        return () -> engine.post(path, body).path("id").asString();
    }

    private List<String> team() {
        return DemoNames.TEAM.stream()
                .map(
                        person ->
                                made(
                                                "/api/organization/members",
                                                Map.of(
                                                        "firstName", person[0],
                                                        "lastName", person[1],
                                                        "role", "MEMBER"))
                                        .ask())
                .toList();
    }

    private List<Call> companies() {
        var calls = new ArrayList<Call>();
        for (var company : DemoNames.COMPANIES) {
            var body = new HashMap<String, Object>();
            body.put("name", company[0]);
            body.put("sector", company[1]);
            body.put("location", pick(DemoNames.TOWNS));
            body.put("employees", 3 + random.nextInt(240));
            body.put("revenue", Engine.money(1000L * random.nextInt(250, 40_000), CURRENCY));
            calls.add(made("/api/companies", body));
        }
        return calls;
    }

    private List<Call> contacts(List<String> companies) {
        var calls = new ArrayList<Call>();
        for (int i = 0; i < CONTACTS; i++) {
            var first = pick(DemoNames.FIRST);
            var last = pick(DemoNames.LAST);
            var body = new HashMap<String, Object>();
            body.put("firstName", first);
            body.put("lastName", last);
            body.put("email", "%s.%s%d@example.com".formatted(ascii(first), ascii(last), i));
            body.put("phone", "+44 1539 %06d".formatted(random.nextInt(1_000_000)));
            body.put("source", pick(DemoNames.SOURCES));
            body.put("tags", List.of(pick(DemoNames.TAGS)));
            body.put("customFields", Map.of("town", pick(DemoNames.TOWNS)));
            if (random.nextInt(10) < 3) {
                body.put("companyId", pick(companies));
                body.put("jobTitle", pick(DemoNames.JOBS));
            }
            calls.add(made("/api/contacts", body));
        }
        return calls;
    }

    private static String ascii(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]", "");
    }

    /** The ids of the open stages; the pipeline comes first. */
    private List<String> pipeline() {
        var stages = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < STAGES.size(); i++) {
            stages.add(
                    Map.of("name", STAGES.get(i), "kind", "OPEN", "probability", CHANCES.get(i)));
        }
        stages.add(Map.of("name", "Sold", "kind", "WON", "probability", 100));
        stages.add(Map.of("name", "Not proceeding", "kind", "LOST", "probability", 0));
        var id =
                engine.post("/api/pipelines", Map.of("name", "Showroom sales", "stages", stages))
                        .path("id")
                        .asString();
        var ids = new ArrayList<String>();
        ids.add(id);
        Engine.list(engine.get("/api/pipelines/" + id).path("stages")).stream()
                .filter(stage -> stage.path("kind").asString().equals("OPEN"))
                .forEach(stage -> ids.add(stage.path("id").asString()));
        return ids;
    }

    /** How a sale goes: all decided before anything is sent, so that the seed alone decides. */
    private record Story(
            Map<String, Object> opening,
            List<Map<String, Object>> moves,
            List<Map<String, Object>> slips,
            String end,
            Map<String, Object> closing) {}

    private Story story(
            List<String> team,
            List<String> companies,
            List<String> contacts,
            List<String> pipelineAndStages) {
        var stages = pipelineAndStages.subList(1, pipelineAndStages.size());
        var at = today.minus(Duration.ofDays(1 + random.nextInt(DAYS))).plus(hours(8, 18));
        var value = 100L * (20 + (long) Math.exp(random.nextGaussian(4.2, 0.8)));
        var opening = new HashMap<String, Object>();
        opening.put("name", pick(DemoNames.ROOMS) + ", " + pick(DemoNames.TOWNS));
        opening.put("value", Engine.money(value, CURRENCY));
        opening.put("pipelineId", pipelineAndStages.getFirst());
        opening.put("contactId", pick(contacts));
        opening.put("ownerId", pick(team));
        opening.put("source", pick(DemoNames.SOURCES));
        opening.put("customFields", Map.of("range", pick(DemoNames.RANGES)));
        opening.put("occurredAt", at.toString());
        var expected = LocalDate.ofInstant(at, ZoneOffset.UTC).plusDays(30 + random.nextInt(90));
        opening.put("expectedCloseDate", expected.toString());
        if (random.nextInt(4) == 0) {
            opening.put("companyId", pick(companies));
        }
        var moves = new ArrayList<Map<String, Object>>();
        var reach = random.nextInt(stages.size());
        for (int i = 1; i <= reach; i++) {
            at = at.plus(Duration.ofDays(2 + random.nextInt(16))).plus(hours(0, 3));
            if (at.isBefore(today)) {
                moves.add(Map.of("stageId", stages.get(i), "occurredAt", at.toString()));
            }
        }
        var slips = new ArrayList<Map<String, Object>>();
        for (int i = random.nextInt(10) < 3 ? 1 + random.nextInt(2) : 0; i > 0; i--) {
            expected = expected.plusDays(14 + random.nextInt(30));
            slips.add(Map.of("expectedCloseDate", expected.toString()));
        }
        at = at.plus(Duration.ofDays(3 + random.nextInt(40)));
        return at.isBefore(today)
                ? closed(opening, moves, slips, at, reach)
                : new Story(opening, moves, slips, "", Map.of());
    }

    /** The further a sale came, the likelier it was won. */
    private Story closed(
            Map<String, Object> opening,
            List<Map<String, Object>> moves,
            List<Map<String, Object>> slips,
            Instant at,
            int reach) {
        var closing = new HashMap<String, Object>();
        closing.put("occurredAt", at.toString());
        if (random.nextInt(100) < 20 + 15 * reach) {
            closing.put("reason", pick(DemoNames.WON_REASONS));
            return new Story(opening, moves, slips, "win", closing);
        }
        closing.put("reason", pick(DemoNames.LOST_REASONS));
        if (random.nextBoolean()) {
            closing.put("competitor", pick(DemoNames.COMPETITORS));
        }
        return new Story(opening, moves, slips, "lose", closing);
    }

    private Call play(Story story) {
        return () -> {
            var id = engine.post("/api/deals", story.opening()).path("id").asString();
            story.slips().forEach(slip -> engine.patch("/api/deals/" + id, slip));
            story.moves().forEach(move -> engine.put("/api/deals/" + id + "/stage", move));
            if (!story.end().isEmpty()) {
                engine.post("/api/deals/" + id + "/" + story.end(), story.closing());
            }
            return id;
        };
    }

    private Duration hours(int from, int to) {
        return Duration.of(random.nextInt(from * 60, to * 60), ChronoUnit.MINUTES);
    }

    private <T> T pick(List<T> many) {
        return many.get(random.nextInt(many.size()));
    }
}
