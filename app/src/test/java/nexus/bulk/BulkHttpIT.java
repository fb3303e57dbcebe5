package nexus.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import nexus.app.EngineTest;
import nexus.testing.Client;
import nexus.testing.Client.Answer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BulkHttpIT extends EngineTest {

    private static Answer bulk(Client client, String resource, String change, String... ids) {
        return send(client, false, resource, change, ids);
    }

    private static Answer rehearsed(Client client, String resource, String change, String... ids) {
        return send(client, true, resource, change, ids);
    }

    private static Answer send(
            Client client, boolean dryRun, String resource, String change, String... ids) {
        return client.post("/api/bulk", body(dryRun, resource, change, ids));
    }

    private static String body(boolean dryRun, String resource, String change, String... ids) {
        return """
        {"resource":"%s","ids":[%s],"change":%s,"dryRun":%s}"""
                .formatted(
                        resource,
                        Arrays.stream(ids)
                                .map(id -> "\"" + id + "\"")
                                .collect(Collectors.joining(",")),
                        change,
                        dryRun);
    }

    private static String made(Client client, String resource, String body) {
        var answer = client.post("/api/" + resource, body);
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return answer.id();
    }

    private static String deal(Client client) {
        return made(
                client,
                "deals",
                "{\"name\":\"Kitchen\",\"value\":{\"amount\":\"100.00\",\"currency\":\"GBP\"}}");
    }

    private static String contact(Client client, String tags) {
        return made(client, "contacts", "{\"firstName\":\"Ada\",\"tags\":" + tags + "}");
    }

    private static JsonNode stage(Client client, String kind, int number) {
        return StreamSupport.stream(
                        client.get("/api/pipelines?isDefault=true")
                                .json()
                                .at("/data/0/stages")
                                .spliterator(),
                        false)
                .filter(stage -> stage.path("kind").asString().equals(kind))
                .skip(number)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void many_deals_are_moved_and_told_of_alike_and_it_is_seen_at_once() {
        var somebody = registered();
        var one = deal(somebody);
        var other = deal(somebody);
        var unchanged = deal(somebody);
        var to = stage(somebody, "OPEN", 1).path("id").asString();
        somebody.put("/api/deals/" + unchanged + "/stage", "{\"stageId\":\"" + to + "\"}");
        somebody.patch("/api/deals/" + unchanged, "{\"source\":\"fair\"}");

        var answer =
                bulk(
                        somebody,
                        "deals",
                        "{\"stageId\":\"" + to + "\",\"source\":\"fair\"}",
                        one,
                        other,
                        one,
                        unchanged);

        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.json().path("done").asInt()).as("each counts once").isEqualTo(3);
        assertThat(answer.json().path("refused").asInt()).isZero();
        assertThat(answer.header("Nexus-Position"))
                .as("the last that was stored, not the last that was named")
                .isEqualTo(other + "@" + answer.json().at("/records/1/version").asLong());
        for (var id : new String[] {one, other}) {
            var deal = somebody.get("/api/deals/" + id).json();
            assertThat(deal.path("stageId").asString()).isEqualTo(to);
            assertThat(deal.path("source").asString()).isEqualTo("fair");
        }
    }

    @Test
    void what_cannot_be_changed_says_why_and_holds_up_nobody() {
        var somebody = registered();
        var open = deal(somebody);
        var closed = deal(somebody);
        somebody.post("/api/deals/" + closed + "/lose", "{\"reason\":\"Too dear\"}");
        var strangers = deal(registered());
        var to = stage(somebody, "OPEN", 1).path("id").asString();

        var answer =
                bulk(
                        somebody,
                        "deals",
                        "{\"source\":\"fair\",\"stageId\":\"" + to + "\"}",
                        closed,
                        strangers,
                        open);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("done").asInt()).isEqualTo(1);
        assertThat(answer.json().path("refused").asInt()).isEqualTo(2);
        assertThat(answer.json().at("/records/0/code").asString()).isEqualTo("deal.already-closed");
        assertThat(answer.json().at("/records/0/detail").asString()).contains("reopen");
        assertThat(answer.json().at("/records/1/code").asString()).isEqualTo("record.not-found");
        assertThat(somebody.get("/api/deals/" + open).json().path("source").asString())
                .isEqualTo("fair");
        assertThat(somebody.get("/api/deals/" + closed).json().path("source").isNull())
                .as("wholly or not at all")
                .isTrue();
    }

    @Test
    void a_rehearsal_says_the_same_and_changes_nothing() {
        var somebody = registered();
        var open = deal(somebody);
        var closed = deal(somebody);
        somebody.post("/api/deals/" + closed + "/lose", "{\"reason\":\"Too dear\"}");
        var before = somebody.get("/api/deals/" + open).json();

        var answer = rehearsed(somebody, "deals", "{\"source\":\"fair\"}", open, closed);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("dryRun").asBoolean()).isTrue();
        assertThat(answer.json().path("done").asInt()).isEqualTo(1);
        assertThat(answer.json().path("refused").asInt()).isEqualTo(1);
        assertThat(answer.json().at("/records/0/version").isNull()).isTrue();
        assertThat(somebody.get("/api/deals/" + open).json()).isEqualTo(before);
        bulk(somebody, "deals", "{\"source\":\"web\"}", open);
        assertThat(somebody.get("/api/deals/" + open).json().path("version").asLong())
                .as("nothing of it was kept in memory either")
                .isEqualTo(before.path("version").asLong() + 1);
    }

    @Test
    void tags_are_put_on_and_taken_off_and_others_stay() {
        var somebody = registered();
        var one = contact(somebody, "[\"vip\",\"cold\"]");
        var other = contact(somebody, "[]");

        bulk(
                somebody,
                "contacts",
                "{\"addTags\":[\"spring\"],\"removeTags\":[\"cold\"],\"lifecycleStage\":\"customer\"}",
                one,
                other);

        var changed = somebody.get("/api/contacts/" + one).json();
        assertThat(changed.path("tags").valueStream().map(JsonNode::asString))
                .containsExactly("vip", "spring");
        assertThat(changed.path("lifecycleStage").asString()).isEqualTo("customer");
        assertThat(
                        somebody.get("/api/contacts/" + other)
                                .json()
                                .path("tags")
                                .valueStream()
                                .map(JsonNode::asString))
                .containsExactly("spring");
    }

    @Test
    void records_of_each_kind_are_put_away_and_taken_out_again() {
        var somebody = registered();
        var records =
                Map.of(
                        "deals", deal(somebody),
                        "contacts", contact(somebody, "[]"),
                        "companies", made(somebody, "companies", "{\"name\":\"Oak\"}"),
                        "projects",
                                made(
                                        somebody,
                                        "projects",
                                        """
                                        {"client":{"firstName":"Ada","lastName":"Byron"}}\
                                        """));
        records.forEach(
                (resource, id) -> {
                    var path = "/api/" + resource + "/" + id;
                    var away = bulk(somebody, resource, "{\"archived\":true}", id);
                    assertThat(away.json().path("done").asInt()).as("%s", away).isEqualTo(1);
                    assertThat(somebody.get(path).json().path("archived").asBoolean())
                            .as(resource)
                            .isTrue();
                    bulk(somebody, resource, "{\"archived\":false}", id);
                    assertThat(somebody.get(path).json().path("archived").asBoolean()).isFalse();
                });
    }

    @Test
    void companies_have_a_sector_and_projects_a_priority() {
        var somebody = registered();
        var company = made(somebody, "companies", "{\"name\":\"Oak\"}");
        var project =
                made(
                        somebody,
                        "projects",
                        "{\"client\":{\"firstName\":\"Ada\",\"lastName\":\"Byron\"}}");
        bulk(somebody, "companies", "{\"sector\":\"Timber\"}", company);
        bulk(somebody, "projects", "{\"priority\":\"URGENT\"}", project);
        assertThat(somebody.get("/api/companies/" + company).json().path("sector").asString())
                .isEqualTo("Timber");
        assertThat(somebody.get("/api/projects/" + project).json().path("priority").asString())
                .isEqualTo("URGENT");
    }

    @Test
    void sent_again_under_its_key_it_leaves_what_was_changed_since() {
        var somebody = registered();
        var deal = deal(somebody);
        var body = body(false, "deals", "{\"source\":\"fair\"}", deal);
        var key = "bulk-" + System.nanoTime();
        somebody.post("/api/bulk", body, "Idempotency-Key", key);
        somebody.patch("/api/deals/" + deal, "{\"source\":\"friend\"}");
        somebody.get("/api/deals/" + deal); // the view has it: an answer of before tells of before

        var again = somebody.post("/api/bulk", body, "Idempotency-Key", key);

        assertThat(again.json().path("done").asInt()).isEqualTo(1);
        assertThat(somebody.get("/api/deals/" + deal).json().path("source").asString())
                .isEqualTo("friend");
    }

    @Test
    void what_makes_no_sense_says_where() {
        var somebody = registered();
        var deal = deal(somebody);
        var member = "user-01990000-0000-7000-8000-000000000009";
        assertThat(bulk(somebody, "deals", "{}", deal).field()).isEqualTo("change");
        assertThat(bulk(somebody, "deals", "{\"sector\":\"Timber\"}", deal).field())
                .isEqualTo("change.sector");
        assertThat(bulk(somebody, "deals", "{\"archived\":true,\"source\":\"x\"}", deal).field())
                .isEqualTo("change.archived");
        assertThat(bulk(somebody, "deals", "{\"stageId\":null}", deal).status()).isEqualTo(400);
        assertThat(bulk(somebody, "deals", "{\"addTags\":[\"\"]}", deal).status()).isEqualTo(400);
        assertThat(bulk(somebody, "deals", "{\"colour\":\"red\"}", deal).status()).isEqualTo(400);
        assertThat(bulk(somebody, "campaigns", "{\"archived\":true}", deal).status())
                .isEqualTo(400);
        assertThat(bulk(somebody, "contacts", "{\"source\":\"x\"}", deal).field())
                .isEqualTo("ids[0]");
        assertThat(bulk(somebody, "deals", "{\"source\":\"x\"}").status()).isEqualTo(400);
        var unknown = bulk(somebody, "deals", "{\"ownerId\":\"" + member + "\"}", deal);
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.json().path("field").asString()).isEqualTo("change.ownerId");
        var won = stage(somebody, "WON", 0).path("id").asString();
        assertThat(bulk(somebody, "deals", "{\"stageId\":\"" + won + "\"}", deal).code())
                .as("won is not a place to move to")
                .isEqualTo("deal.stage-not-open");
        var strangers = stage(registered(), "OPEN", 1).path("id").asString();
        assertThat(bulk(somebody, "deals", "{\"stageId\":\"" + strangers + "\"}", deal).status())
                .isEqualTo(422);
    }

    @Test
    void only_who_may_change_one_may_change_many() {
        var owner = registered();
        var deal = deal(owner);
        var change = "{\"source\":\"fair\"}";
        assertThat(bulk(anonymous(), "deals", change, deal).status()).isEqualTo(401);
        assertThat(bulk(colleague(owner, "VIEWER"), "deals", change, deal).status()).isEqualTo(403);
        var member = colleague(owner, "MEMBER");
        assertThat(bulk(member, "deals", change, deal).json().path("done").asInt()).isEqualTo(1);
        var project =
                made(
                        owner,
                        "projects",
                        "{\"client\":{\"firstName\":\"Ada\",\"lastName\":\"Byron\"}}");
        assertThat(bulk(member, "projects", "{\"archived\":true}", project).status())
                .as("members do not put projects away")
                .isEqualTo(403);
        var stranger = bulk(registered(), "deals", change, deal);
        assertThat(stranger.json().at("/records/0/code").asString()).isEqualTo("record.not-found");
    }

    private Client colleague(Client owner, String role) {
        var email = "colleague-%d@example.com".formatted(System.nanoTime());
        var password = "Correct-horse-colleague-battery";
        owner.post(
                "/api/organization/members",
                """
                {"email":"%s","password":"%s","firstName":"Cole","lastName":"League","role":"%s"}"""
                        .formatted(email, password, role));
        var login =
                anonymous()
                        .post(
                                "/api/auth/login",
                                "{\"email\":\"%s\",\"password\":\"%s\"}"
                                        .formatted(email, password));
        return anonymous().withToken(login.json().path("accessToken").asString());
    }
}
