package nexus.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import nexus.app.EngineTest;
import nexus.testing.Client;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What a project makes of its deal, and a deal of its project, by themselves. */
class ProjectsAndDealsIT extends EngineTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Autowired JdbcClient db;

    private static String created(Client client, String path, String body) {
        var answer = client.post(path, body);
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return answer.id();
    }

    private static String contact(Client client) {
        return created(client, "/api/contacts", "{\"firstName\":\"Zoe\",\"lastName\":\"Client\"}");
    }

    private static String project(Client client, String contact) {
        return created(
                client,
                "/api/projects",
                """
                {"contactId":"%s","title":"Bathroom",
                 "contractValue":{"amount":"12000.00","currency":"GBP"}}"""
                        .formatted(contact));
    }

    private static String deal(Client client, String more) {
        return created(
                client,
                "/api/deals",
                "{\"name\":\"Kitchen\",\"value\":{\"amount\":\"8000.00\",\"currency\":\"GBP\"}%s}"
                        .formatted(more));
    }

    private static void done(Client.Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    /** An owner lets everything pass. */
    private static void advance(Client owner, String project, String stage) {
        owner.get("/api/projects/%s/stages/%s/check".formatted(project, stage))
                .json()
                .path("missing")
                .forEach(
                        missing ->
                                done(
                                        owner.post(
                                                "/api/projects/%s/requirements/%s/waive"
                                                        .formatted(
                                                                project,
                                                                missing.path("key").asString()),
                                                "{\"reason\":\"For the test\"}")));
        done(
                owner.put(
                        "/api/projects/" + project + "/stage",
                        "{\"stage\":\"%s\"}".formatted(stage)));
    }

    private static String dealOf(Client client, String project) {
        return client.get("/api/projects/" + project).json().path("dealId").asString("");
    }

    private static String status(Client client, String deal) {
        return client.get("/api/deals/" + deal).json().path("status").asString("");
    }

    private static void awaitStatus(Client client, String project, String status) {
        await().atMost(LONG)
                .untilAsserted(
                        () ->
                                assertThat(status(client, dealOf(client, project)))
                                        .isEqualTo(status));
    }

    private static List<JsonNode> projectsOf(Client client, String deal) {
        return client.get("/api/projects?pageSize=200")
                .json()
                .path("data")
                .valueStream()
                .filter(project -> project.path("dealId").asString("").equals(deal))
                .toList();
    }

    private static JsonNode awaitProjectOf(Client client, String deal) {
        return await().atMost(LONG)
                .until(() -> projectsOf(client, deal), found -> found.size() == 1)
                .getFirst();
    }

    /** Until what projects make of deals, and deals of projects, is made of all so far. */
    private void awaitPolicies() {
        var head = db.sql("select max(position) from event_position").query(Long.class).single();
        await().atMost(LONG)
                .until(
                        () ->
                                db.sql(
                                                        """
                                                        select min(position) from projection_token
                                                        where processor in
                                                          ('policy:deal-follows-project',
                                                           'policy:project-opens-for-deal')""")
                                                .query(Long.class)
                                                .single()
                                        >= head);
    }

    @Test
    void a_project_gets_a_deal_wins_it_and_loses_it() {
        var client = registered();
        var contact = contact(client);
        var project = project(client, contact);
        advance(client, project, "QUALIFIED_LEAD");
        awaitStatus(client, project, "OPEN");
        var deal = client.get("/api/deals/" + dealOf(client, project)).json();
        assertThat(deal.path("name").asString()).isEqualTo("Bathroom");
        assertThat(deal.path("contactId").asString()).isEqualTo(contact);
        assertThat(deal.at("/value/amount").asString()).isEqualTo("12000.00");

        advance(client, project, "SALE_CLIENT_COMMITS");
        awaitStatus(client, project, "WON");
        awaitPolicies();
        assertThat(projectsOf(client, dealOf(client, project)))
                .as("the deal that was won has its project")
                .hasSize(1);

        done(
                client.post(
                        "/api/projects/" + project + "/requirements/loss-reason-report/waive",
                        "{\"reason\":\"Told on the phone\"}"));
        done(client.post("/api/projects/" + project + "/lose", "{\"reason\":\"Moved away\"}"));
        awaitStatus(client, project, "LOST");
        var history =
                client.get("/api/deals/" + dealOf(client, project) + "/history").json().at("/data");
        assertThat(history.at("/0/type").asString()).isEqualTo("deal.lost@1");
        assertThat(history.at("/0/actor/id").asString()).isEqualTo("deal-follows-project");
        var cause = history.at("/0/causationId").asString();
        assertThat(
                        client.get("/api/projects/" + project + "/history")
                                .json()
                                .path("data")
                                .valueStream()
                                .filter(entry -> entry.path("eventId").asString().equals(cause))
                                .map(entry -> entry.path("type").asString()))
                .singleElement()
                .asString()
                .startsWith("project.lost@");
    }

    @Test
    void a_deal_that_is_won_is_delivered_from_where_the_client_commits() {
        var client = registered();
        var contact = contact(client);
        var deal = deal(client, ",\"contactId\":\"%s\"".formatted(contact));
        done(client.post("/api/deals/" + deal + "/win", "{}"));
        var project = awaitProjectOf(client, deal);
        assertThat(project.path("stage").asString()).isEqualTo("SALE_CLIENT_COMMITS");
        assertThat(project.path("contactId").asString()).isEqualTo(contact);
        assertThat(project.path("number").asString()).matches("[A-Z0-9]{2,8}-000001");
        var whole = client.get("/api/projects/" + project.path("id").asString()).json();
        assertThat(whole.at("/contractValue/amount").asString()).isEqualTo("8000.00");
        assertThat(
                        whole.path("requirements")
                                .valueStream()
                                .filter(
                                        one ->
                                                one.path("key")
                                                        .asString()
                                                        .equals("contract-signed")))
                .singleElement()
                .satisfies(
                        waived -> {
                            assertThat(waived.path("state").asString()).isEqualTo("WAIVED");
                            assertThat(waived.path("note").asString()).isEqualTo("sold as deal");
                        });

        done(client.post("/api/deals/" + deal + "/reopen", "{\"reason\":\"mistaken\"}"));
        done(client.post("/api/deals/" + deal + "/win", "{}"));
        awaitPolicies();
        assertThat(projectsOf(client, deal)).hasSize(1);
    }

    @Test
    void many_deals_won_at_once_are_numbered_without_a_gap() {
        var client = registered();
        var contact = contact(client);
        var deals =
                IntStream.range(0, 12)
                        .mapToObj(_ -> deal(client, ",\"contactId\":\"%s\"".formatted(contact)))
                        .toList();
        deals.parallelStream()
                .forEach(
                        deal -> {
                            done(client.post("/api/deals/" + deal + "/win", "{}"));
                            project(client, contact); // somebody enquires at the same moment
                        });
        deals.forEach(deal -> awaitProjectOf(client, deal));
        var numbers =
                client.get("/api/projects?pageSize=200")
                        .json()
                        .path("data")
                        .valueStream()
                        .map(project -> project.path("number").asString())
                        .map(number -> Integer.valueOf(number.substring(number.length() - 6)))
                        .sorted()
                        .toList();
        assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, 24).boxed().toList());
    }

    @Test
    void a_deal_without_a_client_is_delivered_to_whoever_is_named_later() {
        var client = registered();
        var deal = deal(client, "");
        done(client.post("/api/deals/" + deal + "/win", "{}"));
        var found = awaitProjectOf(client, deal);
        assertThat(found.path("contactId").isNull()).isTrue();
        assertThat(found.path("title").asString()).isEqualTo("Kitchen");
        var project = "/api/projects/" + found.path("id").asString();
        assertThat(client.get(project).json().path("clientName").isNull()).isTrue();
        done(client.patch(project, "{\"contactId\":\"%s\"}".formatted(contact(client))));
        assertThat(client.get(project).json().path("clientName").asString())
                .isEqualTo("Zoe Client");
        assertThat(client.patch(project, "{\"contactId\":null}").status()).isEqualTo(400);
    }

    @Test
    void what_an_import_wins_is_not_delivered_again() {
        var client = registered();
        created(client, "/api/contacts", "{\"firstName\":\"Zoe\",\"email\":\"zoe@example.com\"}");
        var mapping =
                """
                {"resource":"deals","currency":"GBP",
                 "columns":{"no":"externalId","what":"name","worth":"value","state":"stage",
                            "to":"closedAt","who":"contactEmail"}}""";
        var file = "no,what,worth,state,to,who\nA1,Bath,900,Closed Won,2025-02-01,zoe@example.com";
        var boundary = UUID.randomUUID().toString();
        var body =
                "--%1$s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"old.csv\"\r\nContent-Type: text/csv\r\n\r\n%2$s\r\n--%1$s\r\nContent-Disposition: form-data; name=\"mapping\"\r\nContent-Type: application/json\r\n\r\n%3$s\r\n--%1$s--\r\n"
                        .formatted(boundary, file, mapping);
        var begun =
                client.send(
                        "POST",
                        "/api/imports",
                        body.getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "multipart/form-data; boundary=" + boundary);
        assertThat(begun.status()).as("%s", begun).isEqualTo(202);
        await().atMost(LONG)
                .until(
                        () ->
                                client.get("/api/imports/" + begun.id())
                                        .json()
                                        .path("status")
                                        .asString()
                                        .equals("COMPLETED"));
        var deals = client.get("/api/deals?status=WON").json();
        assertThat(deals.path("data").size()).as("%s", deals).isEqualTo(1);
        awaitPolicies();
        assertThat(client.get("/api/projects").json().at("/pagination/total").asInt()).isZero();
    }

    @Test
    void a_stranger_sees_none_of_it() {
        var client = registered();
        var project = project(client, contact(client));
        advance(client, project, "QUALIFIED_LEAD");
        awaitStatus(client, project, "OPEN");
        var stranger = registered();
        assertThat(stranger.get("/api/deals/" + dealOf(client, project)).status()).isEqualTo(404);
        assertThat(stranger.get("/api/projects/" + project).status()).isEqualTo(404);
        assertThat(stranger.get("/api/deals").json().at("/pagination/total").asInt()).isZero();
    }
}
