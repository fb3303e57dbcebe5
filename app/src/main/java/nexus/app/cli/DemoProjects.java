package nexus.app.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nexus.app.cli.DemoCalls.Call;
import nexus.app.cli.Engine.Form;

/**
 * What the demo delivers: projects at each of the thirteen stages, every one of which came there
 * through all gates before, with the papers and pictures that they ask for; and a few that wait,
 * were given up, or were lost.
 */
final class DemoProjects {

    private static final int SCHEDULED = 9;
    private static final int INSTALLED = 10;
    private static final int SITE_PHOTOS = 4;
    private static final int OTHER_PHOTOS = 2;

    /** Of so many papers one was never uploaded. */
    private static final int ON_PAPER = 9;

    /** How many days a project usually takes to come into each stage from the one before. */
    private static final List<Integer> DAYS = List.of(0, 2, 5, 7, 9, 13, 7, 9, 6, 12, 20, 6, 5);

    private static final String PHOTOS_UPLOADED = "photos-uploaded";
    private static final String LOSS_REPORT = "loss-reason-report";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DemoCalls calls;
    private final DemoChance chance;
    private final Instant today;
    private final DemoTeam team;
    private final Set<String> taken = new HashSet<>();

    DemoProjects(DemoCalls calls, long seed, Instant today, DemoTeam team) {
        this.calls = calls;
        this.chance = new DemoChance(seed, "projects");
        this.today = today;
        this.team = team;
    }

    /** Something that a stage asks for, as the engine tells it. */
    private record Need(String key, String kind) {

        boolean isPaper() {
            return kind.equals("DOCUMENT");
        }
    }

    /** What happens to a project in the last stage that it comes to. */
    private enum End {
        GOES_ON,
        HELD,
        LOST,
        CANCELLED
    }

    /**
     * How far a project comes, and when.
     *
     * @param entered when it came into each of its stages
     * @param installation when it is fitted and by whom, if it comes that far
     */
    private record Way(
            String name,
            Map<String, Object> opening,
            long worth,
            List<Instant> entered,
            Map<String, Object> installation,
            End end) {

        Instant last() {
            return entered.getLast();
        }
    }

    /** Answers the ids of the projects. */
    List<String> deliver(DemoSize size, DemoSales.Sold sold) {
        var ways = ways(size, sold);
        var ids = calls.together("Projects", "projects", ways.stream().map(this::opened).toList());
        var needs = needs(ids.getFirst());
        var papers = new ArrayList<Call>();
        var walks = new ArrayList<Call>();
        for (int i = 0; i < ways.size(); i++) {
            var way = ways.get(i);
            var id = ids.get(i);
            papers.addAll(papers(way, id, needs));
            walks.add(() -> go(way, id, needs));
        }
        calls.together("Documents", "papers and pictures", papers);
        return calls.together("Stages", "projects brought to their stage", walks);
    }

    private List<Way> ways(DemoSize size, DemoSales.Sold sold) {
        var ways = new ArrayList<Way>();
        for (int i = 0; i < size.perStage() * DAYS.size(); i++) {
            ways.add(way(i, i % DAYS.size(), End.GOES_ON, sold));
        }
        ways.add(way(ways.size(), 5, End.HELD, sold));
        ways.add(way(ways.size(), 9, End.HELD, sold));
        ways.add(way(ways.size(), 3, End.LOST, sold));
        ways.add(way(ways.size(), 5, End.LOST, sold));
        ways.add(way(ways.size(), 1, End.CANCELLED, sold));
        return ways;
    }

    private Way way(int number, int stage, End end, DemoSales.Sold sold) {
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
        return new Way("project/" + number, opening, worth, entered, installation(entered), end);
    }

    /** Fitters are at one site at a time: of those who are free, the first two. */
    private Map<String, Object> installation(List<Instant> entered) {
        if (entered.size() <= SCHEDULED) {
            return Map.of();
        }
        var begins =
                entered.size() > INSTALLED
                        ? day(entered.get(INSTALLED))
                        : day(entered.get(SCHEDULED)).plusDays(12);
        var ends = begins.plusDays(chance.between(4, 9));
        var free =
                team.doing("INSTALLER").stream()
                        .filter(fitter -> days(fitter, begins, ends).noneMatch(taken::contains))
                        .limit(2)
                        .toList();
        free.forEach(fitter -> days(fitter, begins, ends).forEach(taken::add));
        return Map.of(
                "startsOn", begins.toString(), "endsOn", ends.toString(), "installerIds", free);
    }

    private static Stream<String> days(String fitter, LocalDate begins, LocalDate ends) {
        return begins.datesUntil(ends.plusDays(1)).map(day -> fitter + "/" + day);
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private Call opened(Way way) {
        return () -> calls.make(way.name(), "/api/projects", way.opening());
    }

    /** What each stage asks for, in the order of the stages. */
    private Map<String, List<Need>> needs(String project) {
        var needs = new LinkedHashMap<String, List<Need>>();
        for (var need : calls.get("/api/projects/" + project).path("requirements")) {
            needs.computeIfAbsent(need.path("stage").asString(), _ -> new ArrayList<>())
                    .add(new Need(need.path("key").asString(), need.path("kind").asString()));
        }
        return needs;
    }

    private String go(Way way, String id, Map<String, List<Need>> needs) {
        awaitPapers(way, id, needs);
        var stages = List.copyOf(needs.keySet()); // from the second on: the first asks for nothing
        for (int i = 1; i < way.entered().size(); i++) {
            var stage = stages.get(i - 1);
            for (var need : needs.getOrDefault(stage, List.of())) {
                meet(way, id, need, way.entered().get(i));
            }
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
    private void meet(Way way, String id, Need need, Instant entered) {
        var name = way.name() + "/" + need.key();
        var path = "/api/projects/" + id;
        var before = entered.minus(Duration.ofHours(3));
        var quarter = way.worth() / 4;
        var half = way.worth() / 2;
        switch (need.key()) {
            case "deposit-paid" -> pay(name, path, quarter, "DEPOSIT", before);
            case "progress-payment-received" -> pay(name, path, half, "PROGRESS", before);
            case "final-payment-received" ->
                    pay(name, path, way.worth() - quarter - half, "FINAL", before);
            case "quote-provided" -> quote(name, path, way, before);
            case "consultation-scheduled" ->
                    appoint(name, path, need, before, day(entered).plusDays(2));
            case "survey-scheduled" ->
                    appoint(name, path, need, before.minus(Duration.ofDays(4)), day(entered));
            case "installation-scheduled" -> schedule(name, path, way, before);
            case "installation-started" -> checkIn(name, path, before);
            case PHOTOS_UPLOADED -> {} // the photos are
            case String key when need.isPaper() -> {
                if (isOnPaper(way, key)) {
                    waive(name, path, key, before);
                }
            }
            case String _ -> satisfy(name, path, need, before, Map.of());
        }
    }

    private void satisfy(
            String name, String path, Need need, Instant at, Map<String, Object> besides) {
        var body = new HashMap<String, Object>(besides);
        body.put("satisfied", true);
        body.put("occurredAt", at(at));
        calls.tell(name, "PUT", path + "/requirements/" + need.key(), body);
    }

    private void appoint(String name, String path, Need need, Instant at, LocalDate date) {
        satisfy(name, path, need, at, Map.of("date", date.toString()));
    }

    private void schedule(String name, String path, Way way, Instant at) {
        var body = new HashMap<>(way.installation());
        body.put("occurredAt", at(at));
        calls.tell(name, "PUT", path + "/installation", body);
    }

    /** Somewhere in Kendal. */
    private void checkIn(String name, String path, Instant at) {
        var place = Math.floorMod(name.hashCode(), 1000);
        calls.tell(
                name,
                "POST",
                path + "/check-ins",
                Map.of(
                        "lat",
                        BigDecimal.valueOf(5_432_000 + place, 5),
                        "lon",
                        BigDecimal.valueOf(-274_000 - place, 5),
                        "accuracy",
                        12,
                        "deviceTime",
                        at(at)));
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

    /** Most papers are uploaded, some are said to be in a folder. */
    private static boolean isOnPaper(Way way, String kind) {
        return !isPicture(kind)
                && Math.floorMod((way.name() + "/" + kind).hashCode(), ON_PAPER) == 0;
    }

    private static boolean isPicture(String kind) {
        return kind.endsWith("photos");
    }

    private void waive(String name, String path, String kind, Instant at) {
        calls.tell(
                name,
                "POST",
                path + "/requirements/" + kind + "/waive",
                Map.of("reason", chance(name, DemoNames.WAIVED_REASONS), "occurredAt", at(at)));
    }

    /** All that is uploaded to a project for the stages that it comes to. */
    private List<Call> papers(Way way, String project, Map<String, List<Need>> needs) {
        var papers = new ArrayList<Call>();
        var stages = List.copyOf(needs.keySet());
        for (int i = 1; i < way.entered().size(); i++) {
            var at = way.entered().get(i);
            needs.getOrDefault(stages.get(i - 1), List.of()).stream()
                    .filter(Need::isPaper)
                    .forEach(need -> papers.addAll(files(way, project, need.key(), at)));
        }
        if (way.end() == End.LOST) {
            papers.addAll(files(way, project, LOSS_REPORT, way.last()));
        }
        return papers;
    }

    private List<Call> files(Way way, String project, String kind, Instant at) {
        if (isPicture(kind)) {
            var many = kind.equals("site-photos") ? SITE_PHOTOS : OTHER_PHOTOS;
            return IntStream.rangeClosed(1, many)
                    .mapToObj(i -> picture(way, project, kind, i))
                    .toList();
        }
        return isOnPaper(way, kind)
                ? List.of()
                : List.of(() -> upload(way, project, kind, ".pdf", paper(way, kind, at)));
    }

    private Call picture(Way way, String project, String kind, int number) {
        var file = DemoPapers.picture(number * 60);
        return () -> upload(way, project, kind, "-" + number + ".png", file);
    }

    private String upload(Way way, String project, String kind, String ending, byte[] file) {
        var name = kind + ending;
        return calls.upload(
                way.name() + "/" + name,
                "/api/documents",
                new Form("meta", Map.of("recordId", project, "kind", kind), name, file));
    }

    private static byte[] paper(Way way, String kind, Instant at) {
        var heading = kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
        return DemoPapers.paper(
                heading.replace('-', ' '),
                List.of(
                        "Lakeside Bathrooms, Kendal, " + day(at),
                        way.opening().get("title") + ", " + way.worth() + " GBP",
                        chance(way.name() + kind, DemoNames.REMARKS)));
    }

    /** Files are looked through before they count. */
    private void awaitPapers(Way way, String project, Map<String, List<Need>> needs) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var missing = awaited(way, needs);
        missing.removeAll(met(project));
        while (!missing.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new Failure(
                        "Papers of %s are not looked through: %s."
                                .formatted(project, String.join(", ", missing)));
            }
            calls.pause();
            missing.removeAll(met(project));
        }
    }

    /** What is met by uploads alone, for the stages that a project comes to. */
    private static Set<String> awaited(Way way, Map<String, List<Need>> needs) {
        var awaited = new TreeSet<String>();
        needs.values().stream()
                .limit(way.entered().size() - 1L)
                .flatMap(List::stream)
                .filter(need -> need.isPaper() || need.key().equals(PHOTOS_UPLOADED))
                .map(Need::key)
                .forEach(awaited::add);
        if (way.end() == End.LOST) {
            awaited.add(LOSS_REPORT);
        }
        awaited.removeIf(kind -> !kind.equals(PHOTOS_UPLOADED) && isOnPaper(way, kind));
        return awaited;
    }

    private Set<String> met(String project) {
        return calls.get("/api/projects/" + project)
                .path("requirements")
                .valueStream()
                .filter(requirement -> !requirement.path("state").asString().equals("OPEN"))
                .map(requirement -> requirement.path("key").asString())
                .collect(Collectors.toSet());
    }

    private void end(Way way, String id) {
        var path = "/api/projects/" + id;
        switch (way.end()) {
            case GOES_ON -> {}
            case HELD -> end(way, path, "hold", "The family is abroad");
            case LOST -> {
                if (isOnPaper(way, LOSS_REPORT)) {
                    waive(way.name() + "/" + LOSS_REPORT, path, LOSS_REPORT, way.last());
                }
                end(way, path, "lose", chance(way.name(), DemoNames.LOST_REASONS));
            }
            case CANCELLED -> end(way, path, "cancel", "Entered twice");
        }
    }

    private void end(Way way, String path, String how, String reason) {
        calls.tell(
                way.name() + "/" + how,
                "POST",
                path + "/" + how,
                Map.of("reason", reason, "occurredAt", at(way.last().plus(Duration.ofHours(2)))));
    }

    /** The same for the same name, in whatever order they are asked for. */
    private static String chance(String name, List<String> among) {
        return among.get(Math.floorMod(31 * name.hashCode(), among.size()));
    }
}
