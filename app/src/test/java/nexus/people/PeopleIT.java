package nexus.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.app.EngineTest;
import nexus.platform.NewId;
import nexus.platform.security.Actor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Companies and contacts over HTTP, to their owner and to a stranger. */
class PeopleIT extends EngineTest {

    @Autowired WebApplicationContext context;
    @Autowired JsonMapper json;

    private MockMvc web;
    private String position = "0";

    private record Reply(MockHttpServletResponse http, JsonNode body) {

        int status() {
            return http.getStatus();
        }

        String text(String pointer) {
            return body.at(pointer).asString();
        }
    }

    @BeforeEach
    void logIn() {
        web = MockMvcBuilders.webAppContextSetup(context).build();
        logInTo("Ann");
    }

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
    }

    private static void logInTo(String name) {
        var organization = new OrganizationId(NewId.of(OrganizationId.PREFIX));
        var actor = new Actor(Actor.Kind.USER, NewId.of("user"), name, organization, Role.OWNER);
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(actor, null));
    }

    @Test
    void a_company_is_created_read_changed_archived_and_restored() throws Exception {
        var made =
                post(
                        "/api/companies",
                        """
                        {"name":"Cancity","sector":"retail","employees":2448,
                         "revenue":{"amount":"718.62","currency":"USD"},"location":"London",
                         "customFields":{"tier":"gold"}}""");
        assertThat(made.status()).isEqualTo(201);
        var id = made.text("/id");
        assertThat(made.http().getHeader("Location")).isEqualTo("/api/companies/" + id);

        var read = get("/api/companies/" + id);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text("/revenue/amount")).isEqualTo("718.62");
        assertThat(read.body().has("parentId")).isTrue();
        assertThat(read.body().get("parentId").isNull()).isTrue();
        assertThat(read.body().get("version").asInt()).isZero();

        patch("/api/companies/" + id, "{\"sector\":null,\"customFields\":{\"tier\":null}}");
        var changed = get("/api/companies/" + id).body();
        assertThat(changed.get("sector").isNull()).isTrue();
        assertThat(changed.get("customFields").isEmpty()).isTrue();
        assertThat(changed.get("name").asString()).isEqualTo("Cancity");

        assertThat(send(HttpMethod.DELETE, "/api/companies/" + id, null).status()).isEqualTo(200);
        assertThat(get("/api/companies/" + id).body().get("archived").asBoolean()).isTrue();
        assertThat(get("/api/companies").body().at("/pagination/total").asInt()).isZero();
        assertThat(get("/api/companies?archived=true").text("/data/0/id")).isEqualTo(id);
        assertThat(patch("/api/companies/" + id, "{\"name\":\"X\"}").text("/code"))
                .isEqualTo("record.archived");
        assertThat(post("/api/companies/" + id + "/restore", null).status()).isEqualTo(200);
        assertThat(get("/api/companies").body().at("/pagination/total").asInt()).isEqualTo(1);
    }

    @Test
    void a_contact_is_created_read_changed_and_asked_for_consent() throws Exception {
        var company = post("/api/companies", "{\"name\":\"Cancity\"}").text("/id");
        var made =
                post(
                        "/api/contacts",
                        """
                        {"firstName":"Ada","lastName":"Lovelace","email":"ada@example.com",
                         "phone":"+44 20 7946 0018","companyId":"%s","jobTitle":"Analyst",
                         "tags":["vip","fair"],"source":"fair",
                         "lifecycleStage":"marketing-qualified","customFields":{"budget":12000}}"""
                                .formatted(company));
        assertThat(made.status()).isEqualTo(201);
        var contact = "/api/contacts/" + made.text("/id");
        assertThat(get(contact).text("/companyName")).isEqualTo("Cancity");
        assertThat(get(contact).text("/lifecycleStage")).isEqualTo("marketing-qualified");

        send(
                HttpMethod.PUT,
                contact + "/consents/email",
                "{\"given\":true,\"basis\":\"legitimate-interest\"}");
        assertThat(get(contact).text("/consents/email/basis")).isEqualTo("legitimate-interest");
        assertThat(send(HttpMethod.PUT, contact + "/consents/fax", "{\"given\":false}").status())
                .isEqualTo(400);

        patch(contact, "{\"lifecycleStage\":\"customer\",\"tags\":[\"vip\"],\"jobTitle\":null}");
        for (var found :
                new String[] {
                    "?tag=vip",
                    "?lifecycleStage=customer",
                    "?companyId=" + company,
                    "?email=ada@example.com",
                    "?q=LOVE",
                    "?customFields.budget=12000",
                    "?createdAt.gte=2020-01-01T00:00:00Z&sort=-companyName",
                    "?cursor="
                }) {
            assertThat(get("/api/contacts" + found).body().at("/pagination/total").asInt())
                    .as(found)
                    .isEqualTo(1);
        }
        assertThat(get("/api/contacts?tag=fair").body().at("/pagination/total").asInt()).isZero();
        assertThat(get("/api/contacts?pigment=blue").status()).isEqualTo(400);
    }

    @Test
    void a_walk_with_a_cursor_meets_every_contact_once() throws Exception {
        for (int i = 0; i < 5; i++) {
            post("/api/contacts", "{\"lastName\":\"L%d\"}".formatted(i));
        }
        for (var sort : new String[] {"", "&sort=-lastName"}) {
            var met = new HashSet<String>();
            var cursor = "";
            while (cursor != null) {
                var page = get("/api/contacts?pageSize=2" + sort + "&cursor=" + cursor).body();
                page.get("data").forEach(row -> met.add(row.get("id").asString()));
                cursor = page.get("nextCursor").isNull() ? null : page.get("nextCursor").asString();
            }
            assertThat(met).as(sort).hasSize(5);
        }
    }

    @Test
    void a_record_is_created_under_an_id_of_the_clients_own() throws Exception {
        var path = "/api/contacts/" + NewId.of("contact");
        assertThat(send(HttpMethod.PUT, path, "{\"lastName\":\"King\"}").status()).isEqualTo(201);
        assertThat(send(HttpMethod.PUT, path, "{\"lastName\":\"King\"}").status()).isEqualTo(200);
        assertThat(send(HttpMethod.PUT, path, "{\"lastName\":\"Queen\"}").text("/code"))
                .isEqualTo("record.already-exists");
    }

    @Test
    void history_tells_what_changed_and_diff_how_to_change_it() throws Exception {
        var before = Instant.now().minusSeconds(60);
        var contact =
                "/api/contacts/" + post("/api/contacts", "{\"lastName\":\"Lovelace\"}").text("/id");
        patch(contact, "{\"lastName\":\"King\",\"lifecycleStage\":\"customer\"}");

        var history = get(contact + "/history");
        assertThat(history.body().at("/pagination/total").asInt()).isEqualTo(3);
        assertThat(history.text("/data/0/type")).isEqualTo("contact.lifecycle-stage-changed@1");
        assertThat(history.text("/data/0/changes/0/field")).isEqualTo("lifecycleStage");
        assertThat(history.text("/data/1/changes/0/from")).isEqualTo("Lovelace");
        assertThat(history.text("/data/1/changes/0/to")).isEqualTo("King");
        assertThat(history.text("/data/1/payload/details/lastName")).isEqualTo("King");
        assertThat(history.text("/data/2/actor/name")).isEqualTo("Ann");
        assertThat(history.body().at("/data/2/position").asLong()).isPositive();
        assertThat(get(contact + "/history?pageSize=1&page=3").text("/data/0/type"))
                .isEqualTo("contact.created@1");
        assertThat(get(contact + "/history?asOf=" + before).status()).isEqualTo(404);

        var diff = get(contact + "/diff?from=0&to=1").body();
        assertThat(diff.get("patch"))
                .isEqualTo(
                        json.readTree(
                                """
                                [{"op":"replace","path":"/lastName","value":"King"}]"""));
        assertThat(get(contact + "/diff?from=" + before).body().get("from").isNull()).isTrue();
        assertThat(get(contact + "/diff?from=" + before).body().get("to").asInt()).isEqualTo(2);
        assertThat(get(contact + "/diff").status()).isEqualTo(400);
        assertThat(get(contact + "/diff?from=yesterday").status()).isEqualTo(400);
        assertThat(get(contact + "/diff?from=0&to=9").status()).isEqualTo(400);
    }

    @Test
    void the_past_is_shown_as_it_was_known() throws Exception {
        var contact =
                "/api/contacts/" + post("/api/contacts", "{\"lastName\":\"Lovelace\"}").text("/id");
        var then = get(contact).text("/createdAt");
        patch(contact, "{\"lastName\":\"King\"}");
        assertThat(get(contact + "?asOf=" + then).text("/lastName")).isEqualTo("Lovelace");
        assertThat(get(contact).text("/lastName")).isEqualTo("King");
        assertThat(get(contact + "?asOf=2020-01-01T00:00:00Z").status()).isEqualTo(404);
    }

    @Test
    void strangers_find_nothing_and_cannot_refer_to_it() throws Exception {
        var company = post("/api/companies", "{\"name\":\"Cancity\"}").text("/id");
        var contact = post("/api/contacts", "{\"lastName\":\"King\"}").text("/id");
        logInTo("Mallory");
        for (var path :
                new String[] {
                    "/api/companies/" + company,
                    "/api/contacts/" + contact,
                    "/api/contacts/" + contact + "/history",
                    "/api/contacts/" + contact + "/diff?from=0",
                    "/api/companies/" + contact + "/history",
                    "/api/contacts/nonsense"
                }) {
            assertThat(get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(patch("/api/contacts/" + contact, "{\"lastName\":\"X\"}").status())
                .isEqualTo(404);
        assertThat(send(HttpMethod.DELETE, "/api/companies/" + company, null).status())
                .isEqualTo(404);
        var refused =
                post(
                        "/api/contacts",
                        "{\"lastName\":\"X\",\"companyId\":\"%s\"}".formatted(company));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/field")).isEqualTo("companyId");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/companies | {\"name\":\" \"} | 400 | name",
                "/api/companies | {\"name\":\"A\",\"employees\":-1} | 400 | employees",
                "/api/companies | {\"name\":\"A\",\"employees\":1.5} | 400 | employees",
                "/api/companies | {\"name\":\"A\",\"colour\":\"red\"} | 400 | colour",
                "/api/companies | {\"name\":\"A\",\"parentId\":\"deal-1\"} | 400 | parentId",
                "/api/companies | {\"name\":\"A\",\"revenue\":{\"amount\":\"-1\",\"currency\":\"USD\"}} | 400 | revenue.amount",
                "/api/companies | {\"name\":\"A\",\"customFields\":{\"a\":[1]}} | 400 | customFields",
                "/api/companies | {\"name\":\"A\",\"customFields\":{\"a\":1e999}} | 400 | customFields",
                "/api/companies | {\"name\":\"A\",\"customFields\":{\"a\\u0000\":1}} | 400 | customFields",
                "/api/companies | {\"name\":\"A\\u0000\"} | 400 | name",
                "/api/contacts | {\"email\":\"not one\"} | 400 | email",
                "/api/contacts | {\"lastName\":\"A\",\"phone\":\"call me\"} | 400 | phone",
                "/api/contacts | {\"lastName\":\"A\",\"tags\":[\"\"]} | 400 | tags[0]",
                "/api/contacts | {\"lastName\":\"A\",\"tags\":[null]} | 400 | tags[0]",
                "/api/contacts | {\"lastName\":\"A\",\"lifecycleStage\":\"LEAD\"} | 400 | lifecycleStage",
                "/api/contacts | {\"lastName\":\"A\",\"lifecycleStage\":0} | 400 | lifecycleStage",
                "/api/contacts | [] | 400 | ''"
            })
    void what_is_malformed_is_refused_by_name(String path, String body, int status, String field)
            throws Exception {
        var refused = post(path, body);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.text("/errors/0/field")).isEqualTo(field);
    }

    @Test
    void a_change_is_held_to_the_same_rules() throws Exception {
        var contact = "/api/contacts/" + post("/api/contacts", "{\"lastName\":\"A\"}").text("/id");
        for (var body :
                new String[] {
                    "{\"email\":\"not one\"}", "{\"tags\":[\"\"]}", "{\"customFields\":{\"a\":{}}}"
                }) {
            assertThat(patch(contact, body).status()).as(body).isEqualTo(400);
        }
        assertThat(patch(contact, "{\"lastName\":null}").text("/code"))
                .isEqualTo("contact.nameless");
        assertThat(post("/api/contacts", "{}").text("/code")).isEqualTo("contact.nameless");
    }

    private Reply get(String path) throws Exception {
        return send(HttpMethod.GET, path, null);
    }

    private Reply post(String path, @Nullable String body) throws Exception {
        return send(HttpMethod.POST, path, body);
    }

    private Reply patch(String path, String body) throws Exception {
        return send(HttpMethod.PATCH, path, body);
    }

    private Reply send(HttpMethod method, String path, @Nullable String body) throws Exception {
        var call = request(method, URI.create(path)).header("Nexus-Await", position);
        if (body != null) {
            call.content(body)
                    .contentType(
                            method == HttpMethod.PATCH
                                    ? MediaType.parseMediaType("application/merge-patch+json")
                                    : MediaType.APPLICATION_JSON);
        }
        var answer = web.perform(call).andReturn().getResponse();
        if (method != HttpMethod.GET && answer.getStatus() < 300) {
            position = Objects.requireNonNull(answer.getHeader("Nexus-Position"));
        }
        return new Reply(answer, json.readTree(answer.getContentAsByteArray()));
    }
}
