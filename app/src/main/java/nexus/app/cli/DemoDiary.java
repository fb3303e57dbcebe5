package nexus.app.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nexus.app.cli.DemoCalls.Call;

/** What people of the demo did about its records, and what they still have to do. */
final class DemoDiary {

    private static final int CONVERSATIONS = 500;
    private static final int TASKS = 60;

    private final DemoCalls calls;
    private final DemoChance chance;
    private final Instant today;
    private final List<String> people;

    DemoDiary(DemoCalls calls, long seed, Instant today, List<String> people) {
        this.calls = calls;
        this.chance = new DemoChance(seed, "diary");
        this.today = today;
        this.people = people;
    }

    /** Answers how many entries there are. */
    int write(DemoSales.Sold sold, List<String> projects) {
        var entries = new ArrayList<Call>();
        for (int i = 0; i < CONVERSATIONS; i++) {
            entries.add(entry("conversation/" + i, conversation(sold)));
        }
        for (int i = 0; i < TASKS; i++) {
            entries.add(task("task/" + i, i, sold, projects));
        }
        return DemoCalls.together(entries).size();
    }

    private Call entry(String name, Map<String, Object> body) {
        return () -> calls.make(name, "/api/activities", body);
    }

    private Map<String, Object> conversation(DemoSales.Sold sold) {
        var kind = chance.pick(DemoNames.CONVERSATIONS);
        var at = chance.atWork(today.minus(Duration.ofDays(chance.between(1, 180))));
        var body = about(kind[0], kind[1], sold);
        body.put("completedAt", at.toString());
        if (kind[0].equals("CALL")) {
            body.put("metadata", Map.of("minutes", chance.between(2, 25)));
        }
        return body;
    }

    /** In turns overdue, due today, later this week, in some weeks, and done. */
    private Call task(String name, int number, DemoSales.Sold sold, List<String> projects) {
        var body = about("TASK", chance.pick(DemoNames.TASKS), sold);
        body.put("occurredAt", chance.atWork(today.minus(Duration.ofDays(20))).toString());
        if (chance.happens(40)) {
            body.keySet().removeAll(List.of("dealId", "contactId"));
            body.put("projectId", chance.pick(projects));
        }
        var day = LocalDate.ofInstant(today, ZoneOffset.UTC);
        var due =
                switch (number % 5) {
                    case 0 -> day.minusDays(chance.between(1, 12));
                    case 1 -> day;
                    case 2 -> day.plusDays(chance.between(1, 6));
                    case 3 -> day.plusDays(chance.between(8, 40));
                    default -> day.minusDays(chance.between(3, 15));
                };
        var hour = number % 5 == 1 ? chance.between(17, 22) : chance.between(9, 16);
        body.put(
                "scheduledAt",
                due.atTime(LocalTime.of(hour, 0)).toInstant(ZoneOffset.UTC).toString());
        var isDone = number % 5 == 4;
        return () -> {
            var id = calls.make(name, "/api/activities", body);
            if (isDone) {
                calls.tell(
                        name + "/done",
                        "POST",
                        "/api/activities/" + id + "/complete",
                        Map.of("occurredAt", today.minus(Duration.ofDays(2)).toString()));
            }
            return id;
        };
    }

    private Map<String, Object> about(String type, String subject, DemoSales.Sold sold) {
        var body = new HashMap<String, Object>();
        body.put("type", type);
        body.put("subject", subject);
        body.put("assigneeId", chance.pick(people));
        var sale = chance.pick(sold.sales());
        body.put("contactId", sale.contact());
        if (chance.happens(60)) {
            body.put("dealId", sale.deal());
        }
        return body;
    }
}
