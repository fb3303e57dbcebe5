package nexus.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import nexus.app.EngineTest;
import nexus.testing.Client;
import nexus.testing.Client.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class IdentityHttpIT extends EngineTest {

    @Autowired JdbcClient db;

    private static String unique() {
        return UUID.randomUUID().toString().substring(0, 12);
    }

    private Answer register(String email, String password, String organization) {
        return anonymous()
                .post(
                        "/api/auth/register",
                        """
                        {"email":"%s","password":"%s","firstName":"Ada","lastName":"Lovelace",
                         "organizationName":"%s"}"""
                                .formatted(email, password, organization));
    }

    private Answer logIn(String email, String password) {
        return anonymous()
                .post(
                        "/api/auth/login",
                        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }

    private static String cookie(Answer answer, String name) {
        return cookies(answer).stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .findFirst()
                .orElseThrow()
                .split("[=;]")[1];
    }

    private static List<String> cookies(Answer answer) {
        return answer.response().headers().allValues("Set-Cookie");
    }

    private long rows(String table) {
        return db.sql("select count(*) from " + table).query(Long.class).single();
    }

    /** A colleague of the client's, logged in. */
    private Client colleague(Client client, String role) {
        var email = "colleague-" + unique() + "@example.com";
        var added =
                client.post(
                        "/api/organization/members",
                        """
                        {"email":"%s","password":"staple-%s","firstName":"Cole","lastName":"League",
                         "role":"%s"}"""
                                .formatted(email, email.hashCode(), role));
        assertThat(added.status()).as("%s", added).isEqualTo(201);
        var in = logIn(email, "staple-" + email.hashCode());
        return anonymous().withToken(in.json().path("accessToken").asString());
    }

    private static String idOf(Client client) {
        return client.get("/api/me").json().path("user").path("id").asString();
    }

    @Test
    void registering_makes_organization_owner_and_pipeline_and_logs_in() {
        var tag = unique();
        var answer =
                register("Ada-" + tag + "@Example.com", "battery-" + tag, "Müller & Co " + tag);

        assertThat(answer.status()).isEqualTo(201);
        var data = answer.json().path("data");
        assertThat(data.path("user").path("email").asString())
                .isEqualTo("ada-" + tag + "@example.com");
        assertThat(data.path("user").path("role").asString()).isEqualTo("OWNER");
        assertThat(data.path("organization").path("slug").asString()).isEqualTo("muller-co-" + tag);
        assertThat(answer.json().path("expiresIn").asInt()).isEqualTo(900);
        assertThat(cookies(answer))
                .hasSize(2)
                .allMatch(cookie -> cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
        assertThat(answer.header("Nexus-Position")).matches("pipeline-.+@0");

        var me = anonymous().withToken(answer.json().path("accessToken").asString());
        var await = answer.header("Nexus-Position");
        assertThat(me.get("/api/me", "Nexus-Await", await).json().path("user").path("firstName"))
                .hasToString("\"Ada\"");
        var pipelines = me.get("/api/pipelines", "Nexus-Await", await).json().path("data");
        assertThat(pipelines).hasSize(1);
        assertThat(pipelines.path(0).path("stages"))
                .extracting(stage -> stage.path("name").asString())
                .containsExactly(
                        "Lead",
                        "Qualified",
                        "Proposal",
                        "Negotiation",
                        "Closed Won",
                        "Closed Lost");
    }

    @Test
    void a_registration_that_is_refused_leaves_nothing_behind_and_the_name_is_free_again() {
        var tag = unique();
        assertThat(
                        register("one-" + tag + "@example.com", "battery-" + tag, "First " + tag)
                                .status())
                .isEqualTo(201);
        var events = rows("event");
        var credentials = rows("credential");
        var reservations = rows("reservation");

        var refused = register("one-" + tag + "@example.com", "battery-" + tag, "Second " + tag);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("user.email-taken");
        assertThat(refused.field()).isEqualTo("email");
        assertThat(rows("event")).isEqualTo(events);
        assertThat(rows("credential")).isEqualTo(credentials);
        assertThat(rows("reservation")).isEqualTo(reservations);
        assertThat(slug(register("two-" + tag + "@example.com", "battery-" + tag, "Second " + tag)))
                .isEqualTo("second-" + tag);
    }

    @Test
    void organizations_of_one_name_get_short_names_of_their_own() {
        var tag = unique();
        assertThat(slug(register("a-" + tag + "@example.com", "battery-" + tag, "Same " + tag)))
                .isEqualTo("same-" + tag);
        assertThat(slug(register("b-" + tag + "@example.com", "battery-" + tag, "Same " + tag)))
                .isEqualTo("same-" + tag + "-2");
    }

    private static String slug(Answer answer) {
        return answer.json().path("data").path("organization").path("slug").asString();
    }

    @ParameterizedTest
    @CsvSource({"short1!, too-short", "Password123, too-common", "qwertyuiop, too-common"})
    void a_password_that_is_guessed_first_is_not_taken(String password, String code) {
        var answer = register("x-" + unique() + "@example.com", password, "Any");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo("password");
        assertThat(answer.json().path("errors").path(0).path("code").asString()).isEqualTo(code);
    }

    @Test
    void a_wrong_password_and_an_unknown_account_are_told_in_the_same_words() {
        var owner = registered().login();
        assertThat(logIn(owner.email().toUpperCase(Locale.ROOT), owner.password()).status())
                .isEqualTo(200);
        var wrong = logIn(owner.email(), "not the password");
        var unknown = logIn("nobody-" + unique() + "@example.com", "not the password");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("auth.credentials-invalid");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(withoutId(unknown.json())).isEqualTo(withoutId(wrong.json()));
    }

    private static String withoutId(JsonNode problem) {
        return problem.toString().replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    @Test
    void who_guesses_too_often_has_to_wait() {
        var email = "victim-" + unique() + "@example.com";
        for (int i = 0; i < 10; i++) {
            assertThat(logIn(email, "guess number " + i).status()).isEqualTo(401);
        }
        var answer = logIn(email, "guess number 11");
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.code()).isEqualTo("request.too-many");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 301);
        assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"account\";q=10;w=300");
        assertThat(answer.header("RateLimit")).startsWith("\"account\";r=0;t=");
    }

    @Test
    void a_refresh_token_works_once_and_its_second_use_ends_the_session() {
        var owner = registered().login();
        var first = cookie(logIn(owner.email(), owner.password()), "refresh_token");

        var refreshed =
                anonymous().post("/api/auth/refresh", "", "Cookie", "refresh_token=" + first);
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.json().path("accessToken").asString()).isNotEmpty();
        var second = cookie(refreshed, "refresh_token");
        assertThat(second).isNotEqualTo(first);
        var third =
                cookie(
                        anonymous()
                                .post("/api/auth/refresh", "{\"refreshToken\":\"" + second + "\"}"),
                        "refresh_token");

        assertThat(refresh(first).code()).isEqualTo("auth.session-over");
        assertThat(refresh(third).code())
                .as("the thief's as the owner's")
                .isEqualTo("auth.session-over");
    }

    private Answer refresh(String token) {
        return anonymous().post("/api/auth/refresh", "{\"refreshToken\":\"" + token + "\"}");
    }

    @Test
    void logging_out_ends_the_session_and_takes_the_cookies_back() {
        var owner = registered().login();
        var token = cookie(logIn(owner.email(), owner.password()), "refresh_token");
        var out = anonymous().post("/api/auth/logout", "", "Cookie", "refresh_token=" + token);
        assertThat(out.status()).isEqualTo(204);
        assertThat(cookies(out)).hasSize(2).allMatch(cookie -> cookie.contains("Max-Age=0"));
        assertThat(refresh(token).status()).isEqualTo(401);
        assertThat(refresh("").status()).isEqualTo(401);
    }

    @Test
    void sessions_are_shown_to_their_user_and_ended_one_by_one() {
        var me = registered();
        var other = cookie(logIn(me.login().email(), me.login().password()), "refresh_token");
        var sessions = me.get("/api/me/sessions").json().path("data");
        assertThat(sessions).hasSize(2);
        assertThat(sessions).filteredOn(session -> session.path("current").asBoolean()).hasSize(1);
        var otherId =
                sessions.valueStream()
                        .filter(session -> !session.path("current").asBoolean())
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asString();

        assertThat(registered().delete("/api/me/sessions/" + otherId).status()).isEqualTo(404);
        assertThat(me.delete("/api/me/sessions/" + otherId).status()).isEqualTo(204);

        assertThat(me.get("/api/me/sessions").json().path("data")).hasSize(1);
        assertThat(refresh(other).status()).isEqualTo(401);
    }

    @Test
    void neither_passwords_nor_tokens_are_ever_in_an_event() {
        var me = registered();
        var found =
                db.sql("select count(*) from event where payload::text || metadata::text like :it")
                        .param("it", "%" + me.login().password() + "%")
                        .query(Long.class)
                        .single();
        assertThat(found).isZero();
        assertThat(db.sql("select password_hash from credential").query(String.class).list())
                .allMatch(hash -> hash.startsWith("$2a$12$"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/me, auth.required",
        "GET, /api/deals, auth.required",
        "GET, /api/auth/anything, auth.required",
        "POST, /api/auth/register/, auth.required",
        "POST, /api/deals, auth.required",
        "GET, /api/openapi.json.bak, auth.required",
    })
    void what_is_not_public_needs_a_token(String method, String path, String code) {
        var answer = anonymous().send(method, path, null);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(anonymous().withToken("nonsense").send(method, path, null).code())
                .isEqualTo("auth.token-invalid");
    }

    @Test
    void what_is_public_is_so_also_with_a_token_that_has_run_out() {
        assertThat(anonymous().get("/health/live", "Cookie", "access_token=old").status())
                .isEqualTo(200);
        assertThat(anonymous().withToken("old").get("/.well-known/jwks.json").status())
                .isEqualTo(200);
    }

    @Test
    void every_answer_has_the_headers_that_keep_browsers_safe() {
        var headers = anonymous().get("/api/me").response().headers();
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'", "frame-ancestors 'none'");
    }

    @Test
    void anybody_can_check_a_token_by_the_published_key() throws Exception {
        var token = SignedJWT.parse(String.valueOf(registered().token()));
        var keys = JWKSet.parse(anonymous().get("/.well-known/jwks.json").json().toString());
        var key = keys.getKeyByKeyId(token.getHeader().getKeyID());
        assertThat(key.isPrivate()).isFalse();
        assertThat(token.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
    }

    @Test
    void a_cookie_is_enough_to_read_and_to_change_but_not_from_another_site() {
        var me = registered();
        assertThat(me.get("/api/me").status()).isEqualTo(200);
        var cookie = "access_token=" + me.token();
        var browser = anonymous();
        assertThat(browser.get("/api/me", "Cookie", cookie).status()).isEqualTo(200);
        var change = "{\"firstName\":\"Grace\"}";
        assertThat(browser.patch("/api/me", change, "Cookie", cookie).status()).isEqualTo(200);
        assertThat(
                        browser.patch(
                                        "/api/me",
                                        change,
                                        "Cookie",
                                        cookie,
                                        "Sec-Fetch-Site",
                                        "same-origin")
                                .status())
                .isEqualTo(200);
        for (var site : List.of("cross-site", "same-site")) {
            var refused =
                    browser.patch("/api/me", change, "Cookie", cookie, "Sec-Fetch-Site", site);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("auth.cross-site");
        }
        assertThat(
                        browser.patch(
                                        "/api/me",
                                        change,
                                        "Cookie",
                                        cookie,
                                        "Origin",
                                        "https://evil.example")
                                .status())
                .isEqualTo(403);
        assertThat(
                        browser.patch(
                                        "/api/me",
                                        change,
                                        "Cookie",
                                        cookie,
                                        "Origin",
                                        "http://127.0.0.1:" + port)
                                .status())
                .isEqualTo(200);
    }

    @Test
    void somebody_changes_how_they_are_called() {
        var me = registered();
        assertThat(me.patch("/api/me", "{\"lastName\":\"Hopper\"}").status()).isEqualTo(200);
        var user = me.get("/api/me").json().path("user");
        assertThat(user.path("firstName").asString()).isEqualTo("Olive");
        assertThat(user.path("lastName").asString()).isEqualTo("Hopper");
    }

    @Test
    void an_owner_changes_the_organization_and_a_viewer_does_not() {
        var owner = registered();
        var change = "{\"name\":\"New name\",\"settings\":{\"currency\":\"EUR\"}}";
        assertThat(owner.patch("/api/organization", change).status()).isEqualTo(200);
        var organization = owner.get("/api/organization").json();
        assertThat(organization.path("name").asString()).isEqualTo("New name");
        assertThat(organization.path("settings").path("currency").asString()).isEqualTo("EUR");
        assertThat(organization.path("settings").path("locale").asString()).isEqualTo("en-GB");

        var viewer = colleague(owner, "VIEWER");
        var refused = viewer.patch("/api/organization", change);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("permission.denied");
        assertThat(viewer.get("/api/organization").status()).isEqualTo(200);
        assertThat(
                        viewer.post(
                                        "/api/deals",
                                        """
                                        {"name":"Not mine","value":{"amount":"1.00","currency":"GBP"}}""")
                                .code())
                .isEqualTo("permission.denied");
    }

    @Test
    void a_role_counts_as_it_is_now_whatever_the_token_says() {
        var owner = registered();
        var colleague = colleague(owner, "ADMIN");
        var path = "/api/organization/members/" + idOf(colleague);
        assertThat(colleague.patch("/api/organization", "{\"name\":\"A\"}").status())
                .isEqualTo(200);

        assertThat(owner.patch(path, "{\"role\":\"MEMBER\"}").status()).isEqualTo(200);
        assertThat(colleague.patch("/api/organization", "{\"name\":\"B\"}").status())
                .isEqualTo(403);

        assertThat(owner.delete(path).status()).isEqualTo(200);
        assertThat(colleague.get("/api/me").code()).isEqualTo("auth.token-invalid");
        assertThat(owner.get("/api/organization/members").json().path("data")).hasSize(1);
    }

    @Test
    void only_owners_make_owners_and_the_last_one_stays() {
        var owner = registered();
        var admin = colleague(owner, "ADMIN");
        var adminPath = "/api/organization/members/" + idOf(admin);
        var ownerPath = "/api/organization/members/" + idOf(owner);

        assertThat(admin.patch(adminPath, "{\"role\":\"OWNER\"}").code())
                .isEqualTo("organization.owner-needed");
        assertThat(admin.patch(ownerPath, "{\"role\":\"VIEWER\"}").code())
                .isEqualTo("organization.owner-needed");
        assertThat(admin.delete(adminPath).code()).isEqualTo("permission.denied");
        assertThat(owner.patch(ownerPath, "{\"role\":\"ADMIN\"}").code())
                .isEqualTo("organization.last-owner");
        assertThat(owner.delete(ownerPath).code()).isEqualTo("organization.last-owner");
        assertThat(owner.patch(adminPath, "{\"role\":\"OWNER\"}").status()).isEqualTo(200);
        assertThat(owner.patch(ownerPath, "{\"role\":\"ADMIN\"}").status()).isEqualTo(200);
    }

    @Test
    void who_has_left_cannot_log_in_and_the_address_is_free_again() {
        var owner = registered();
        var email = "leaver-" + unique() + "@example.com";
        var body =
                """
                {"email":"%s","password":"long-enough-%s","firstName":"Lea","lastName":"Ver"}"""
                        .formatted(email, unique());
        var added = owner.post("/api/organization/members", body);
        assertThat(owner.post("/api/organization/members", body).code())
                .isEqualTo("user.email-taken");
        assertThat(owner.delete("/api/organization/members/" + added.id()).status()).isEqualTo(200);
        assertThat(logIn(email, "long-enough").status()).isEqualTo(401);
        assertThat(owner.post("/api/organization/members", body).status()).isEqualTo(201);
    }

    @Test
    void strangers_neither_see_nor_change_the_members_of_others() {
        var owner = registered();
        var stranger = registered();
        var path = "/api/organization/members/" + idOf(owner);
        assertThat(stranger.patch(path, "{\"role\":\"VIEWER\"}").status()).isEqualTo(404);
        assertThat(stranger.delete(path).status()).isEqualTo(404);
        assertThat(stranger.get("/api/organization/members").json().path("data"))
                .noneMatch(member -> member.path("id").asString().equals(idOf(owner)));
    }

    @Test
    void adding_somebody_twice_with_one_idempotency_key_adds_them_once() {
        var owner = registered();
        var body = "{\"firstName\":\"Sam\",\"lastName\":\"Once\"}";
        var key = unique();
        var first = owner.post("/api/organization/members", body, "Idempotency-Key", key);
        var again = owner.post("/api/organization/members", body, "Idempotency-Key", key);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(owner.get("/api/organization/members").json().path("data")).hasSize(2);
    }

    @Test
    void logins_are_written_down_for_ever() {
        var owner = registered().login();
        var before = rows("login_log");
        logIn(owner.email(), owner.password());
        logIn(owner.email(), "not the password");
        assertThat(rows("login_log")).isEqualTo(before + 2);
        assertThat(catchThrowable(() -> db.sql("delete from login_log").update())).isNotNull();
    }
}
