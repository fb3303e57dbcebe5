package nexus.app.cli;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.app.cli.DemoCalls.Call;
import nexus.app.cli.Engine.Form;

/**
 * Whom the demo knows, and what it sold over the last eighteen months: companies, contacts, a
 * pipeline and its deals, each with a past of its own. What was won some time ago is imported, as
 * by any showroom that begins with Nexus: it was delivered before, and opens no project.
 */
final class DemoSales {

    private static final int DAYS = 548;
    private static final Duration DELIVERED_BY_THEN = Duration.ofDays(30);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final List<String> STAGES =
            List.of("Enquiry", "Showroom visit", "Survey", "Design presented", "Negotiation");
    private static final String WON = "Sold";
    private static final List<Integer> CHANCES = List.of(10, 25, 45, 65, 80);

    private final DemoCalls calls;
    private final DemoChance chance;
    private final Instant today;
    private final DemoTeam team;
    private final List<String> emails = new ArrayList<>();

    DemoSales(DemoCalls calls, long seed, Instant today, DemoTeam team) {
        this.calls = calls;
        this.chance = new DemoChance(seed, "sales");
        this.today = today;
        this.team = team;
    }

    /** A deal and whom it is with. */
    record Sale(String deal, String contact) {}

    /**
     * The ids of whom there is to sell to, and of what was sold but for deals that were imported.
     */
    record Sold(List<String> contacts, List<Sale> sales) {}

    Sold sell(DemoSize size) {
        var companies = calls.together("Companies", "companies", companies());
        var contacts = calls.together("Contacts", "contacts", contacts(size, companies));
        var stages = pipeline();
        var plays = new ArrayList<Call>();
        var rows = new ArrayList<String>();
        rows.add(COLUMNS);
        for (int i = 0; i < size.deals(); i++) {
            var name = "deal/" + i;
            var story = story(companies, contacts, stages);
            if (isDelivered(story)) {
                rows.add(row(name, story, companies, contacts));
            } else {
                plays.add(play(name, story));
            }
        }
        var delivered = beginImport(stages.getFirst(), rows);
        var sales = sales(plays);
        awaitImport(delivered, rows.size() - 1);
        return new Sold(contacts, sales);
    }

    private List<Sale> sales(List<Call> plays) {
        return calls.together("Sales", "deals with their moves", plays).stream()
                .map(deal -> deal.split(" "))
                .map(sale -> new Sale(sale[0], sale[1]))
                .toList();
    }

    private boolean isDelivered(Story story) {
        return story.end() == End.WON
                && Instant.parse(String.valueOf(story.closing().get("occurredAt")))
                        .isBefore(today.minus(DELIVERED_BY_THEN));
    }

    private static final String COLUMNS =
            "id,name,value,stage,owner,company,contact,opened,closed,reason,source,expected,range";

    private static final Map<String, String> MEANING =
            Map.ofEntries(
                    Map.entry("id", "externalId"),
                    Map.entry("name", "name"),
                    Map.entry("value", "value"),
                    Map.entry("stage", "stage"),
                    Map.entry("owner", "ownerName"),
                    Map.entry("company", "companyName"),
                    Map.entry("contact", "contactEmail"),
                    Map.entry("opened", "openedAt"),
                    Map.entry("closed", "closedAt"),
                    Map.entry("reason", "wonReason"),
                    Map.entry("source", "source"),
                    Map.entry("expected", "expectedCloseDate"),
                    Map.entry("range", "customFields.range"));

    private String row(String name, Story story, List<String> companies, List<String> contacts) {
        var opening = story.opening();
        var company = companies.indexOf(opening.get("companyId"));
        var money = (Map<?, ?>) Objects.requireNonNull(opening.get("value"));
        var fields = (Map<?, ?>) Objects.requireNonNull(opening.get("customFields"));
        return Stream.of(
                        name,
                        opening.get("name"),
                        money.get("amount"),
                        WON,
                        team.nameOf(String.valueOf(opening.get("ownerId"))),
                        company < 0 ? "" : DemoNames.COMPANIES.get(company)[0],
                        emails.get(contacts.indexOf(opening.get("contactId"))),
                        opening.get("occurredAt"),
                        story.closing().get("occurredAt"),
                        story.closing().get("reason"),
                        opening.get("source"),
                        opening.get("expectedCloseDate"),
                        fields.get("range"))
                .map(value -> '"' + String.valueOf(value) + '"')
                .collect(Collectors.joining(","));
    }

    private String beginImport(String pipeline, List<String> rows) {
        var mapping =
                Map.<String, Object>of(
                        "resource",
                        "deals",
                        "pipelineId",
                        pipeline,
                        "currency",
                        Demo.CURRENCY,
                        "columns",
                        MEANING);
        var file = String.join("\n", rows).getBytes(StandardCharsets.UTF_8);
        return calls.upload(
                "delivered", "/api/imports", new Form("mapping", mapping, "delivered.csv", file));
    }

    private void awaitImport(String id, int rows) {
        var bar = calls.bar("Delivered", "deals of before, imported");
        var end = System.nanoTime() + PATIENCE.toNanos();
        var state = calls.get("/api/imports/" + id);
        while (state.path("status").asString().equals("RUNNING") && System.nanoTime() < end) {
            bar.show(state.path("processed").asInt(), rows);
            calls.pause();
            state = calls.get("/api/imports/" + id);
        }
        if (!state.path("status").asString().equals("COMPLETED")
                || state.path("failed").asInt() > 0) {
            throw new Failure("The sales of the demo are not imported: " + state);
        }
        bar.show(rows, rows);
        bar.end();
    }

    private List<Call> companies() {
        var made = new ArrayList<Call>();
        for (var company : DemoNames.COMPANIES) {
            var body = new HashMap<String, Object>();
            body.put("name", company[0]);
            body.put("sector", company[1]);
            body.put("location", chance.pick(DemoNames.TOWNS));
            body.put("employees", 3 + chance.below(240));
            body.put("revenue", Engine.money(1000L * chance.between(250, 40_000), Demo.CURRENCY));
            made.add(() -> calls.make("company/" + company[0], "/api/companies", body));
        }
        return made;
    }

    private List<Call> contacts(DemoSize size, List<String> companies) {
        var made = new ArrayList<Call>();
        for (int i = 0; i < size.contacts(); i++) {
            var name = "contact/" + i;
            var body = contact(i, companies);
            emails.add(String.valueOf(body.get("email")));
            var mayBeWritten = chance.happens(70);
            made.add(
                    () -> {
                        var id = calls.make(name, "/api/contacts", body);
                        if (mayBeWritten) {
                            calls.tell(
                                    name + "/consent",
                                    "PUT",
                                    "/api/contacts/" + id + "/consents/email",
                                    Map.of("given", true, "basis", "consent"));
                        }
                        return id;
                    });
        }
        return made;
    }

    private Map<String, Object> contact(int number, List<String> companies) {
        var first = chance.pick(DemoNames.FIRST);
        var last = chance.pick(DemoNames.LAST);
        var body = new HashMap<String, Object>();
        body.put("firstName", first);
        body.put("lastName", last);
        body.put("email", "%s.%s%d@example.com".formatted(ascii(first), ascii(last), number));
        body.put("phone", "+44 1539 %06d".formatted(chance.below(1_000_000)));
        body.put("source", chance.pick(DemoNames.SOURCES));
        body.put("tags", List.of(chance.pick(DemoNames.TAGS)));
        body.put("customFields", Map.of("town", chance.pick(DemoNames.TOWNS)));
        if (chance.happens(30)) {
            body.put("companyId", chance.pick(companies));
            body.put("jobTitle", chance.pick(DemoNames.JOBS));
        }
        return body;
    }

    private static String ascii(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    /** The ids of the open stages; the pipeline comes first. */
    private List<String> pipeline() {
        var stages = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < STAGES.size(); i++) {
            stages.add(
                    Map.of("name", STAGES.get(i), "kind", "OPEN", "probability", CHANCES.get(i)));
        }
        stages.add(Map.of("name", WON, "kind", "WON", "probability", 100));
        stages.add(Map.of("name", "Not proceeding", "kind", "LOST", "probability", 0));
        var id =
                calls.make(
                        "pipeline",
                        "/api/pipelines",
                        Map.of("name", "Showroom sales", "stages", stages));
        var ids = new ArrayList<String>();
        ids.add(id);
        Engine.list(calls.get("/api/pipelines/" + id).path("stages")).stream()
                .filter(stage -> stage.path("kind").asString().equals("OPEN"))
                .forEach(stage -> ids.add(stage.path("id").asString()));
        return ids;
    }

    /** What a sale came to. */
    private enum End {
        NONE_YET,
        WON,
        LOST
    }

    /** How a sale goes: all decided before anything is sent, so that the seed alone decides. */
    private record Story(
            Map<String, Object> opening,
            List<Map<String, Object>> moves,
            List<Map<String, Object>> slips,
            End end,
            Map<String, Object> closing) {}

    private Story story(
            List<String> companies, List<String> contacts, List<String> pipelineAndStages) {
        var stages = pipelineAndStages.subList(1, pipelineAndStages.size());
        var at = chance.atWork(today.minus(Duration.ofDays(1L + chance.below(DAYS))));
        var expected = LocalDate.ofInstant(at, ZoneOffset.UTC).plusDays(30L + chance.below(90));
        var opening = new HashMap<String, Object>();
        opening.put("name", chance.pick(DemoNames.ROOMS) + ", " + chance.pick(DemoNames.TOWNS));
        opening.put("value", Engine.money(chance.price(), Demo.CURRENCY));
        opening.put("pipelineId", pipelineAndStages.getFirst());
        opening.put("contactId", chance.pick(contacts));
        opening.put("ownerId", chance.pick(team.sellers()));
        opening.put("source", chance.pick(DemoNames.SOURCES));
        opening.put("customFields", Map.of("range", chance.pick(DemoNames.RANGES)));
        opening.put("occurredAt", at.toString());
        opening.put("expectedCloseDate", expected.toString());
        if (chance.happens(25)) {
            opening.put("companyId", chance.pick(companies));
        }
        var moves = new ArrayList<Map<String, Object>>();
        var reach = chance.below(stages.size());
        for (int i = 1; i <= reach; i++) {
            at = at.plus(chance.days(2, 17));
            if (at.isBefore(today)) {
                moves.add(Map.of("stageId", stages.get(i), "occurredAt", at.toString()));
            }
        }
        var slips = new ArrayList<Map<String, Object>>();
        for (int i = chance.happens(30) ? chance.between(1, 2) : 0; i > 0; i--) {
            expected = expected.plusDays(14L + chance.below(30));
            slips.add(Map.of("expectedCloseDate", expected.toString()));
        }
        at = at.plus(chance.days(3, 42));
        return at.isBefore(today)
                ? closed(opening, moves, slips, at, reach)
                : new Story(opening, moves, slips, End.NONE_YET, Map.of());
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
        if (chance.happens(20 + 15 * reach)) {
            closing.put("reason", chance.pick(DemoNames.WON_REASONS));
            return new Story(opening, moves, slips, End.WON, closing);
        }
        closing.put("reason", chance.pick(DemoNames.LOST_REASONS));
        if (chance.happens(50)) {
            closing.put("competitor", chance.pick(DemoNames.COMPETITORS));
        }
        return new Story(opening, moves, slips, End.LOST, closing);
    }

    /** Answers the id of the deal and that of whom it is with. */
    private Call play(String name, Story story) {
        return () -> {
            var id = calls.make(name, "/api/deals", story.opening());
            for (int i = 0; i < story.slips().size(); i++) {
                calls.tell(name + "/slip/" + i, "PATCH", "/api/deals/" + id, story.slips().get(i));
            }
            for (int i = 0; i < story.moves().size(); i++) {
                calls.tell(
                        name + "/move/" + i,
                        "PUT",
                        "/api/deals/" + id + "/stage",
                        story.moves().get(i));
            }
            switch (story.end()) {
                case NONE_YET -> {}
                case WON -> close(name, id, "win", story);
                case LOST -> close(name, id, "lose", story);
            }
            return id + " " + story.opening().get("contactId");
        };
    }

    private void close(String name, String id, String how, Story story) {
        calls.tell(name + "/end", "POST", "/api/deals/" + id + "/" + how, story.closing());
    }
}
