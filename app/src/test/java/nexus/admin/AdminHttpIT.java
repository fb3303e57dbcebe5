package nexus.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import nexus.app.EngineTest;
import nexus.platform.NewId;
import nexus.testing.Client;
import nexus.testing.Client.Answer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What those who run an installation see and do over HTTP, and what others do not. */
class AdminHttpIT extends EngineTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @Autowired JdbcClient db;

    private static List<JsonNode> list(JsonNode array) {
        return array.valueStream().toList();
    }

    private Answer ended(Client operator, String id) {
        await().atMost(LONG)
                .until(
                        () ->
                                !operator.get("/api/admin/replays/" + id)
                                        .json()
                                        .path("state")
                                        .asString()
                                        .equals("RUNNING"));
        return operator.get("/api/admin/replays/" + id);
    }

    private static Answer started(Client operator, String name) {
        var answer =
                operator.post("/api/admin/projections/" + name + "/replays", "{\"dryRun\":true}");
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        return answer;
    }

    private static String state(Answer replay) {
        return replay.json().path("state").asString();
    }

    private Client colleague(Client owner, String role) {
        var email = "colleague-" + UUID.randomUUID() + "@example.com";
        owner.post(
                "/api/organization/members",
                """
                {"email":"%s","password":"staple-horse-4711","firstName":"Cole","lastName":"League",
                 "role":"%s"}"""
                        .formatted(email, role));
        var in =
                anonymous()
                        .post(
                                "/api/auth/login",
                                "{\"email\":\"%s\",\"password\":\"staple-horse-4711\"}"
                                        .formatted(email));
        assertThat(in.status()).as("%s", in).isEqualTo(200);
        return anonymous().withToken(in.json().path("accessToken").asString());
    }

    @Test
    void owners_and_admins_see_how_projections_are_doing_and_nobody_else_does() {
        var owner = registered();
        for (var reader : List.of(owner, colleague(owner, "ADMIN"), operator())) {
            var answer = reader.get("/api/admin/projections");
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            assertThat(list(answer.json().path("data")))
                    .anySatisfy(
                            one -> {
                                assertThat(one.path("name").asString()).isEqualTo("views");
                                assertThat(one.path("position").asLong()).isPositive();
                                assertThat(one.path("node").asString()).isNotBlank();
                                assertThat(one.path("state").asString()).isIn("CURRENT", "BEHIND");
                            });
            assertThat(list(answer.json().path("replayable")).stream().map(JsonNode::asString))
                    .contains("all", "views", "search", "deals", "contacts");
        }
        assertThat(colleague(owner, "MEMBER").get("/api/admin/projections").status())
                .isEqualTo(403);
        assertThat(colleague(owner, "VIEWER").get("/api/admin/projections").status())
                .isEqualTo(403);
        assertThat(anonymous().get("/api/admin/projections").status()).isEqualTo(401);
    }

    @Test
    void what_went_wrong_is_told_to_operators_only() {
        try {
            db.sql(
                            """
                            insert into projection_token (processor, segment, segments, error, failed_at)
                            values ('broken', 0, 1, 'names a secret', now())""")
                    .update();
            var seen = broken(registered());
            assertThat(seen.path("state").asString()).isEqualTo("FAILED");
            assertThat(seen.path("error").isNull()).isTrue();
            assertThat(broken(operator()).path("error").asString()).isEqualTo("names a secret");
        } finally {
            db.sql("delete from projection_token where processor = 'broken'").update();
        }
    }

    private static JsonNode broken(Client reader) {
        return list(reader.get("/api/admin/projections").json().path("data")).stream()
                .filter(one -> one.path("name").asString().equals("broken"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_operator_makes_a_view_anew_switches_to_it_and_back_and_all_of_it_is_written_down() {
        var operator = operator();
        var started =
                operator.post(
                        "/api/admin/projections/companies/replays",
                        "{\"dryRun\":false,\"reason\":\"Not trusted\"}");
        assertThat(started.status()).as("%s", started).isEqualTo(202);
        var path = "/api/admin/replays/" + started.id();
        assertThat(started.header("Location")).isEqualTo(path);

        var ready = ended(operator, started.id());
        assertThat(state(ready)).as("%s", ready).isEqualTo("READY");
        assertThat(ready.json().at("/comparisons/0/equal").asBoolean()).isTrue();
        assertThat(ready.json().path("done").asLong()).isPositive();

        assertThat(state(operator.post(path + "/switch", "{\"reason\":\"Looks right\"}")))
                .isEqualTo("SWITCHED");
        assertThat(operator.post(path + "/switch", "{}").code()).isEqualTo("replay.not-possible");
        var back = operator.post(path + "/rollback", "{}");
        assertThat(state(back)).isEqualTo("ROLLED_BACK");
        assertThat(operator.post(path + "/cancel", "{}").status()).isEqualTo(409);

        var actions = list(operator.get(path).json().path("actions"));
        assertThat(actions.stream().map(one -> one.path("action").asString()))
                .containsExactly(
                        "replay.start",
                        "replay.switch",
                        "replay.switch",
                        "replay.switch.refused",
                        "replay.rollback",
                        "replay.cancel",
                        "replay.cancel.refused");
        assertThat(actions.getFirst().path("reason").asString()).isEqualTo("Not trusted");
        assertThat(actions.getFirst().path("actorName").asString()).isNotBlank();
        assertThatThrownBy(() -> db.sql("delete from operator_action").update())
                .isInstanceOf(DataAccessException.class);
        assertThat(list(operator.get("/api/admin/replays").json().path("data")))
                .anyMatch(one -> one.path("id").asString().equals(started.id()));
    }

    @Test
    void a_dry_run_compares_and_leaves_nothing() {
        var operator = operator();
        var started = started(operator, "contacts");
        var compared = ended(operator, started.id());
        assertThat(state(compared)).as("%s", compared).isEqualTo("COMPARED");
        assertThat(compared.json().at("/comparisons/0/view").asString()).isEqualTo("contacts");
        assertThat(compared.json().at("/comparisons/0/equal").asBoolean()).isTrue();
        await().atMost(LONG)
                .untilAsserted(
                        () ->
                                assertThat(
                                                db.sql(
                                                                "select count(*) from view_generation where rebuild = :id")
                                                        .param("id", started.id())
                                                        .query(Long.class)
                                                        .single())
                                        .isZero());
    }

    @Test
    void an_operator_makes_the_search_index_anew_and_a_stranger_does_not() {
        assertThat(registered().post("/api/admin/projections/search/replays", "{}").code())
                .isEqualTo("operator.needed");
        var operator = operator();
        var named = "Cancity " + UUID.randomUUID().toString().substring(0, 8);
        operator.post("/api/companies", "{\"name\":\"%s\"}".formatted(named));
        assertThat(operator.get("/api/search?q=" + named.replace(' ', '+')).json().path("data"))
                .hasSize(1);
        var started = operator.post("/api/admin/projections/search/replays", "{}");
        assertThat(started.status()).as("%s", started).isEqualTo(202);
        var ready = ended(operator, started.id());
        assertThat(state(ready)).as("%s", ready).isEqualTo("READY");
        assertThat(ready.json().path("unit").asString()).isEqualTo("documents");
        var path = "/api/admin/replays/" + started.id();
        assertThat(state(operator.post(path + "/switch", "{}"))).isEqualTo("SWITCHED");
        assertThat(operator.get("/api/search?q=" + named.replace(' ', '+')).json().path("data"))
                .hasSize(1);
        assertThat(state(operator.post(path + "/rollback", "{}"))).isEqualTo("ROLLED_BACK");
        assertThat(list(operator.get("/api/admin/projections").json().path("data")))
                .anyMatch(
                        one ->
                                one.path("name").asString().equals("search")
                                        && !one.path("node").asString("").isEmpty());
    }

    /** Other tests leave events that do not fit, so it need not come to its end. */
    @Test
    void all_are_all_views_and_the_search_index_in_one_replay() {
        var operator = operator();
        var started = started(operator, "all");
        var replay = operator.get("/api/admin/replays/" + started.id());
        assertThat(list(replay.json().path("views")).stream().map(JsonNode::asString))
                .hasSizeGreaterThan(6)
                .contains("search");
        assertThat(operator.post("/api/admin/projections/deals/replays", "{}").code())
                .isEqualTo("replay.not-possible");
        operator.post("/api/admin/replays/" + started.id() + "/cancel", "{}");
        assertThat(state(ended(operator, started.id()))).isIn("CANCELLED", "FAILED", "COMPARED");
    }

    @Test
    void a_stranger_who_owns_an_organization_makes_nothing_anew_and_sees_no_replay() {
        var stranger = registered();
        var operator = operator();
        var id = started(operator, "contacts").id();
        var before = actions();
        for (var answer :
                List.of(
                        stranger.post("/api/admin/projections/deals/replays", "{\"dryRun\":true}"),
                        stranger.get("/api/admin/replays"),
                        stranger.get("/api/admin/replays/" + id),
                        stranger.post("/api/admin/replays/" + id + "/switch", "{}"),
                        stranger.post("/api/admin/replays/" + id + "/rollback", "{}"),
                        stranger.post("/api/admin/replays/" + id + "/cancel", "{}"))) {
            assertThat(answer.status()).as("%s", answer).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("operator.needed");
        }
        assertThat(actions()).isEqualTo(before);
        assertThat(state(ended(operator, id))).isEqualTo("COMPARED");
    }

    private long actions() {
        return db.sql("select count(*) from operator_action").query(Long.class).single();
    }

    @Test
    void wrong_requests_are_refused_by_name() {
        var operator = operator();
        assertThat(operator.post("/api/admin/projections/nonsense/replays", "{}").status())
                .isEqualTo(404);
        assertThat(operator.post("/api/admin/projections/deals/replays", "").status())
                .isEqualTo(400);
        assertThat(
                        operator.post(
                                        "/api/admin/projections/deals/replays",
                                        "{\"dryRun\":\"perhaps\"}")
                                .field())
                .isEqualTo("dryRun");
        assertThat(operator.post("/api/admin/projections/deals/replays", "{\"colour\":1}").field())
                .isEqualTo("colour");
        assertThat(operator.get("/api/admin/replays/replay-none").status()).isEqualTo(404);
        assertThat(operator.post("/api/admin/replays/replay-none/switch", "{}").status())
                .isEqualTo(404);
        assertThat(operator.post("/api/admin/dead-letters/none/retry", "{}").status())
                .isEqualTo(404);
        assertThat(operator.post("/api/admin/dead-letters/none/skip", "{}").field())
                .isEqualTo("reason");
        for (var query : List.of("page=0", "pageSize=201", "page=x")) {
            assertThat(operator.get("/api/admin/dead-letters?" + query).status())
                    .as(query)
                    .isEqualTo(400);
        }
    }

    @Test
    void dead_letters_are_shown_to_whom_they_belong_and_skipped_by_operators_with_a_reason() {
        var owner = registered();
        var pipeline = poisoned(organizationOf(owner));
        await().atMost(LONG).until(() -> lettersOf(operator(), pipeline).size() == 2);

        assertThat(lettersOf(owner, pipeline)).hasSize(2);
        assertThat(lettersOf(registered(), pipeline)).isEmpty();
        assertThat(colleague(owner, "MEMBER").get("/api/admin/dead-letters").status())
                .isEqualTo(403);
        var letters = lettersOf(operator(), pipeline);
        var first = "/api/admin/dead-letters/" + letters.getFirst().path("id").asString();
        var second = "/api/admin/dead-letters/" + letters.getLast().path("id").asString();

        assertThat(owner.post(first + "/skip", "{\"reason\":\"x\"}").code())
                .isEqualTo("operator.needed");
        assertThat(registered().post(first + "/skip", "{\"reason\":\"x\"}").status())
                .isEqualTo(404);
        assertThat(operator().post(first + "/retry", "{}").code())
                .isEqualTo("dead-letter.refused-again");
        assertThat(operator().post(second + "/skip", "{\"reason\":\"x\"}").code())
                .isEqualTo("dead-letter.waits-behind");
        assertThat(operator().post(first + "/skip", "{\"reason\":\" \"}").field())
                .isEqualTo("reason");

        var skipped = operator().post(first + "/skip", "{\"reason\":\"A stage that never was\"}");
        assertThat(skipped.json().path("outcome").asString())
                .as("%s", skipped)
                .isEqualTo("SKIPPED");
        assertThat(lettersOf(owner, pipeline)).isEmpty();
        assertThat(nameOf(pipeline)).isEqualTo("After");
        assertThat(
                        db.sql(
                                        "select reason from operator_action where action = 'dead-letter.skip'")
                                .query(String.class)
                                .list())
                .anyMatch(
                        reason ->
                                reason.startsWith("A stage that never was")
                                        && reason.contains(pipeline));
    }

    private static String organizationOf(Client client) {
        return client.get("/api/me").json().at("/organization/id").asString();
    }

    private List<JsonNode> lettersOf(Client reader, String record) {
        return list(reader.get("/api/admin/dead-letters?pageSize=200").json().path("data")).stream()
                .filter(letter -> letter.path("recordId").asString().equals(record))
                .toList();
    }

    private String nameOf(String pipeline) {
        return db.sql("select name from pipelines where id = :id")
                .param("id", pipeline)
                .query(String.class)
                .single();
    }

    /** A pipeline with an event that no view can take in, and one behind it. */
    private String poisoned(String organization) {
        var id = NewId.of("pipeline");
        append(
                organization,
                id,
                0,
                "pipeline.created",
                """
                {"pipelineId":"%s","name":"Before","standard":false,
                 "stages":[{"id":"stage-1","name":"Lead","kind":"OPEN","probability":10}]}"""
                        .formatted(id));
        append(
                organization,
                id,
                1,
                "pipeline.stage-changed",
                "{\"pipelineId\":\"%s\"}".formatted(id));
        append(
                organization,
                id,
                2,
                "pipeline.renamed",
                "{\"pipelineId\":\"%s\",\"name\":\"After\"}".formatted(id));
        return id;
    }

    private void append(
            String organization, String stream, long version, String type, String payload) {
        db.sql(
                        """
                        insert into event (event_id, stream_id, version, stream_type, type, revision,
                          payload, metadata, organization_id, occurred_at, recorded_at)
                        values (:event, :stream, :version, 'pipeline', :type, '1', :payload::jsonb,
                          jsonb_build_object('organizationId', cast(:organization as text)),
                          :organization, now(), now())""")
                .param("event", NewId.of("event"))
                .param("stream", stream)
                .param("version", version)
                .param("type", type)
                .param("payload", payload)
                .param("organization", organization)
                .update();
    }
}
