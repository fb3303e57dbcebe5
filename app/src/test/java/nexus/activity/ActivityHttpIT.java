package nexus.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import nexus.app.EngineTest;
import nexus.platform.NewId;
import nexus.testing.Client;
import nexus.testing.Client.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ActivityHttpIT extends EngineTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    private Client me;
    private Client stranger;

    @BeforeEach
    void register() {
        me = registered();
        stranger = registered();
    }

    private String myId() {
        return me.get("/api/me").json().path("user").path("id").asString();
    }

    private String contact(String lastName) {
        return me.post("/api/contacts", "{\"lastName\":\"%s\"}".formatted(lastName)).id();
    }

    private String company() {
        return me.post("/api/companies", "{\"name\":\"Cancity\"}").id();
    }

    private String deal(Client owner) {
        return owner.post(
                        "/api/deals",
                        "{\"name\":\"Bath\",\"value\":{\"amount\":\"1.00\",\"currency\":\"GBP\"}}")
                .id();
    }

    private Answer task(String subject, Instant due, String more) {
        return me.post(
                "/api/activities",
                """
                {"type":"TASK","subject":"%s","scheduledAt":"%s"%s}"""
                        .formatted(subject, due, more));
    }

    private static List<String> subjects(Answer list) {
        assertThat(list.status()).as("%s", list).isEqualTo(200);
        return StreamSupport.stream(list.json().path("data").spliterator(), false)
                .map(row -> row.path("subject").asString())
                .toList();
    }

    @Test
    void an_activity_is_added_changed_done_put_away_and_none_of_it_by_a_stranger() {
        var contact = contact("Hartley");
        var deal = deal(me);
        var added =
                me.post(
                        "/api/activities",
                        """
                        {"type":"MEETING","subject":"Survey","description":"At their house",
                         "scheduledAt":"%s","contactId":"%s","dealId":"%s","companyId":"%s",
                         "metadata":{"room":"bath"}}"""
                                .formatted(now.plusSeconds(86_400), contact, deal, company()));
        assertThat(added.status()).as("%s", added).isEqualTo(201);
        assertThat(added.header("Location")).isEqualTo("/api/activities/" + added.id());
        var path = added.header("Location");
        var read = me.get(path).json();
        assertThat(read.path("status").asString()).isEqualTo("OPEN");
        assertThat(read.path("contactName").asString()).isEqualTo("Hartley");
        assertThat(read.path("companyName").asString()).isEqualTo("Cancity");
        assertThat(read.path("dealName").asString()).isEqualTo("Bath");
        assertThat(read.path("metadata").path("room").asString()).isEqualTo("bath");
        assertThat(read.path("projectId").isNull()).isTrue();

        var patch = "{\"subject\":\"Second survey\",\"metadata\":{\"room\":null},\"dealId\":null}";
        var move = "{\"scheduledAt\":\"%s\"}".formatted(now.plusSeconds(90_000));
        var noNews = "{\"lastName\":\"Nobody\"}";
        for (var refused :
                List.of(
                        stranger.get(path),
                        stranger.get(path + "/history"),
                        stranger.get(path + "/diff?from=0"),
                        stranger.patch(path, patch),
                        stranger.post(path + "/reschedule", move),
                        stranger.post(path + "/complete", "{}"),
                        stranger.post(path + "/reopen", ""),
                        stranger.delete(path),
                        stranger.post(path + "/restore", ""))) {
            assertThat(refused.status()).as("%s", refused).isEqualTo(404);
        }
        assertThat(stranger.get("/api/activities").json().at("/pagination/total").asInt()).isZero();
        assertThat(stranger.patch("/api/contacts/" + contact, noNews).status()).isEqualTo(404);

        assertThat(me.patch(path, patch).status()).isEqualTo(200);
        assertThat(me.post(path + "/reschedule", move).status()).isEqualTo(200);
        assertThat(me.post(path + "/complete", "").status()).isEqualTo(200);
        var done = me.get(path).json();
        assertThat(done.path("subject").asString()).isEqualTo("Second survey");
        assertThat(done.path("metadata").isEmpty()).isTrue();
        assertThat(done.path("dealId").isNull()).isTrue();
        assertThat(done.path("status").asString()).isEqualTo("COMPLETED");
        assertThat(done.path("completedAt").isNull()).isFalse();
        var again = "{\"scheduledAt\":\"%s\"}".formatted(now.plusSeconds(95_000));
        assertThat(me.post(path + "/reschedule", again).code())
                .isEqualTo("activity.already-completed");
        assertThat(me.post(path + "/reopen", "").status()).isEqualTo(200);
        assertThat(me.get(path).json().path("completedAt").isNull()).isTrue();

        assertThat(me.delete(path).status()).isEqualTo(200);
        assertThat(me.patch(path, patch).code()).isEqualTo("record.archived");
        assertThat(subjects(me.get("/api/activities"))).isEmpty();
        assertThat(me.post(path + "/restore", "").status()).isEqualTo(200);
        assertThat(subjects(me.get("/api/activities"))).containsExactly("Second survey");
        var history = me.get(path + "/history").json();
        assertThat(history.at("/data/0/type").asString()).isEqualTo("activity.restored@1");
        assertThat(history.at("/pagination/total").asInt()).isEqualTo(7);
        assertThat(me.get(path + "/diff?from=0&to=1").json().path("patch").size()).isEqualTo(3);
    }

    @Test
    void an_activity_is_added_under_an_id_of_the_clients_own() {
        var path = "/api/activities/" + NewId.of("activity");
        var body = "{\"type\":\"NOTE\",\"subject\":\"They like oak\"}";
        assertThat(me.put(path, body).status()).isEqualTo(201);
        assertThat(me.put(path, body).status()).isEqualTo(200);
        assertThat(me.put(path, body.replace("oak", "pine")).code())
                .isEqualTo("record.already-exists");
        assertThat(stranger.put(path, body).status()).isIn(404, 409);
        assertThat(me.get(path).json().path("status").asString()).isEqualTo("COMPLETED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"subject\":\"A\"} | 400 | type",
                "{\"type\":\"FAX\",\"subject\":\"A\"} | 400 | type",
                "{\"type\":\"TASK\",\"subject\":\" \"} | 400 | subject",
                "{\"type\":\"TASK\",\"subject\":\"A\",\"scheduledAt\":\"tomorrow\"} | 400 | scheduledAt",
                "{\"type\":\"TASK\",\"subject\":\"A\",\"scheduledAt\":\"+100000-01-01T00:00:00Z\"} | 400 | scheduledAt",
                "{\"type\":\"TASK\",\"subject\":\"A\",\"scheduledAt\":1790000000} | 400 | scheduledAt",
                "{\"type\":\"CALL\",\"subject\":\"A\",\"completedAt\":\"2999-01-01T00:00:00Z\"} | 400 | completedAt",
                "{\"type\":\"TASK\",\"subject\":\"A\",\"occurredAt\":\"2999-01-01T00:00:00Z\"} | 400 | occurredAt",
                "{\"type\":\"CALL\",\"subject\":\"A\",\"completedAt\":\"2020-01-02T00:00:00Z\",\"occurredAt\":\"2020-01-01T00:00:00Z\"} | 400 | occurredAt",
                "{\"type\":\"TASK\",\"subject\":\"A\",\"metadata\":{\"a\":[1]}} | 400 | metadata",
                "{\"type\":\"TASK\",\"subject\":\"A\",\"contactId\":\"deal-1\"} | 400 | contactId",
                "{\"type\":\"TASK\",\"subject\":\"A\",\"colour\":\"red\"} | 400 | colour",
                "{\"type\":\"NOTE\",\"subject\":\"A\",\"scheduledAt\":\"2026-01-01T00:00:00Z\"} | 422 | scheduledAt"
            })
    void what_is_malformed_is_refused_by_name(String body, int status, String field) {
        var refused = me.post("/api/activities", body);
        assertThat(refused.status()).as("%s", refused).isEqualTo(status);
        assertThat(refused.field()).isEqualTo(field);
    }

    @Test
    void what_an_activity_refers_to_must_be_of_the_same_organization() {
        var theirs = stranger.post("/api/contacts", "{\"lastName\":\"Theirs\"}").id();
        var mine = task("Mine", now, "").id();
        for (var reference :
                List.of(
                        "\"contactId\":\"%s\"".formatted(theirs),
                        "\"companyId\":\"%s\"".formatted(NewId.of("company")),
                        "\"dealId\":\"%s\"".formatted(deal(stranger)),
                        "\"projectId\":\"%s\"".formatted(NewId.of("project")),
                        "\"assigneeId\":\"%s\"".formatted(NewId.of("user")))) {
            var field = reference.substring(1, reference.indexOf(':') - 1);
            var added =
                    me.post(
                            "/api/activities",
                            "{\"type\":\"TASK\",\"subject\":\"A\",%s}".formatted(reference));
            assertThat(added.status()).as("%s", added).isEqualTo(422);
            assertThat(added.field()).isEqualTo(field);
            var changed = me.patch("/api/activities/" + mine, "{%s}".formatted(reference));
            assertThat(changed.status()).as("%s", changed).isEqualTo(422);
            assertThat(changed.field()).isEqualTo(field);
        }
    }

    @Test
    void a_list_is_narrowed_down_by_what_activities_are_about() {
        var contact = contact("Hartley");
        var deal = deal(me);
        task("About the contact", now.plusSeconds(60), ",\"contactId\":\"" + contact + "\"");
        task(
                "About the deal",
                now.plusSeconds(120),
                ",\"dealId\":\"%s\",\"assigneeId\":\"%s\"".formatted(deal, myId()));
        me.post("/api/activities", "{\"type\":\"NOTE\",\"subject\":\"They like oak\"}");

        assertThat(subjects(me.get("/api/activities?contactId=" + contact)))
                .containsExactly("About the contact");
        assertThat(subjects(me.get("/api/activities?dealId=" + deal)))
                .containsExactly("About the deal");
        assertThat(subjects(me.get("/api/activities?assigneeId=" + myId())))
                .containsExactly("About the deal");
        assertThat(subjects(me.get("/api/activities?type=NOTE"))).containsExactly("They like oak");
        assertThat(subjects(me.get("/api/activities?status=OPEN&sort=scheduledAt")))
                .containsExactly("About the contact", "About the deal");
        assertThat(subjects(me.get("/api/activities?q=LIKE"))).containsExactly("They like oak");
        assertThat(subjects(me.get("/api/activities?scheduledAt.gt=" + now.plusSeconds(90))))
                .containsExactly("About the deal");
        assertThat(subjects(me.get("/api/activities?reminded=true"))).isEmpty();
        assertThat(me.get("/api/activities?pigment=blue").status()).isEqualTo(400);
    }

    @Test
    void tasks_are_due_by_the_days_of_the_organization() {
        // a zone whose day is another than that of UTC for most of the time
        var zone = ZoneId.of("Pacific/Kiritimati");
        assertThat(
                        me.patch(
                                        "/api/organization",
                                        "{\"settings\":{\"timeZone\":\"%s\"}}".formatted(zone))
                                .status())
                .isEqualTo(200);
        var today = LocalDate.ofInstant(now, zone);
        var midnight = today.atStartOfDay(zone).toInstant();
        var nextMidnight = today.plusDays(1).atStartOfDay(zone).toInstant();
        var weekLater = today.plusDays(7).atStartOfDay(zone).toInstant();
        task("Yesterday", midnight.minusSeconds(1), "");
        task("Early today", midnight, "");
        task("Late today", nextMidnight.minusSeconds(1), "");
        task("Tomorrow", nextMidnight, "");
        task("In a week", weekLater, "");
        task("Whenever", now.minusSeconds(60), "");
        var done = task("Done", now.minusSeconds(60), "").id();
        me.post("/api/activities/" + done + "/complete", "{}");
        me.post(
                "/api/activities",
                "{\"type\":\"CALL\",\"subject\":\"No task\",\"scheduledAt\":\"%s\"}"
                        .formatted(now.minusSeconds(60)));

        assertThat(subjects(me.get("/api/tasks?due=overdue")))
                .contains("Yesterday", "Early today", "Whenever")
                .doesNotContain("Tomorrow", "In a week", "Done", "No task");
        assertThat(subjects(me.get("/api/tasks?due=today")))
                .contains("Early today", "Late today")
                .doesNotContain("Yesterday", "Tomorrow", "In a week", "Done", "No task");
        assertThat(subjects(me.get("/api/tasks?due=week")))
                .contains("Early today", "Late today", "Tomorrow")
                .doesNotContain("Yesterday", "In a week", "Done", "No task");
        assertThat(subjects(me.get("/api/tasks?pageSize=50")))
                .hasSize(6)
                .doesNotContain("Done")
                .endsWith("In a week");
        assertThat(subjects(me.get("/api/tasks?status=COMPLETED"))).containsExactly("Done");
        assertThat(subjects(me.get("/api/tasks?assigneeId=" + myId()))).isEmpty();
        assertThat(me.get("/api/tasks?due=tomorrow").status()).isEqualTo(400);
        assertThat(me.get("/api/tasks?due=today&scheduledAt.lt=" + now).status()).isEqualTo(400);
        assertThat(subjects(stranger.get("/api/tasks?due=overdue"))).isEmpty();
        assertThat(me.get("/api/tasks?due=overdue&asOf=2020-01-01T00:00:00Z").status())
                .isEqualTo(200);
    }

    @Test
    void the_assignee_is_reminded_once_and_again_when_the_task_is_rescheduled() {
        var assignee = ",\"assigneeId\":\"" + myId() + "\"";
        var due = "/api/activities/" + task("Due", now.minusSeconds(5), assignee).id();
        var later = "/api/activities/" + task("Later", now.plusSeconds(9_000), assignee).id();
        var nobodys = "/api/activities/" + task("Nobody's", now.minusSeconds(5), "").id();
        var done = "/api/activities/" + task("Done", now.plusSeconds(9_000), assignee).id();
        me.post(done + "/complete", "{}");

        await().atMost(PATIENCE).until(() -> reminders(due) == 1);
        assertThat(subjects(me.get("/api/activities?reminded=true&assigneeId=" + myId())))
                .containsExactly("Due");
        assertThat(me.get(due).json().path("remindedAt").isNull()).isFalse();
        var reminder = me.get(due + "/history").json().at("/data/0");
        assertThat(reminder.at("/actor/kind").asString()).isEqualTo("SYSTEM");
        assertThat(Instant.parse(reminder.at("/payload/dueAt").asString()))
                .isEqualTo(now.minusSeconds(5));

        me.post(due + "/reschedule", "{\"scheduledAt\":\"%s\"}".formatted(now.minusSeconds(1)));
        await().atMost(PATIENCE).until(() -> reminders(due) == 2);
        me.patch(nobodys, "{" + assignee.substring(1) + "}");
        await().atMost(PATIENCE).until(() -> reminders(nobodys) == 1);
        // whoever reminds has looked again by now, at all of them
        assertThat(reminders(due)).isEqualTo(2);
        assertThat(reminders(later)).isZero();
        assertThat(reminders(done)).isZero();
    }

    @Test
    void what_is_taken_up_again_after_its_time_is_reminded_of_and_what_is_put_off_is_not() {
        var assignee = ",\"assigneeId\":\"" + myId() + "\"";
        var soon = Instant.now().plusSeconds(5); // all below happens before, however busy this is
        var again = "/api/activities/" + task("Again", soon, assignee).id();
        var archived = "/api/activities/" + task("Archived", soon, assignee).id();
        var putOff = "/api/activities/" + task("Put off", soon, assignee).id();
        me.post(again + "/complete", "{}");
        me.delete(archived);
        me.post(putOff + "/reschedule", "{\"scheduledAt\":\"2999-01-01T00:00:00Z\"}");
        var witness = "/api/activities/" + task("Witness", soon.plusSeconds(1), assignee).id();
        await().atMost(PATIENCE).until(() -> reminders(witness) == 1);
        assertThat(reminders(again)).isZero();
        assertThat(reminders(archived)).isZero();
        assertThat(reminders(putOff)).isZero();

        me.post(again + "/reopen", "");
        me.post(archived + "/restore", "");
        await().atMost(PATIENCE).until(() -> reminders(again) == 1 && reminders(archived) == 1);
        assertThat(reminders(putOff)).isZero();
    }

    @Test
    void activities_are_counted_by_what_they_are_who_does_them_and_when() {
        var march = "2026-03-01T10:00:00Z";
        var about = "\"assigneeId\":\"" + myId() + "\"";
        conversation("CALL", "\"completedAt\":\"%s\",%s".formatted(march, about));
        conversation(
                "MEETING",
                "\"completedAt\":\"%s\",\"scheduledAt\":\"2026-03-02T10:00:00Z\",%s"
                        .formatted(march, about));
        conversation(
                "MEETING",
                "\"completedAt\":\"2026-04-03T10:00:00Z\",\"scheduledAt\":\"2026-04-02T10:00:00Z\"");
        task("Overdue", now.minusSeconds(60), "");
        task("Open", now.plusSeconds(9_000), "");
        me.delete("/api/activities/" + task("Hidden", now, "").id());

        var all = me.get("/api/analytics/activities").json();
        assertThat(all.at("/data/0/key").asString()).isEqualTo("MEETING");
        assertThat(all.at("/data/0/onTimeRate").asDouble()).isEqualTo(0.5);
        assertThat(counts(all.path("total"))).containsExactly(3L, 1L, 2L, 1L);
        var mine = me.get("/api/analytics/activities?groupBy=assignee").json();
        assertThat(mine.at("/data/0/key").asString()).isEqualTo(myId());
        assertThat(counts(mine.at("/data/0"))).containsExactly(2L, 1L, 0L, 0L);
        assertThat(mine.at("/data/1/label").asString()).isEqualTo("(none)");
        var april = me.get("/api/analytics/activities?groupBy=month&from=2026-04-01").json();
        assertThat(april.at("/data/0/label").asString()).isEqualTo("2026-04");
        assertThat(counts(april.path("total"))).containsExactly(1L, 0L, 2L, 1L);
        var before = "/api/analytics/activities?effectiveAt=2026-03-15T00:00:00Z";
        assertThat(counts(me.get(before).json().path("total"))).containsExactly(2L, 1L, 0L, 0L);
        assertThat(me.get("/api/analytics/activities?groupBy=colour").status()).isEqualTo(400);
        var theirs = stranger.get("/api/analytics/activities").json();
        assertThat(theirs.path("data").isEmpty()).isTrue();
        assertThat(counts(theirs.path("total"))).containsExactly(0L, 0L, 0L, 0L);
    }

    private static List<Long> counts(JsonNode numbers) {
        return List.of(
                numbers.path("done").asLong(),
                numbers.path("onTime").asLong(),
                numbers.path("open").asLong(),
                numbers.path("overdue").asLong());
    }

    private long reminders(String activity) {
        var history = me.get(activity + "/history?pageSize=50").json().path("data");
        return StreamSupport.stream(history.spliterator(), false)
                .filter(entry -> entry.path("type").asString().equals("activity.reminded@1"))
                .count();
    }

    @Test
    void when_a_contact_was_last_contacted_is_told_by_activities() {
        var contact = contact("Hartley");
        var path = "/api/contacts/" + contact;
        contact("Silent");
        assertThat(me.get(path).json().path("lastContactedAt").isNull()).isTrue();
        assertThat(me.patch(path, "{\"lastContactedAt\":\"2026-01-01T00:00:00Z\"}").field())
                .isEqualTo("lastContactedAt");

        var about = "\"contactId\":\"" + contact + "\"";
        var march = "2026-03-01T10:00:00Z";
        var april = "2026-04-01T10:00:00Z";
        conversation("CALL", "\"completedAt\":\"" + march + "\"," + about);
        conversation("NOTE", "\"completedAt\":\"2026-05-01T10:00:00Z\"," + about);
        conversation("MEETING", "\"scheduledAt\":\"2026-05-02T10:00:00Z\"," + about);
        assertThat(me.get(path).json().path("lastContactedAt").asString()).isEqualTo(march);

        var before = Instant.now();
        var email = conversation("EMAIL", "\"completedAt\":\"" + april + "\"," + about);
        assertThat(me.get(path).json().path("lastContactedAt").asString()).isEqualTo(april);
        assertThat(me.get(path + "?asOf=" + before).json().path("lastContactedAt").asString())
                .isEqualTo(march);
        var list = me.get("/api/contacts?sort=-lastContactedAt").json();
        assertThat(list.at("/data/0/lastContactedAt").asString()).isEqualTo(april);
        assertThat(list.at("/data/1/lastContactedAt").isNull()).isTrue();
        assertThat(
                        me.get("/api/contacts?lastContactedAt.gte=" + april)
                                .json()
                                .at("/pagination/total")
                                .asInt())
                .isEqualTo(1);

        me.delete("/api/activities/" + email);
        assertThat(me.get(path).json().path("lastContactedAt").asString()).isEqualTo(march);
    }

    private String conversation(String type, String more) {
        var added =
                me.post(
                        "/api/activities",
                        "{\"type\":\"%s\",\"subject\":\"About tiles\",%s}".formatted(type, more));
        assertThat(added.status()).as("%s", added).isEqualTo(201);
        return added.id();
    }

    @Test
    void a_timeline_merges_events_and_activities_newest_first() {
        var contact = contact("Hartley");
        var path = "/api/contacts/" + contact;
        var about = "\"contactId\":\"" + contact + "\"";
        conversation("CALL", "\"completedAt\":\"2026-03-01T10:00:00Z\"," + about);
        me.patch(path, "{\"lastName\":\"King\"}");
        conversation("TASK", "\"scheduledAt\":\"2999-01-01T00:00:00Z\"," + about);
        conversation("NOTE", "\"companyId\":\"" + company() + "\"");
        var hidden = conversation("NOTE", about);
        me.delete("/api/activities/" + hidden);

        assertThat(entries(me.get(path + "/timeline")))
                .containsExactly("TASK", "contact.details-changed@1", "contact.created@1", "CALL");
        var first = me.get(path + "/timeline?pageSize=1").json();
        assertThat(first.at("/data/0/kind").asString()).isEqualTo("ACTIVITY");
        assertThat(first.at("/data/0/event").isNull()).isTrue();
        assertThat(first.at("/data/0/activity/contactName").asString()).isEqualTo("King");
        assertThat(first.path("nextCursor").isNull()).isFalse();
        var second =
                me.get(path + "/timeline?pageSize=2&cursor=" + first.path("nextCursor").asString())
                        .json();
        assertThat(second.at("/data/0/event/payload/details/lastName").asString())
                .isEqualTo("King");
        assertThat(second.at("/data/0/event/actor/kind").asString()).isEqualTo("USER");

        assertThat(stranger.get(path + "/timeline").status()).isEqualTo(404);
        assertThat(me.get(path + "/timeline?cursor=x").status()).isEqualTo(400);
        assertThat(me.get(path + "/timeline?colour=red").status()).isEqualTo(400);
        assertThat(me.get("/api/contacts/nonsense/timeline").status()).isEqualTo(404);
        assertThat(me.get(path + "/timeline?asOf=2020-01-01T00:00:00Z").status()).isEqualTo(404);
    }

    /** A walk meets everything that was there when it began once, whatever is done meanwhile. */
    @Test
    void a_walk_along_a_timeline_is_stable_while_others_write() {
        var path = "/api/deals/" + deal(me);
        var about = "\"dealId\":\"" + path.substring("/api/deals/".length()) + "\"";
        var tasks = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            tasks.add(
                    conversation(
                            "TASK",
                            "\"occurredAt\":\"%s\",%s"
                                    .formatted(now.minusSeconds(86_400L * (i + 1)), about)));
            me.patch(path, "{\"name\":\"Bath %d\"}".formatted(i));
        }
        var whole = ids(me.get(path + "/timeline?pageSize=200"));
        assertThat(whole).hasSize(25).doesNotHaveDuplicates();

        var met = new ArrayList<String>();
        var cursor = "";
        for (int page = 0; cursor != null; page++) {
            var answer = me.get(path + "/timeline?pageSize=4&cursor=" + cursor);
            met.addAll(ids(answer));
            var next = answer.json().path("nextCursor");
            cursor = next.isNull() ? null : next.asString();
            // what was not met yet moves to the top, and there is more of everything
            me.post("/api/activities/" + tasks.get(tasks.size() - 1 - page) + "/complete", "{}");
            me.patch(path, "{\"name\":\"New %d\"}".formatted(page));
            conversation("NOTE", about);
        }
        assertThat(met).containsExactlyElementsOf(whole);
    }

    @Test
    void what_was_recorded_after_the_fact_stands_where_it_happened() {
        var opened =
                me.post(
                        "/api/deals",
                        """
                        {"name":"Bath","value":{"amount":"1.00","currency":"GBP"},
                         "occurredAt":"2026-01-01T10:00:00Z"}""");
        var path = "/api/deals/" + opened.id();
        me.post(path + "/win", "{\"occurredAt\":\"2026-03-01T10:00:00Z\"}");
        me.post(path + "/reopen", "{\"reason\":\"too early\"}");
        var between = Instant.now();
        me.post(path + "/lose", "{\"reason\":\"price\",\"occurredAt\":\"2026-02-01T10:00:00Z\"}");
        conversation(
                "CALL",
                "\"completedAt\":\"2026-02-15T10:00:00Z\",\"dealId\":\"%s\""
                        .formatted(opened.id()));

        assertThat(entries(me.get(path + "/timeline")))
                .containsExactly(
                        "deal.reopened@1", "deal.won@1", "CALL", "deal.lost@1", "deal.opened@1");
        var met = new ArrayList<String>();
        var cursor = "";
        while (cursor != null) {
            var page = me.get(path + "/timeline?pageSize=1&cursor=" + cursor);
            met.addAll(entries(page));
            var next = page.json().path("nextCursor");
            cursor = next.isNull() ? null : next.asString();
        }
        assertThat(met)
                .containsExactly(
                        "deal.reopened@1", "deal.won@1", "CALL", "deal.lost@1", "deal.opened@1");
        assertThat(entries(me.get(path + "/timeline?effectiveAt=2026-02-20T00:00:00Z")))
                .containsExactly("CALL", "deal.lost@1", "deal.opened@1");
        assertThat(entries(me.get(path + "/timeline?asOf=" + between)))
                .containsExactly("deal.reopened@1", "deal.won@1", "deal.opened@1");
    }

    private static List<String> entries(Answer timeline) {
        assertThat(timeline.status()).as("%s", timeline).isEqualTo(200);
        return StreamSupport.stream(timeline.json().path("data").spliterator(), false)
                .map(
                        entry ->
                                entry.path("event").isNull()
                                        ? entry.at("/activity/type").asString()
                                        : entry.at("/event/type").asString())
                .toList();
    }

    private static List<String> ids(Answer timeline) {
        assertThat(timeline.status()).as("%s", timeline).isEqualTo(200);
        return StreamSupport.stream(timeline.json().path("data").spliterator(), false)
                .map(ActivityHttpIT::id)
                .toList();
    }

    private static String id(JsonNode entry) {
        return entry.path("event").isNull()
                ? entry.at("/activity/id").asString()
                : entry.at("/event/eventId").asString();
    }
}
