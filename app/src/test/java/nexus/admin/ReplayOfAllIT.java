package nexus.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import nexus.app.EngineTest;
import nexus.testing.Client;
import nexus.testing.Client.Answer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Views and search index made anew in one replay, on an engine where nothing is wrong before. */
@TestPropertySource(properties = "nexus.test.of=replays")
class ReplayOfAllIT extends EngineTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @Autowired JdbcClient db;

    private final String name = "Cancity " + UUID.randomUUID().toString().substring(0, 8);

    private Answer started(Client operator) {
        var answer = operator.post("/api/admin/projections/all/replays", "{\"dryRun\":false}");
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        return answer;
    }

    private static String state(Answer replay) {
        return replay.json().path("state").asString();
    }

    private Answer ended(Client operator, String id) {
        await().atMost(LONG)
                .until(() -> !state(operator.get("/api/admin/replays/" + id)).equals("RUNNING"));
        return operator.get("/api/admin/replays/" + id);
    }

    private List<String> statesOfParts(String id) {
        return db.sql(
                        """
                        select state from projection_rebuild where id = :id
                        union all select state from search_rebuild where id = :id""")
                .param("id", id)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private boolean isFound(Client client) {
        return client.get("/api/search?q=" + name.replace(' ', '+')).json().path("data").size()
                == 1;
    }

    @Test
    void all_comes_in_use_and_goes_back_as_a_whole() {
        var operator = operator();
        operator.post("/api/companies", "{\"name\":\"%s\"}".formatted(name));
        var started = started(operator);
        var path = "/api/admin/replays/" + started.id();
        assertThat(operator.post("/api/admin/projections/search/replays", "{}").code())
                .isEqualTo("replay.not-possible");

        var ready = ended(operator, started.id());
        assertThat(state(ready)).as("%s", ready).isEqualTo("READY");
        assertThat(ready.json().path("views").valueStream().map(JsonNode::asString))
                .contains("deals", "companies", "search");
        assertThat(ready.json().path("comparisons").valueStream())
                .anyMatch(one -> one.path("view").asString().equals("search"))
                .allMatch(one -> one.path("equal").asBoolean());

        assertThat(state(operator.post(path + "/switch", "{}"))).isEqualTo("SWITCHED");
        assertThat(statesOfParts(started.id())).containsOnly("SWITCHED").hasSize(2);
        assertThat(isFound(operator)).isTrue();
        assertThat(state(operator.post(path + "/rollback", "{}"))).isEqualTo("ROLLED_BACK");
        assertThat(statesOfParts(started.id())).containsOnly("ROLLED_BACK").hasSize(2);
        assertThat(isFound(operator)).isTrue();
        assertThat(operator.post(path + "/rollback", "{}").code()).isEqualTo("replay.not-possible");
        assertThat(operator.get("/api/admin/replays").json().path("data").valueStream())
                .filteredOn(one -> one.path("id").asString().equals(started.id()))
                .hasSize(1);
    }

    @Test
    void if_a_part_fails_nothing_of_it_waits_to_be_put_in_use() {
        var operator = operator();
        var company = operator.post("/api/companies", "{\"name\":\"%s\"}".formatted(name)).id();
        assertThat(isFound(operator)).isTrue();
        // as no event makes it, and no index takes it
        bornAt(company, "infinity");
        try {
            var started = started(operator);
            var failed = ended(operator, started.id());
            assertThat(state(failed)).as("%s", failed).isEqualTo("FAILED");
            assertThat(failed.json().path("error").asString()).contains(company);
            await().atMost(LONG)
                    .untilAsserted(
                            () ->
                                    assertThat(statesOfParts(started.id()))
                                            .containsExactlyInAnyOrder("CANCELLED", "FAILED"));
        } finally {
            bornAt(company, "2026-01-01");
        }
    }

    private void bornAt(String company, String time) {
        db.sql("update companies set created_at = :time::timestamptz where id = :id")
                .param("time", time)
                .param("id", company)
                .update();
    }

    @Test
    void a_cancelled_one_is_dropped_in_all_its_parts() {
        var operator = operator();
        var id = started(operator).id();
        var cancelled = operator.post("/api/admin/replays/" + id + "/cancel", "{}");
        assertThat(cancelled.status()).as("%s", cancelled).isEqualTo(200);
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(statesOfParts(id)).containsOnly("CANCELLED").hasSize(2));
    }
}
