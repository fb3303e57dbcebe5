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

    /** How a task stands today. */
    private enum Due {
        OVERDUE,
        TODAY,
        THIS_WEEK,
        LATER,
        DONE
    }

    void write(DemoSize size, DemoSales.Sold sold, List<String> projects) {
        var conversations = new ArrayList<Call>();
        for (int i = 0; i < size.conversations(); i++) {
            conversations.add(entry("conversation/" + i, conversation(sold)));
        }
        calls.together("Diary", "calls, mails, visits and notes", conversations);
        var tasks = new ArrayList<Call>();
        for (int i = 0; i < size.tasks(); i++) {
            var due = Due.values()[i % Due.values().length];
            tasks.add(task("task/" + i, due, sold, projects));
        }
        calls.together("Tasks", "tasks", tasks);
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

    private Call task(String name, Due due, DemoSales.Sold sold, List<String> projects) {
        var body = about("TASK", chance.pick(DemoNames.TASKS), sold);
        body.put("occurredAt", chance.atWork(today.minus(Duration.ofDays(20))).toString());
        if (chance.happens(40)) {
            body.keySet().removeAll(List.of("dealId", "contactId"));
            body.put("projectId", chance.pick(projects));
        }
        var day = LocalDate.ofInstant(today, ZoneOffset.UTC);
        var date =
                switch (due) {
                    case OVERDUE -> day.minusDays(chance.between(1, 12));
                    case TODAY -> day;
                    case THIS_WEEK -> day.plusDays(chance.between(1, 6));
                    case LATER -> day.plusDays(chance.between(8, 40));
                    case DONE -> day.minusDays(chance.between(3, 15));
                };
        var hour = due == Due.TODAY ? chance.between(17, 22) : chance.between(9, 16);
        body.put(
                "scheduledAt",
                date.atTime(LocalTime.of(hour, 0)).toInstant(ZoneOffset.UTC).toString());
        return () -> {
            var id = calls.make(name, "/api/activities", body);
            if (due == Due.DONE) {
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
