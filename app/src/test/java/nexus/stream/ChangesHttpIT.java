package nexus.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.StreamSupport;
import nexus.app.EngineTest;
import nexus.testing.Client;
import nexus.testing.Client.Answer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ChangesHttpIT extends EngineTest {

    private static String deal(Client client, String body) {
        return client.post("/api/deals", body).id();
    }

    private static long all(Answer answer) {
        return StreamSupport.stream(answer.json().path("parts").spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    @Test
    void every_change_is_counted_when_it_was_known_and_when_it_was_the_case() {
        var somebody = registered();
        var stranger = registered();
        var id =
                deal(
                        somebody,
                        """
                        {"name":"Kitchen","value":{"amount":"100.00","currency":"GBP"},
                         "occurredAt":"2026-01-31T12:00:00Z"}""");
        somebody.patch("/api/deals/" + id, "{\"source\":\"fair\"}");

        var known = somebody.get("/api/changes?resource=deals&parts=10");
        assertThat(known.status()).isEqualTo(200);
        assertThat(all(known)).isEqualTo(2);
        var effective = somebody.get("/api/changes?resource=deals&parts=10&past=effective");
        assertThat(effective.json().path("from").asString()).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(effective.json().at("/parts/0").asLong()).isEqualTo(1);
        assertThat(effective.json().at("/parts/9").asLong()).isEqualTo(1);
        assertThat(all(stranger.get("/api/changes?resource=deals"))).isZero();
    }

    @Test
    void nonsense_is_refused_and_so_is_nobody() {
        var somebody = registered();
        for (var query :
                new String[] {
                    "",
                    "?resource=secrets",
                    "?resource=deals&from=yesterday",
                    "?resource=deals&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
                    "?resource=deals&parts=0",
                    "?resource=deals&past=future"
                }) {
            assertThat(somebody.get("/api/changes" + query).status()).as(query).isEqualTo(400);
        }
        assertThat(anonymous().get("/api/changes?resource=deals").status()).isEqualTo(401);
    }

    @Test
    void two_instants_of_a_pipeline_are_compared() {
        var somebody = registered();
        var pipeline = somebody.get("/api/pipelines").json().at("/data/0/id").asString();
        var id =
                deal(
                        somebody,
                        """
                        {"name":"Kitchen","value":{"amount":"100.00","currency":"GBP"}}""");
        var before =
                Instant.parse(somebody.get("/api/deals/" + id).json().path("updatedAt").asString());
        somebody.patch(
                "/api/deals/" + id, "{\"value\":{\"amount\":\"300.00\",\"currency\":\"GBP\"}}");
        var entered =
                deal(
                        somebody,
                        """
                        {"name":"Hall","value":{"amount":"50.00","currency":"GBP"}}""");

        var path = "/api/pipelines/" + pipeline + "/comparison";
        var compared = somebody.get(path + "?from=" + before);

        assertThat(compared.status()).as("%s", compared).isEqualTo(200);
        assertThat(compared.json().at("/changes/grew/deals/0/id").asString()).isEqualTo(id);
        assertThat(compared.json().at("/changes/grew/deals/0/from/value/amount").asString())
                .isEqualTo("100.00");
        assertThat(compared.json().at("/changes/entered/deals/0/id").asString()).isEqualTo(entered);
        assertThat(compared.json().at("/changes/left/count").asLong()).isZero();

        assertThat(registered().get(path + "?from=" + before).status()).isEqualTo(404);
        assertThat(somebody.get(path).status()).isEqualTo(400);
        assertThat(somebody.get(path + "?from=" + before + "&past=x").status()).isEqualTo(400);
    }
}
