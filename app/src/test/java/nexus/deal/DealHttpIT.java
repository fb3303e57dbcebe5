package nexus.deal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
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

class DealHttpIT extends EngineTest {

    Client me;
    Client stranger;

    @BeforeEach
    void register() {
        me = registered();
        stranger = registered();
    }

    Answer open(String name, String amount) {
        return me.post("/api/deals", body(name, amount));
    }

    static String body(String name, String amount) {
        return """
        {"name":"%s","value":{"amount":"%s","currency":"GBP"}}"""
                .formatted(name, amount);
    }

    String stageId(String name) {
        var pipeline = me.get("/api/pipelines?isDefault=true").json().path("data").path(0);
        return StreamSupport.stream(pipeline.path("stages").spliterator(), false)
                .filter(stage -> stage.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }

    @Test
    void a_deal_opens_in_the_first_stage_of_the_default_pipeline_and_can_be_read_at_once() {
        var opened = open("Walk-in shower", "4200.5");
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.header("Location")).isEqualTo("/api/deals/" + opened.id());
        assertThat(opened.header("ETag")).isEqualTo("\"0\"");
        var deal = me.get("/api/deals/" + opened.id()).json();
        assertThat(deal.path("name").asString()).isEqualTo("Walk-in shower");
        assertThat(deal.path("value").path("amount").asString()).isEqualTo("4200.50");
        assertThat(deal.path("stageName").asString()).isEqualTo("Lead");
        assertThat(deal.path("probability").asInt()).isEqualTo(10);
        assertThat(deal.path("status").asString()).isEqualTo("OPEN");
        assertThat(deal.has("closedAt")).as("absent values are null, never missing").isTrue();
        assertThat(stranger.get("/api/deals/" + opened.id()).status()).isEqualTo(404);
    }

    @Test
    void a_deal_is_won_and_then_refuses_every_change_until_it_is_reopened() {
        var deal = "/api/deals/" + open("Bath", "10.00").id();
        assertThat(stranger.post(deal + "/win", "{}").status()).isEqualTo(404);
        assertThat(me.post(deal + "/win", "{\"reason\":\"price\"}").status()).isEqualTo(200);
        assertThat(me.get(deal).json().path("stageName").asString()).isEqualTo("Closed Won");
        assertThat(me.post(deal + "/lose", "{\"reason\":\"x\"}").code())
                .isEqualTo("deal.already-closed");
        assertThat(me.patch(deal, "{\"name\":\"Other\"}").status()).isEqualTo(409);
        assertThat(
                        me.put(deal + "/stage", "{\"stageId\":\"" + stageId("Proposal") + "\"}")
                                .status())
                .isEqualTo(409);
        assertThat(me.post(deal + "/reopen", "{\"reason\":\"again\"}").status()).isEqualTo(200);
        var reopened = me.get(deal).json();
        assertThat(reopened.path("status").asString()).isEqualTo("OPEN");
        assertThat(reopened.path("stageName").asString()).isEqualTo("Lead");
    }

    @Test
    void a_lost_deal_cannot_be_won() {
        var deal = "/api/deals/" + open("Bath", "10.00").id();
        me.post(deal + "/lose", "{\"reason\":\"price\",\"competitor\":\"Acme\"}");
        var refused = me.post(deal + "/win", "{}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("deal.already-closed");
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.json().path("type").asString())
                .isEqualTo("/problems/deal.already-closed");
        assertThat(refused.json().path("requestId").asString())
                .isEqualTo(refused.header("X-Request-Id"));
    }

    @Test
    void a_patch_changes_what_it_mentions_and_clears_what_it_sets_to_null() {
        var deal =
                "/api/deals/"
                        + me.post(
                                        "/api/deals",
                                        """
                                        {"name":"Bath","value":{"amount":"1.00","currency":"GBP"},
                                         "source":"web","expectedCloseDate":"2026-12-01",
                                         "customFields":{"tiles":"blue"}}""")
                                .id();
        me.patch(
                deal,
                """
                {"source":null,"expectedCloseDate":"2027-01-15","probability":55,
                 "value":{"amount":"2.00","currency":"GBP"}}""");
        var changed = me.get(deal).json();
        assertThat(changed.path("name").asString()).isEqualTo("Bath");
        assertThat(changed.path("source").isNull()).isTrue();
        assertThat(changed.path("slips").asInt()).isEqualTo(1);
        assertThat(changed.path("probability").asInt()).isEqualTo(55);
        assertThat(changed.path("value").path("amount").asString()).isEqualTo("2.00");
        assertThat(changed.path("customFields").path("tiles").asString()).isEqualTo("blue");
        assertThat(me.patch(deal, "{\"value\":{\"amount\":\"2.00\",\"currency\":\"EUR\"}}").code())
                .isEqualTo("deal.currency-fixed");
        assertThat(stranger.patch(deal, "{\"name\":\"Mine\"}").status()).isEqualTo(404);
    }

    @Test
    void a_stale_if_match_is_refused_with_the_current_version() {
        var opened = open("Bath", "10.00");
        var deal = "/api/deals/" + opened.id();
        var etag = opened.header("ETag");
        assertThat(me.patch(deal, "{\"name\":\"A\"}", "If-Match", etag).status()).isEqualTo(200);
        var stale = me.patch(deal, "{\"name\":\"B\"}", "If-Match", etag);
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.json().path("currentVersion").asLong()).isEqualTo(1);
        assertThat(me.patch(deal, "{\"name\":\"B\"}", "If-Match", "three").field())
                .isEqualTo("If-Match");
    }

    @Test
    void a_client_may_choose_the_id_and_say_it_twice() {
        var path = "/api/deals/" + NewId.of("deal");
        assertThat(me.put(path, body("Bath", "1.00")).status()).isEqualTo(201);
        assertThat(me.put(path, body("Bath", "1.00")).status()).isEqualTo(200);
        assertThat(me.put(path, body("Other", "1.00")).status()).isEqualTo(409);
        assertThat(stranger.put(path, body("Bath", "1.00")).status()).isEqualTo(404);
    }

    @Test
    void the_same_key_answers_the_same_and_does_nothing_more() {
        var key = new String[] {"Idempotency-Key", "key-1"};
        var one = me.post("/api/deals", body("Once", "1.00"), key);
        var two = me.post("/api/deals", body("Once", "1.00"), key);
        assertThat(two.status()).isEqualTo(201);
        assertThat(two.json()).isEqualTo(one.json());
        assertThat(two.header("Idempotent-Replay")).isEqualTo("true");
        var other = me.post("/api/deals", body("Twice", "1.00"), key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency.key-reused");
        assertThat(stranger.post("/api/deals", body("Twice", "1.00"), key).status()).isEqualTo(201);
        assertThat(me.get("/api/deals").json().path("pagination").path("total").asInt())
                .isEqualTo(1);
    }

    @Test
    void an_archived_deal_is_hidden_until_it_is_restored() {
        var deal = "/api/deals/" + open("Bath", "10.00").id();
        assertThat(stranger.delete(deal).status()).isEqualTo(404);
        assertThat(me.delete(deal).status()).isEqualTo(200);
        assertThat(me.get("/api/deals").json().path("pagination").path("total").asInt()).isZero();
        assertThat(me.get("/api/deals?archived=true").json().path("data").size()).isEqualTo(1);
        assertThat(me.get(deal).json().path("archived").asBoolean()).isTrue();
        assertThat(me.post(deal + "/win", "{}").code()).isEqualTo("record.archived");
        assertThat(me.post(deal + "/restore", "").status()).isEqualTo(200);
        assertThat(me.get(deal).json().path("archived").asBoolean()).isFalse();
    }

    @Test
    void a_list_is_filtered_sorted_paged_and_walked() {
        for (int i = 1; i <= 7; i++) {
            open("Deal " + i, i + ".00");
        }
        var page = me.get("/api/deals?sort=-value&pageSize=3&page=2&value.gte=2").json();
        assertThat(page.path("pagination").path("total").asInt()).isEqualTo(6);
        assertThat(page.path("pagination").path("totalPages").asInt()).isEqualTo(2);
        assertThat(names(page)).containsExactly("Deal 4", "Deal 3", "Deal 2");
        for (var sort : new String[] {"", "&sort=-value"}) {
            var seen = new ArrayList<String>();
            var cursor = "";
            do {
                var part = me.get("/api/deals?pageSize=3&cursor=" + cursor + sort).json();
                seen.addAll(names(part));
                open("Late " + seen.size() + sort.length(), "100.00");
                cursor =
                        part.path("nextCursor").isNull()
                                ? null
                                : part.path("nextCursor").asString();
            } while (cursor != null);
            assertThat(new HashSet<>(seen)).hasSameSizeAs(seen);
            assertThat(seen).contains("Deal 1", "Deal 7");
        }
        assertThat(names(stranger.get("/api/deals").json())).isEmpty();
        assertThat(me.get("/api/deals?colour=red").field()).isEqualTo("colour");
        assertThat(me.get("/api/deals?sort=shoe").field()).isEqualTo("sort");
        assertThat(me.get("/api/deals?pageSize=201").field()).isEqualTo("pageSize");
        assertThat(me.get("/api/deals?value.gte=lots").field()).isEqualTo("value.gte");
        assertThat(me.get("/api/deals?cursor=%21%21").field()).isEqualTo("cursor");
        assertThat(me.get("/api/deals?asOf=yesterday").field()).isEqualTo("asOf");
    }

    @Test
    void the_board_totals_all_deals_of_a_stage_and_shows_some() {
        for (int i = 1; i <= 5; i++) {
            open("Deal " + i, "10.00");
        }
        var won = open("Won", "7.00").id();
        me.post("/api/deals/" + won + "/win", "{}");
        var pipeline = me.get("/api/pipelines?isDefault=true").json().path("data").path(0);
        var path = "/api/pipelines/" + pipeline.path("id").asString() + "/board";
        var lead = me.get(path + "?perStage=2").json().path("stages").path(0);
        assertThat(lead.path("count").asInt()).isEqualTo(5);
        assertThat(lead.path("total").path("amount").asString()).isEqualTo("50.00");
        assertThat(lead.path("weighted").path("amount").asString()).isEqualTo("5.00");
        assertThat(lead.path("deals").size()).isEqualTo(2);
        var rest =
                me.get(
                        "/api/deals?sort=-stageEnteredAt&stageId="
                                + lead.path("id").asString()
                                + "&cursor="
                                + lead.path("nextCursor").asString());
        assertThat(rest.json().path("data").size()).isEqualTo(3);
        assertThat(stranger.get(path).status()).isEqualTo(404);
    }

    @Test
    void the_past_can_be_asked_for() {
        var deal = "/api/deals/" + open("Before", "1.00").id();
        var before = me.get(deal).json().path("updatedAt").asString();
        me.patch(deal, "{\"name\":\"After\"}");
        assertThat(me.get(deal).json().path("name").asString()).isEqualTo("After");
        var past = me.get(deal + "?asOf=" + before);
        assertThat(past.json().path("name").asString()).isEqualTo("Before");
        assertThat(past.header("Nexus-As-Of")).isEqualTo(before);
        assertThat(me.get(deal + "?asOf=2020-01-01T00:00:00Z").status()).isEqualTo(404);
        assertThat(stranger.get(deal + "?asOf=" + before).status()).isEqualTo(404);
        assertThat(me.get(deal + "?asOf=" + before + "&effectiveAt=" + before).status())
                .isEqualTo(400);
    }

    @Test
    void the_history_tells_what_changed_by_whom() {
        var opened = open("Before", "1.00");
        var deal = "/api/deals/" + opened.id();
        var changed = me.patch(deal, "{\"name\":\"After\"}", "X-Request-Id", "my-request");
        assertThat(changed.header("X-Request-Id")).isEqualTo("my-request");
        var history = me.get(deal + "/history").json().path("data");
        var last = history.path(0);
        assertThat(last.path("type").asString()).isEqualTo("deal.details-changed@1");
        assertThat(last.path("correlationId").asString()).isEqualTo("my-request");
        assertThat(last.path("actor").path("name").asString()).isEqualTo("Olive Owner");
        assertThat(last.path("changes").path(0).path("field").asString()).isEqualTo("name");
        assertThat(last.path("changes").path(0).path("to").asString()).isEqualTo("After");
        assertThat(history.path(1).path("type").asString()).isEqualTo("deal.opened@1");
        var diff = me.get(deal + "/diff?from=0&to=1").json();
        assertThat(diff.path("patch").path(0).path("path").asString()).isEqualTo("/name");
        assertThat(stranger.get(deal + "/history").status()).isEqualTo(404);
        assertThat(stranger.get(deal + "/diff?from=0&to=1").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                                  |",
                "[]                                                                 |",
                "\"text\"                                                           |",
                "{\"name\":\"\",\"value\":{\"amount\":\"1.00\",\"currency\":\"GBP\"}}  | name",
                "{\"name\":5,\"value\":{\"amount\":\"1.00\",\"currency\":\"GBP\"}}     | name",
                "{\"name\":\"a\\u0000b\",\"value\":{\"amount\":\"1\",\"currency\":\"GBP\"}} | name",
                "{\"name\":\"x\"}                                                   | value",
                "{\"name\":\"x\",\"value\":\"5\"}                                   | value",
                "{\"name\":\"x\",\"value\":{\"amount\":\"-1.00\",\"currency\":\"GBP\"}} | value.amount",
                "{\"name\":\"x\",\"value\":{\"amount\":\"1.001\",\"currency\":\"GBP\"}} | value.amount",
                "{\"name\":\"x\",\"value\":{\"amount\":\"1e9\",\"currency\":\"GBP\"}}  | value.amount",
                "{\"name\":\"x\",\"value\":{\"amount\":12,\"currency\":\"GBP\"}}      | value.amount",
                "{\"name\":\"x\",\"value\":{\"amount\":\"99999999999999\",\"currency\":\"GBP\"}} | value.amount",
                "{\"name\":\"x\",\"value\":{\"amount\":\"1.00\",\"currency\":\"XXQ\"}} | value.currency",
                "{\"name\":\"x\",\"value\":{\"amount\":\"1.00\",\"currency\":\"GBP\"},\"colour\":\"red\"} | colour",
                "{\"name\":\"x\",\"value\":{\"amount\":\"1.00\",\"currency\":\"GBP\"},\"contactId\":\"deal-1\"} | contactId",
                "{\"name\":\"x\",\"value\":{\"amount\":\"1.00\",\"currency\":\"GBP\"},\"expectedCloseDate\":\"soon\"} | expectedCloseDate",
                "{\"name\":\"x\",\"value\":{\"amount\":\"1.00\",\"currency\":\"GBP\"},\"occurredAt\":\"2999-01-01T00:00:00Z\"} | occurredAt",
                "{\"name\":\"x\",\"value\":{\"amount\":\"1.00\",\"currency\":\"GBP\"},\"customFields\":{\"a\":{\"b\":1}}} | customFields",
                "{\"name\":\"x\",\"name\":\"y\",\"value\":{\"amount\":\"1.00\",\"currency\":\"GBP\"}} |"
            })
    void bad_input_is_refused_with_the_field_named(String body, String field) {
        var refused = me.post("/api/deals", body);
        assertThat(refused.status()).as("%s", refused).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("request.invalid");
        if (field != null) {
            assertThat(refused.field()).isEqualTo(field);
        }
        assertThat(me.get("/api/deals").json().path("pagination").path("total").asInt()).isZero();
    }

    @Test
    void over_long_and_over_large_requests_are_refused() {
        assertThat(open("x".repeat(201), "1.00").field()).isEqualTo("name");
        assertThat(open("x".repeat(2_000_000), "1.00").status()).isEqualTo(413);
        assertThat(me.post("/api/deals", body("x", "1.00"), "Content-Type", "text/plain").status())
                .isEqualTo(415);
        assertThat(me.delete("/api/deals").status()).isEqualTo(405);
        assertThat(me.get("/api/nothing-here").status()).isEqualTo(404);
        assertThat(me.get("/api/deals/%27;drop").status()).isIn(400, 404);
        assertThat(anonymous().get("/api/deals").status()).isEqualTo(401);
        assertThat(anonymous().withToken("nonsense").get("/api/deals").status()).isEqualTo(401);
    }

    @Test
    void what_another_organization_has_cannot_be_referred_to() {
        var theirs = stranger.post("/api/companies", "{\"name\":\"Theirs\"}").id();
        var refused =
                me.post(
                        "/api/deals",
                        """
                        {"name":"x","value":{"amount":"1.00","currency":"GBP"},"companyId":"%s"}"""
                                .formatted(theirs));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.field()).isEqualTo("companyId");
    }

    private static List<String> names(JsonNode page) {
        return StreamSupport.stream(page.path("data").spliterator(), false)
                .map(deal -> deal.path("name").asString())
                .toList();
    }
}
