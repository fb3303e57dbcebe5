package nexus.app.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nexus.app.cli.DemoCalls.Call;

/**
 * What the demo delivers: projects at each of the thirteen stages, every one of which came there
 * through all gates before; and a few that wait, were given up, or were lost.
 */
final class DemoProjects {

    private static final int PER_STAGE = 2;

    /** How many days a project usually takes to come into each stage from the one before. */
    private static final List<Integer> DAYS = List.of(0, 2, 5, 7, 9, 13, 7, 9, 6, 12, 20, 6, 5);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DemoCalls calls;
    private final DemoChance chance;
    private final Instant today;
    private final DemoTeam team;

    DemoProjects(DemoCalls calls, long seed, Instant today, DemoTeam team) {
        this.calls = calls;
        this.chance = new DemoChance(seed, "projects");
        this.today = today;
        this.team = team;
    }

    /** Something that a stage asks for, as the engine tells it. */
    private record Need(String key, String kind, boolean derived) {}

    /**
     * How far a project comes, and when.
     *
     * @param entered when it came into each of its stages
     * @param end what happened to it then: it goes on, is held, lost or cancelled
     */
    private record Way(
            String name,
            Map<String, Object> opening,
            long worth,
            List<Instant> entered,
            boolean withPapers,
            String end) {

        Instant last() {
            return entered.getLast();
        }
    }

    /** Answers the ids of the projects. */
    List<String> deliver(DemoSales.Sold sold) {
        var ways = new ArrayList<Way>();
        for (int i = 0; i < PER_STAGE * DAYS.size(); i++) {
            ways.add(way(i, i % DAYS.size(), i < DAYS.size(), "", sold));
        }
        ways.add(way(ways.size(), 5, false, "hold", sold));
        ways.add(way(ways.size(), 9, false, "hold", sold));
        ways.add(way(ways.size(), 3, false, "lose", sold));
        ways.add(way(ways.size(), 5, false, "lose", sold));
        ways.add(way(ways.size(), 1, false, "cancel", sold));
        var first = open(ways.getFirst());
        var needs = needs(first);
        return DemoCalls.together(ways.stream().<Call>map(way -> () -> go(way, needs)).toList());
    }

    private Way way(int number, int stage, boolean withPapers, String end, DemoSales.Sold sold) {
        var days = new ArrayList<Integer>();
        for (int i = 1; i <= stage; i++) {
            days.add(Math.max(1, DAYS.get(i) + chance.between(-2, 3)));
        }
        var begun =
                today.minus(
                        Duration.ofDays(
                                days.stream().mapToInt(Integer::intValue).sum()
                                        + (long) chance.between(1, 6)));
        var entered = new ArrayList<Instant>();
        entered.add(chance.atWork(begun));
        for (var more : days) {
            begun = begun.plus(Duration.ofDays(more));
            entered.add(chance.atWork(begun));
        }
        var worth = chance.price();
        var opening = new HashMap<String, Object>();
        opening.put("contactId", chance.pick(sold.contacts()));
        opening.put("showroomId", chance.pick(team.showrooms()));
        opening.put("title", chance.pick(DemoNames.ROOMS));
        opening.put("priority", chance.pick(List.of("LOW", "MEDIUM", "MEDIUM", "HIGH", "URGENT")));
        opening.put("source", chance.pick(DemoNames.SOURCES));
        opening.put("contractValue", Engine.money(worth, Demo.CURRENCY));
        opening.put("occurredAt", entered.getFirst().toString());
        return new Way("project/" + number, opening, worth, entered, withPapers, end);
    }

    private String open(Way way) {
        return calls.make(way.name(), "/api/projects", way.opening());
    }

    /** What each stage asks for, in the order of the stages. */
    private Map<String, List<Need>> needs(String project) {
        var needs = new LinkedHashMap<String, List<Need>>();
        for (var need : calls.get("/api/projects/" + project).path("requirements")) {
            needs.computeIfAbsent(need.path("stage").asString(), _ -> new ArrayList<>())
                    .add(
                            new Need(
                                    need.path("key").asString(),
                                    need.path("kind").asString(),
                                    need.path("derived").asBoolean()));
        }
        return needs;
    }

    private String go(Way way, Map<String, List<Need>> needs) {
        var id = open(way);
        var stages = List.copyOf(needs.keySet()); // from the second on: the first asks for nothing
        for (int i = 1; i < way.entered().size(); i++) {
            var stage = stages.get(i - 1);
            var isLast = i == way.entered().size() - 1;
            for (var need : needs.getOrDefault(stage, List.of())) {
                meet(way, id, need, way.entered().get(i), isLast && way.withPapers());
            }
            awaitPapers(id, stage, isLast && way.withPapers());
            calls.tell(
                    way.name() + "/" + stage,
                    "PUT",
                    "/api/projects/" + id + "/stage",
                    Map.of("stage", stage, "occurredAt", at(way.entered().get(i))));
        }
        end(way, id);
        return id;
    }

    private static String at(Instant instant) {
        return instant.toString();
    }

    /** Has happen what a stage asks for, some hours before it is entered. */
    private void meet(Way way, String id, Need need, Instant entered, boolean withPapers) {
        var name = way.name() + "/" + need.key();
        var path = "/api/projects/" + id;
        var before = entered.minus(Duration.ofHours(3));
        switch (need.key()) {
            case "deposit-paid" -> pay(name, path, way.worth() / 4, "DEPOSIT", before);
            case "progress-payment-received" ->
                    pay(name, path, way.worth() / 2, "PROGRESS", before);
            case "final-payment-received" ->
                    pay(
                            name,
                            path,
                            way.worth() - way.worth() / 4 - way.worth() / 2,
                            "FINAL",
                            before);
            case "quote-provided" -> quote(name, path, way, before);
            default -> {
                if (need.kind().equals("DOCUMENT") && withPapers) {
                    paper(name, id, need.key());
                } else if (need.derived()) {
                    calls.tell(
                            name,
                            "POST",
                            path + "/requirements/" + need.key() + "/waive",
                            Map.of("reason", "Filed on paper", "occurredAt", at(before)));
                } else {
                    calls.tell(
                            name,
                            "PUT",
                            path + "/requirements/" + need.key(),
                            Map.of("satisfied", true, "occurredAt", at(before)));
                }
            }
        }
    }

    private void pay(String name, String path, long pounds, String kind, Instant at) {
        calls.tell(
                name,
                "POST",
                path + "/payments",
                Map.of(
                        "amount",
                        Engine.money(pounds, Demo.CURRENCY),
                        "kind",
                        kind,
                        "receivedAt",
                        at(at)));
    }

    private void quote(String name, String path, Way way, Instant at) {
        var fitting = way.worth() / 3;
        calls.tell(
                name,
                "POST",
                path + "/quotes",
                Map.of(
                        "lines",
                        List.of(
                                line("Furniture, sanitary ware and tiles", way.worth() - fitting),
                                line("Fitting", fitting)),
                        "occurredAt",
                        at(at)));
    }

    private static Map<String, Object> line(String what, long pounds) {
        return Map.of(
                "description",
                what,
                "quantity",
                1,
                "unitPrice",
                Engine.money(pounds, Demo.CURRENCY),
                "vatRate",
                20);
    }

    private void paper(String name, String project, String kind) {
        var isPicture = kind.endsWith("photos");
        for (int i = 0; i < (isPicture ? 4 : 1); i++) {
            calls.upload(
                    name + "/" + i,
                    Map.of("recordId", project, "kind", kind),
                    kind + (isPicture ? "-" + (i + 1) + ".png" : ".pdf"),
                    isPicture
                            ? DemoPapers.picture(i * 60)
                            : DemoPapers.paper(
                                    kind.replace('-', ' '),
                                    List.of(
                                            "Lakeside Bathrooms, Kendal",
                                            "This is the "
                                                    + kind.replace('-', ' ')
                                                    + " of the demo.")));
        }
    }

    /** Files are looked through before they count. */
    private void awaitPapers(String project, String stage, boolean withPapers) {
        if (!withPapers) {
            return;
        }
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!calls.get("/api/projects/" + project + "/stages/" + stage + "/check")
                .path("canAdvance")
                .asBoolean()) {
            if (System.nanoTime() > end) {
                throw new Failure("The documents of the demo are not looked through: " + project);
            }
            calls.pause();
        }
    }

    private void end(Way way, String id) {
        var at = way.last().plus(Duration.ofHours(2));
        var path = "/api/projects/" + id;
        switch (way.end()) {
            case "hold" ->
                    calls.tell(
                            way.name() + "/hold",
                            "POST",
                            path + "/hold",
                            Map.of("reason", "The family is abroad", "occurredAt", at(at)));
            case "lose" -> {
                calls.tell(
                        way.name() + "/report",
                        "POST",
                        path + "/requirements/loss-reason-report/waive",
                        Map.of("reason", "Told on the telephone", "occurredAt", at(at)));
                calls.tell(
                        way.name() + "/lose",
                        "POST",
                        path + "/lose",
                        Map.of(
                                "reason",
                                chance(way, DemoNames.LOST_REASONS),
                                "occurredAt",
                                at(at)));
            }
            case "cancel" ->
                    calls.tell(
                            way.name() + "/cancel",
                            "POST",
                            path + "/cancel",
                            Map.of("reason", "Entered twice", "occurredAt", at(at)));
            default -> {}
        }
    }

    /** The same for the same project, in whatever order they are asked for. */
    private static String chance(Way way, List<String> among) {
        return among.get(Math.floorMod(way.name().hashCode(), among.size()));
    }
}
