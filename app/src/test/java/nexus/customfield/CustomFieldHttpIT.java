package nexus.customfield;

import static org.assertj.core.api.Assertions.assertThat;

import nexus.app.EngineTest;
import nexus.testing.Client;
import nexus.testing.Client.Answer;
import org.junit.jupiter.api.Test;

class CustomFieldHttpIT extends EngineTest {

    private static final String DEALS = "/api/custom-fields/deals";

    private static Answer finish(Client client) {
        return client.post(
                DEALS,
                """
                {"key":"finish","label":"Finish","kind":"CHOICE","options":["Chrome","Brass"]}""");
    }

    @Test
    void what_is_defined_is_listed_for_its_records_and_nobody_else() {
        var somebody = registered();
        var made = finish(somebody);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        somebody.post(DEALS, "{\"key\":\"budget\",\"label\":\"Budget\",\"kind\":\"NUMBER\"}");

        var fields = somebody.get(DEALS).json().path("data");
        assertThat(fields.size()).isEqualTo(2);
        assertThat(fields.at("/0/key").asString()).as("by name").isEqualTo("budget");
        assertThat(fields.at("/1/options/1").asString()).isEqualTo("Brass");
        assertThat(somebody.get("/api/custom-fields/contacts").json().path("data").size()).isZero();
        assertThat(somebody.get(made.header("Location")).status()).isEqualTo(200);

        var stranger = registered();
        assertThat(stranger.get(DEALS).json().path("data").size()).isZero();
        assertThat(stranger.get(DEALS + "/" + made.id()).status()).isEqualTo(404);
        assertThat(stranger.patch(DEALS + "/" + made.id(), "{\"label\":\"Mine\"}").status())
                .isEqualTo(404);
        assertThat(stranger.delete(DEALS + "/" + made.id()).status()).isEqualTo(404);
        assertThat(finish(stranger).status()).as("keys are an organization's own").isEqualTo(201);
    }

    @Test
    void a_field_is_called_otherwise_and_taken_away_and_its_key_is_free_again() {
        var somebody = registered();
        var field = DEALS + "/" + finish(somebody).id();
        assertThat(finish(somebody).code()).isEqualTo("custom-field.key-taken");
        assertThat(
                        somebody.post(
                                        "/api/custom-fields/contacts",
                                        "{\"key\":\"finish\",\"label\":\"Taps\",\"kind\":\"TEXT\"}")
                                .status())
                .as("of other records")
                .isEqualTo(201);

        somebody.patch(field, "{\"label\":\"Finish of the taps\",\"options\":[\"Black\"]}");
        var changed = somebody.get(field).json();
        assertThat(changed.path("label").asString()).isEqualTo("Finish of the taps");
        assertThat(changed.at("/options/0").asString()).isEqualTo("Black");

        assertThat(somebody.delete(field).status()).isEqualTo(200);
        assertThat(somebody.get(field).status()).isEqualTo(404);
        assertThat(somebody.patch(field, "{\"label\":\"Gone\"}").status()).isEqualTo(404);
        assertThat(finish(somebody).status()).isEqualTo(201);
    }

    @Test
    void what_makes_no_sense_says_where() {
        var somebody = registered();
        var without = "{\"key\":\"finish\",\"label\":\"Finish\",\"kind\":\"CHOICE\"}";
        assertThat(somebody.post(DEALS, without).code())
                .isEqualTo("custom-field.options-do-not-fit");
        assertThat(
                        somebody.post(
                                        DEALS,
                                        """
                                        {"key":"a","label":"A","kind":"TEXT","options":["x"]}""")
                                .status())
                .isEqualTo(422);
        assertThat(
                        somebody.post(DEALS, "{\"key\":\"1 a\",\"label\":\"A\",\"kind\":\"TEXT\"}")
                                .field())
                .isEqualTo("key");
        assertThat(somebody.post(DEALS, "{\"key\":\"a\",\"label\":\"A\"}").field())
                .isEqualTo("kind");
        assertThat(somebody.get("/api/custom-fields/campaigns").status()).isEqualTo(400);
        var field = DEALS + "/" + finish(somebody).id();
        assertThat(somebody.patch(field, "{\"options\":[]}").status()).isEqualTo(422);
        assertThat(somebody.patch(field, "{\"key\":\"other\"}").status()).isEqualTo(400);
    }

    @Test
    void only_who_runs_the_organization_defines_fields() {
        var owner = registered();
        var email = "member-%d@example.com".formatted(System.nanoTime());
        var password = "Correct-horse-member-battery";
        owner.post(
                "/api/organization/members",
                """
                {"email":"%s","password":"%s","firstName":"Mem","lastName":"Ber","role":"MEMBER"}"""
                        .formatted(email, password));
        var login =
                anonymous()
                        .post(
                                "/api/auth/login",
                                "{\"email\":\"%s\",\"password\":\"%s\"}"
                                        .formatted(email, password));
        var member = anonymous().withToken(login.json().path("accessToken").asString());
        assertThat(finish(member).status()).isEqualTo(403);
        finish(owner);
        assertThat(member.get(DEALS).json().path("data").size()).isEqualTo(1);
        assertThat(finish(anonymous()).status()).isEqualTo(401);
    }
}
