package nexus.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import nexus.api.identity.JobRole;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.UserId;
import nexus.app.EngineTest;
import nexus.platform.NewId;
import nexus.platform.decider.Memberships;
import nexus.testing.Client;
import nexus.testing.Client.Answer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Where an organization is, and who does what there. */
class ShowroomHttpIT extends EngineTest {

    @Autowired Memberships memberships;

    private static List<JsonNode> list(Answer answer) {
        return answer.json().path("data").valueStream().toList();
    }

    private static String first(Client client) {
        return list(client.get("/api/showrooms")).getFirst().path("id").asString();
    }

    private static String opened(Client client, String body) {
        var answer = client.post("/api/showrooms", body);
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return answer.id();
    }

    private static String codeOf(Client client, String id) {
        return client.get("/api/showrooms/" + id).json().path("code").asString();
    }

    private static String member(Client client, String role, String more) {
        var answer =
                client.post(
                        "/api/organization/members",
                        """
                        {"email":"%s@example.com","password":"staple-horse-4711",
                         "firstName":"Sue","lastName":"Veyor","role":"%s"%s}"""
                                .formatted(UUID.randomUUID(), role, more));
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return answer.id();
    }

    private Client loggedIn(Client client, String user) {
        var email =
                list(client.get("/api/organization/members?pageSize=200")).stream()
                        .filter(member -> member.path("id").asString().equals(user))
                        .findFirst()
                        .orElseThrow()
                        .path("email")
                        .asString();
        var in =
                anonymous()
                        .post(
                                "/api/auth/login",
                                "{\"email\":\"%s\",\"password\":\"staple-horse-4711\"}"
                                        .formatted(email));
        return anonymous().withToken(in.json().path("accessToken").asString());
    }

    private static JsonNode memberOf(Client client, String user) {
        return list(client.get("/api/organization/members")).stream()
                .filter(member -> member.path("id").asString().equals(user))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void an_organization_begins_with_a_showroom_that_has_a_code() {
        var showrooms = list(registered().get("/api/showrooms"));
        assertThat(showrooms).hasSize(1);
        assertThat(showrooms.getFirst().path("code").asString()).matches("[A-Z]{3}");
        assertThat(showrooms.getFirst().path("type").asString()).isEqualTo("RETAIL");
        assertThat(showrooms.getFirst().path("address").isNull()).isTrue();
    }

    @Test
    void a_showroom_is_opened_and_changed_and_its_past_stays_known() {
        var client = registered();
        var id =
                opened(
                        client,
                        """
                        {"name":"Leeds","type":"FRANCHISE","postcodes":["LS","WF1"],
                         "address":{"city":"Leeds","postcode":"LS3 1LH","country":"GB"}}""");
        var showroom = client.get("/api/showrooms/" + id).json();
        assertThat(showroom.path("code").asString()).isEqualTo("LDS");
        assertThat(showroom.at("/address/city").asString()).isEqualTo("Leeds");
        assertThat(texts(showroom.path("postcodes"))).containsExactly("LS", "WF1");
        var before = showroom.path("updatedAt").asString();

        var changed =
                client.patch(
                        "/api/showrooms/" + id,
                        """
                        {"name":"Leeds North","code":"LDN","address":null,
                         "timeZone":"Europe/London"}""",
                        "If-Match",
                        "\"0\"");
        assertThat(changed.status()).as("%s", changed).isEqualTo(200);
        var now = client.get("/api/showrooms/" + id).json();
        assertThat(now.path("name").asString()).isEqualTo("Leeds North");
        assertThat(now.path("code").asString()).isEqualTo("LDN");
        assertThat(now.path("address").isNull()).isTrue();
        assertThat(now.path("type").asString()).isEqualTo("FRANCHISE");
        assertThat(
                        client.get("/api/showrooms/" + id + "?asOf=" + before)
                                .json()
                                .path("name")
                                .asString())
                .isEqualTo("Leeds");
        assertThat(
                        list(client.get("/api/showrooms/" + id + "/history")).stream()
                                .map(entry -> entry.path("type").asString()))
                .containsExactlyInAnyOrder(
                        "showroom.opened@1",
                        "showroom.renamed@1",
                        "showroom.details-changed@1",
                        "showroom.code-changed@1");
        assertThat(
                        client.patch(
                                        "/api/showrooms/" + id,
                                        "{\"name\":\"?\"}",
                                        "If-Match",
                                        "\"0\"")
                                .status())
                .isEqualTo(412);
        assertThat(client.patch("/api/showrooms/" + id, "{}").status()).isEqualTo(200);
    }

    @Test
    void no_two_showrooms_of_an_organization_ever_have_one_code() {
        var client = registered();
        var leeds = opened(client, "{\"name\":\"Leeds\"}");
        var other = opened(client, "{\"name\":\"Lodes\"}");
        assertThat(codeOf(client, leeds)).isEqualTo("LDS");
        assertThat(codeOf(client, other)).isEqualTo("LDS2");
        assertThat(client.post("/api/showrooms", "{\"name\":\"X\",\"code\":\"LDS\"}").code())
                .isEqualTo("showroom.code-taken");
        client.patch("/api/showrooms/" + leeds, "{\"code\":\"LEE\"}");
        var again = client.post("/api/showrooms", "{\"name\":\"X\",\"code\":\"LDS\"}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(client.patch("/api/showrooms/" + leeds, "{\"code\":\"LDS\"}").status())
                .as("it was its own")
                .isEqualTo(200);
        opened(registered(), "{\"name\":\"Leeds\",\"code\":\"LDS\"}");
    }

    @Test
    void what_is_malformed_is_refused_with_the_field() {
        var client = registered();
        assertThat(client.post("/api/showrooms", "{\"name\":\"X\",\"code\":\"l d\"}").field())
                .isEqualTo("code");
        assertThat(client.post("/api/showrooms", "{\"name\":\" \"}").field()).isEqualTo("name");
        assertThat(client.post("/api/showrooms", "{\"name\":\"X\",\"shape\":1}").status())
                .isEqualTo(400);
        var address = "{\"name\":\"X\",\"address\":{\"country\":\"England\"}}";
        assertThat(client.post("/api/showrooms", address).status()).isEqualTo(400);
        assertThat(client.patch("/api/showrooms/" + first(client), "{\"code\":null}").status())
                .isEqualTo(400);
    }

    @Test
    void members_do_their_jobs_in_showrooms() {
        var client = registered();
        var organization = new OrganizationId(client.get("/api/organization").id());
        var leeds = opened(client, "{\"name\":\"Leeds\"}");
        var anywhere = member(client, "MEMBER", ",\"jobRoles\":[\"SURVEYOR\"]");
        var there =
                member(
                        client,
                        "MEMBER",
                        ",\"jobRoles\":[\"SURVEYOR\",\"DESIGNER\"],\"showroomIds\":[\"%s\"]"
                                .formatted(leeds));
        member(client, "MEMBER", "");

        assertThat(texts(memberOf(client, there).path("jobRoles")))
                .containsExactly("DESIGNER", "SURVEYOR");
        assertThat(texts(memberOf(client, there).path("showroomIds"))).containsExactly(leeds);
        assertThat(list(client.get("/api/organization/members?jobRole=DESIGNER"))).hasSize(1);
        assertThat(list(client.get("/api/organization/members?showroomId=" + leeds))).hasSize(1);
        assertThat(memberships.doing(JobRole.SURVEYOR, new ShowroomId(first(client)), organization))
                .containsExactly(new UserId(anywhere));
        assertThat(memberships.doing(JobRole.SURVEYOR, new ShowroomId(leeds), organization))
                .containsExactlyInAnyOrder(new UserId(anywhere), new UserId(there));
        assertThat(memberships.doing(JobRole.INSTALLER, new ShowroomId(leeds), organization))
                .isEmpty();

        var changed =
                client.patch(
                        "/api/organization/members/" + there,
                        "{\"role\":\"ADMIN\",\"jobRoles\":[\"INSTALLER\"]}");
        assertThat(changed.status()).as("%s", changed).isEqualTo(200);
        assertThat(memberOf(client, there).path("role").asString()).isEqualTo("ADMIN");
        assertThat(texts(memberOf(client, there).path("jobRoles"))).containsExactly("INSTALLER");
        assertThat(texts(memberOf(client, there).path("showroomIds"))).containsExactly(leeds);
        assertThat(memberships.doing(JobRole.INSTALLER, new ShowroomId(leeds), organization))
                .containsExactly(new UserId(there));
        assertThat(texts(loggedIn(client, there).get("/api/me").json().at("/user/jobRoles")))
                .containsExactly("INSTALLER");
    }

    @Test
    void nobody_works_in_a_showroom_that_is_not_there_or_not_theirs() {
        var client = registered();
        var user = member(client, "MEMBER", "");
        var theirs = first(registered());
        for (var showroom : List.of(NewId.of("showroom"), theirs)) {
            var refused =
                    client.patch(
                            "/api/organization/members/" + user,
                            "{\"showroomIds\":[\"%s\"]}".formatted(showroom));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.code()).isEqualTo("reference.not-found");
            assertThat(refused.json().path("field").asString()).isEqualTo("showroomIds");
        }
        assertThat(
                        client.patch(
                                        "/api/organization/members/" + user,
                                        "{\"jobRoles\":[\"PLUMBER\"]}")
                                .status())
                .isEqualTo(400);
    }

    @Test
    void owners_open_showrooms_admins_change_them_and_members_look() {
        var owner = registered();
        var id = first(owner);
        var admin = loggedIn(owner, member(owner, "ADMIN", ""));
        var viewer = loggedIn(owner, member(owner, "VIEWER", ""));
        assertThat(admin.post("/api/showrooms", "{\"name\":\"York\"}").status()).isEqualTo(403);
        assertThat(admin.patch("/api/showrooms/" + id, "{\"name\":\"York\"}").status())
                .isEqualTo(200);
        assertThat(viewer.patch("/api/showrooms/" + id, "{\"name\":\"Hull\"}").status())
                .isEqualTo(403);
        assertThat(viewer.get("/api/showrooms/" + id).status()).isEqualTo(200);
    }

    @Test
    void a_stranger_finds_none_of_it() {
        var owner = registered();
        var id = opened(owner, "{\"name\":\"Leeds\"}");
        var user = member(owner, "MEMBER", "");
        var stranger = registered();
        assertThat(stranger.get("/api/showrooms/" + id).status()).isEqualTo(404);
        assertThat(stranger.get("/api/showrooms/" + id + "/history").status()).isEqualTo(404);
        assertThat(list(stranger.get("/api/showrooms")))
                .noneMatch(showroom -> showroom.path("id").asString().equals(id));
        assertThat(stranger.patch("/api/showrooms/" + id, "{\"name\":\"Mine\"}").status())
                .isEqualTo(404);
        assertThat(
                        stranger.patch(
                                        "/api/organization/members/" + user,
                                        "{\"jobRoles\":[\"DIRECTOR\"]}")
                                .status())
                .isEqualTo(404);
        for (var path : List.of("/api/showrooms", "/api/showrooms/" + id)) {
            assertThat(anonymous().get(path).status()).isEqualTo(401);
        }
        assertThat(anonymous().post("/api/showrooms", "{\"name\":\"X\"}").status()).isEqualTo(401);
        assertThat(owner.get("/api/showrooms/" + id).json().path("name").asString())
                .isEqualTo("Leeds");
    }
}
