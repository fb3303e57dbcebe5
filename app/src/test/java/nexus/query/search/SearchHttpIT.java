package nexus.query.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.Objects;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.app.EngineTest;
import nexus.platform.NewId;
import nexus.platform.security.Actor;
import nexus.testing.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Search as the contract has it, from a command to the hit, to its owner and to a stranger. */
class SearchHttpIT extends EngineTest {

    @Autowired WebApplicationContext context;
    @Autowired JsonMapper json;

    private MockMvc web;
    private String position = "0";

    private record Reply(MockHttpServletResponse http, JsonNode body) {}

    @BeforeEach
    void logIn() {
        web = MockMvcBuilders.webAppContextSetup(context).build();
        logInToAnOrganizationOfOnesOwn();
    }

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void what_was_just_written_is_found_by_its_writer_and_by_no_stranger() throws Exception {
        var company = make("/api/companies", "{\"name\":\"Château Söder\",\"sector\":\"retail\"}");
        make(
                "/api/contacts",
                "{\"firstName\":\"Zoë\",\"lastName\":\"Moss\",\"companyId\":\"%s\",\"tags\":[\"vip\"]}"
                        .formatted(company));

        var answer = ask("/api/search?q=chateau soder").body();
        assertThat(answer.at("/data/0/id").asString()).isEqualTo(company);
        assertThat(answer.at("/data/0/type").asString()).isEqualTo("company");
        assertThat(answer.at("/data/0/title").asString()).isEqualTo("Château Söder");
        assertThat(answer.at("/data/0/highlights/title/0").asString())
                .isEqualTo("<em>Château</em> <em>Söder</em>");
        assertThat(answer.at("/data/0/score").asDouble()).isPositive();
        assertThat(answer.at("/pagination/total").asInt()).isEqualTo(2);
        assertThat(answer.at("/pagination/totalPages").asInt()).isEqualTo(1);
        assertThat(answer.at("/took").isNumber()).isTrue();
        assertThat(answer.at("/facets/tag/0/value").asString()).isEqualTo("vip");
        assertThat(answer.at("/facets/tag/0/count").asInt()).isEqualTo(1);
        assertThat(answer.at("/facets/type").size()).isEqualTo(2);

        var palette = ask("/api/search/suggest?q=zo").body();
        assertThat(palette.at("/data/0/type").asString()).isEqualTo("contact");
        assertThat(palette.at("/data/0/items/0/title").asString()).isEqualTo("Zoë Moss");

        logInToAnOrganizationOfOnesOwn();
        assertThat(ask("/api/search?q=chateau").body().at("/pagination/total").asInt()).isZero();
        assertThat(ask("/api/search/suggest?q=zo").body().at("/data").isEmpty()).isTrue();
    }

    @Test
    void questions_about_the_past_or_of_no_meaning_are_refused_by_name() throws Exception {
        for (var wrong :
                new String[] {
                    "asOf=2026-01-01T00:00:00Z",
                    "effectiveAt=2026-01-01T00:00:00Z",
                    "page=1000&pageSize=200",
                    "colour=red",
                    "from=soon"
                }) {
            var reply = ask("/api/search?q=x&" + wrong);
            assertThat(reply.http().getStatus()).as(wrong).isEqualTo(400);
            assertThat(reply.body().at("/errors/0/field").asString())
                    .isEqualTo(wrong.substring(0, wrong.indexOf('=')));
        }
    }

    @Test
    void search_that_is_away_says_so_and_commands_go_on() throws Exception {
        TestServers.elasticsearch().kill();
        try {
            make("/api/companies", "{\"name\":\"Cancity\"}");
            var away = web.perform(get("/api/search?q=cancity")).andReturn().getResponse();
            assertThat(away.getStatus()).isEqualTo(503);
            assertThat(away.getHeader("Retry-After")).isNotNull();
            assertThat(json.readTree(away.getContentAsString()).at("/code").asString())
                    .isEqualTo("search.unavailable");
            assertThat(ask("/api/companies").body().at("/pagination/total").asInt()).isEqualTo(1);
        } finally {
            TestServers.elasticsearch().restart();
        }
    }

    private static void logInToAnOrganizationOfOnesOwn() {
        var organization = new OrganizationId(NewId.of(OrganizationId.PREFIX));
        var actor = new Actor(Actor.Kind.USER, NewId.of("user"), "Ann", organization, Role.OWNER);
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(actor, null));
    }

    private String make(String path, String body) throws Exception {
        var reply = send(post(path).contentType(MediaType.APPLICATION_JSON).content(body));
        assertThat(reply.http().getStatus()).as("%s", reply.body()).isEqualTo(201);
        position = Objects.requireNonNull(reply.http().getHeader("Nexus-Position"));
        return reply.body().at("/id").asString();
    }

    /** Asks when what was made can be seen. */
    private Reply ask(String path) throws Exception {
        return send(get(path).header("Nexus-Await", position));
    }

    private Reply send(AbstractMockHttpServletRequestBuilder<?> request) throws Exception {
        var http = web.perform(request).andReturn().getResponse();
        return new Reply(http, json.readTree(http.getContentAsByteArray()));
    }
}
