package nexus.savedview;

import static org.assertj.core.api.Assertions.assertThat;

import nexus.app.EngineTest;
import nexus.testing.Client;
import nexus.testing.Client.Answer;
import org.junit.jupiter.api.Test;

class SavedViewHttpIT extends EngineTest {

    private static Answer save(Client client, String name, boolean shared) {
        return client.post(
                "/api/saved-views",
                """
                {"resource":"deals","name":"%s","query":"status=OPEN&sort=-value","shared":%s}"""
                        .formatted(name, shared));
    }

    private Client colleague(Client owner, String role) {
        var email = "colleague-%d@example.com".formatted(System.nanoTime());
        var password = "Correct-horse-colleague-battery";
        var added =
                owner.post(
                        "/api/organization/members",
                        """
                        {"email":"%s","password":"%s","firstName":"Cole","lastName":"League",
                         "role":"%s"}"""
                                .formatted(email, password, role));
        assertThat(added.status()).as("%s", added).isEqualTo(201);
        var login =
                anonymous()
                        .post(
                                "/api/auth/login",
                                "{\"email\":\"%s\",\"password\":\"%s\"}"
                                        .formatted(email, password));
        return anonymous().withToken(login.json().path("accessToken").asString());
    }

    @Test
    void what_is_saved_is_listed_for_oneself_and_if_shared_for_colleagues() {
        var owner = registered();
        var colleague = colleague(owner, "MEMBER");
        var own = save(owner, "Mine", false);
        var shared = save(owner, "Ours", true);
        assertThat(own.status()).isEqualTo(201);

        var mine = owner.get("/api/saved-views?resource=deals");
        assertThat(mine.json().at("/data/0/name").asString()).isEqualTo("Mine");
        assertThat(mine.json().at("/data/0/query").asString()).isEqualTo("status=OPEN&sort=-value");
        assertThat(mine.json().at("/pagination/total").asInt()).isEqualTo(2);
        var theirs = colleague.get("/api/saved-views?resource=deals");
        assertThat(theirs.json().at("/pagination/total").asInt()).isEqualTo(1);
        assertThat(theirs.json().at("/data/0/id").asString()).isEqualTo(shared.id());
        assertThat(colleague.get("/api/saved-views/" + own.id()).status()).isEqualTo(404);
        assertThat(colleague.get("/api/saved-views/" + shared.id()).status()).isEqualTo(200);

        var stranger = registered();
        assertThat(stranger.get("/api/saved-views").json().at("/pagination/total").asInt())
                .isZero();
        assertThat(stranger.get("/api/saved-views/" + shared.id()).status()).isEqualTo(404);
        assertThat(anonymous().get("/api/saved-views").status()).isEqualTo(401);
    }

    @Test
    void a_view_is_removed_by_who_saved_it_or_if_shared_by_who_administers() {
        var owner = registered();
        var member = colleague(owner, "MEMBER");
        var own = save(member, "Mine", false);
        var shared = save(member, "Ours", true);
        var owners = save(owner, "Everybody's", true);

        assertThat(member.delete("/api/saved-views/" + owners.id()).status()).isEqualTo(403);
        assertThat(owner.delete("/api/saved-views/" + own.id()).status())
                .as("what is not shared is not there for others")
                .isEqualTo(404);
        assertThat(registered().delete("/api/saved-views/" + shared.id()).status()).isEqualTo(404);
        assertThat(owner.delete("/api/saved-views/" + shared.id()).status()).isEqualTo(200);
        assertThat(member.delete("/api/saved-views/" + own.id()).status()).isEqualTo(200);
        assertThat(member.get("/api/saved-views/" + own.id()).status()).isEqualTo(404);
        assertThat(member.get("/api/saved-views").json().at("/pagination/total").asInt())
                .isEqualTo(1);
    }

    @Test
    void what_is_no_view_is_refused() {
        var owner = registered();
        assertThat(
                        owner.post(
                                        "/api/saved-views",
                                        """
                                        {"resource":"secrets","name":"x","query":"","shared":false}""")
                                .status())
                .isEqualTo(400);
        assertThat(save(owner, " ", false).field()).isEqualTo("name");
        assertThat(save(owner, "x".repeat(101), false).field()).isEqualTo("name");
    }
}
