package nexus.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nexus.app.EngineTest;
import nexus.testing.Client;
import nexus.testing.Client.Answer;
import nexus.testing.TestServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Campaigns from the draft to the deal that came of them, and what a stranger sees of it. */
class CampaignHttpIT extends EngineTest {

    private static final String HTML =
            "<p>Dear {{firstName|friend}}</p><a href='https://example.com/offer?a=1&amp;b=2'>offer</a>"
                    + "<a href='{{unsubscribeUrl}}'>no more</a>";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired JdbcClient db;

    Client me = anonymous();
    Client stranger = anonymous();

    @BeforeEach
    void register() {
        me = registered();
        stranger = registered();
    }

    private String contact(String firstName, String email, String tag) {
        var made =
                me.post(
                        "/api/contacts",
                        "{\"firstName\":\"%s\",\"email\":\"%s\",\"tags\":[\"%s\"]}"
                                .formatted(firstName, email, tag));
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return made.id();
    }

    private String consenting(String firstName, String email, String tag) {
        var id = contact(firstName, email, tag);
        var given =
                me.put(
                        "/api/contacts/" + id + "/consents/email",
                        "{\"given\":true,\"basis\":\"consent\"}");
        assertThat(given.status()).as("%s", given).isEqualTo(200);
        return id;
    }

    private static String body(String html, String tag, String more) {
        return """
        {"name":"Spring","type":"EMAIL","audience":{"tag":["%s"]},
         "content":{"subject":"News for {{firstName}}","html":"%s"},
         "sender":{"name":"Cancity","email":"news@example.com"}%s}"""
                .formatted(tag, html, more);
    }

    private String drafted(String tag, String more) {
        var made = me.post("/api/campaigns", body(HTML, tag, more));
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return "/api/campaigns/" + made.id();
    }

    private Answer done(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer;
    }

    private void awaitStatus(String campaign, String status) {
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(me.get(campaign).json().path("status").asString())
                                        .as("%s", me.get(campaign))
                                        .isEqualTo(status));
    }

    private int stat(String campaign, String name) {
        return me.get(campaign + "/stats").json().path(name).asInt(-1);
    }

    private static Path outbox(String campaign) {
        return TestServers.data()
                .root()
                .resolve("outbox")
                .resolve(campaign.substring("/api/campaigns/".length()));
    }

    private static String mail(String campaign, String contact) {
        try {
            // soft line breaks of quoted-printable taken out
            return Files.readString(outbox(campaign).resolve(contact + ".eml"))
                    .replace("=\r\n", "")
                    .replace("=3D", "=");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String found(String pattern, String text) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    @Test
    void a_campaign_is_sent_once_to_everybody_who_may_be_written_to() throws Exception {
        var ada = consenting("Ada", "ada@example.com", "news");
        var again = consenting("Ada again", "ADA@example.com", "news");
        var never = contact("Never", "never@example.com", "news");
        var withdrawn = consenting("Gone", "gone@example.com", "news");
        me.put("/api/contacts/" + withdrawn + "/consents/email", "{\"given\":false}");
        var away = consenting("Away", "away@example.com", "news");
        me.delete("/api/contacts/" + away);
        consenting("Other", "other@example.com", "others");

        var preview =
                done(
                        me.post(
                                "/api/campaigns/preview-audience",
                                "{\"audience\":{\"tag\":[\"news\"]}}"));
        assertThat(preview.json().path("count").asInt()).isEqualTo(5);
        assertThat(preview.json().path("reachable").asInt()).isEqualTo(1);
        assertThat(preview.json().path("skipped").path("no-consent").asInt()).isEqualTo(1);

        var campaign = drafted("news", "");
        assertThat(me.get(campaign).json().path("status").asString()).isEqualTo("DRAFT");
        done(me.post(campaign + "/launch", ""));
        awaitStatus(campaign, "COMPLETED");

        assertThat(stat(campaign, "audience")).isEqualTo(5);
        assertThat(stat(campaign, "sent")).isEqualTo(1);
        assertThat(stat(campaign, "skipped")).isEqualTo(4);
        var reasons =
                me.get(campaign + "/deliveries?state=SKIPPED").json().path("data").values().stream()
                        .map(
                                row ->
                                        row.path("contactId").asString()
                                                + " "
                                                + row.path("reason").asString())
                        .toList();
        assertThat(reasons)
                .containsExactlyInAnyOrder(
                        again + " duplicate-address",
                        never + " no-consent",
                        withdrawn + " unsubscribed",
                        away + " archived");
        try (var files = Files.list(outbox(campaign))) {
            assertThat(files).hasSize(1);
        }
        assertThat(mail(campaign, ada))
                .contains("To: ada@example.com", "Subject: News for Ada", "Dear Ada")
                .contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        var read = me.get(campaign).json();
        assertThat(read.path("audienceSize").asInt()).isEqualTo(5);
        assertThat(read.path("audiencePosition").asLong()).isPositive();
        assertThat(read.path("finishedAt").asString("")).isNotEmpty();
    }

    @Test
    void what_lacks_something_is_not_launched_and_says_what() {
        var campaign =
                "/api/campaigns/"
                        + me.post("/api/campaigns", "{\"name\":\"Bare\",\"type\":\"EMAIL\"}").id();
        var refused = me.post(campaign + "/launch", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("campaign.not-ready");
        assertThat(refused.json().path("missing").values().stream().map(each -> each.asString()))
                .containsExactly("subject", "content", "sender", "audience");
        consenting("Ada", "ada@example.com", "news");
        var noWayOut = me.post("/api/campaigns", body("<p>hi</p>", "news", ""));
        var late =
                me.post(
                        "/api/campaigns/" + noWayOut.id() + "/schedule",
                        "{\"startAt\":\"2020-01-01T00:00:00Z\"}");
        assertThat(late.json().path("missing").values().stream().map(each -> each.asString()))
                .containsExactly("unsubscribe-link", "start-in-the-future");
        var paused = me.post(campaign + "/pause", "");
        assertThat(paused.code()).isEqualTo("campaign.illegal-transition");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"\",\"type\":\"EMAIL\"} name",
                "{\"name\":\"A\"} type",
                "{\"name\":\"A\",\"type\":\"FAX\"} type",
                "{\"name\":\"A\",\"type\":\"EMAIL\",\"colour\":1} colour",
                "{\"name\":\"A\",\"type\":\"EMAIL\",\"perSecond\":0} perSecond",
                "{\"name\":\"A\",\"type\":\"EMAIL\",\"sender\":{\"email\":\"nobody\"}} sender.email",
                "{\"name\":\"A\",\"type\":\"EMAIL\",\"sender\":{\"email\":\"a@b.co\",\"name\":\"x\\r\\ny\"}} sender.name",
                "{\"name\":\"A\",\"type\":\"EMAIL\",\"content\":{\"subject\":\"a\\nb\"}} content.subject",
                "{\"name\":\"A\",\"type\":\"EMAIL\",\"audience\":{\"lifecycleStage\":[\"LEAD\"]}} audience.lifecycleStage[0]",
                "{\"name\":\"A\",\"type\":\"EMAIL\",\"audience\":{\"tag\":[\"\"]}} audience.tag[0]"
            })
    void what_is_malformed_is_refused_by_name(String call) {
        var end = call.lastIndexOf(' ');
        var refused = me.post("/api/campaigns", call.substring(0, end));
        assertThat(refused.status()).as("%s", refused).isEqualTo(400);
        assertThat(refused.field()).isEqualTo(call.substring(end + 1));
    }

    @Test
    void content_is_looked_at_before_it_is_sent() {
        var unknown = me.post("/api/campaigns", body("{{nickname}}", "news", ""));
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.code()).isEqualTo("campaign.unknown-merge-field");
        assertThat(unknown.json().path("field").asString()).isEqualTo("content.html");
        var ada = consenting("A<b>", "ada@example.com", "news");
        var shown =
                done(
                        me.post(
                                "/api/campaigns/preview-content",
                                "{\"content\":{\"subject\":\"Hi {{firstName}}\",\"html\":\"<p>{{firstName}}\"},\"contactId\":\"%s\"}"
                                        .formatted(ada)));
        assertThat(shown.json().path("subject").asString()).isEqualTo("Hi A<b>");
        assertThat(shown.json().path("html").asString()).startsWith("<p>A&lt;b&gt;");
        assertThat(shown.json().path("missing").get(0).asString()).isEqualTo("unsubscribe-link");
        assertThat(
                        stranger.post(
                                        "/api/campaigns/preview-content",
                                        "{\"content\":{\"subject\":\"x\"},\"contactId\":\"%s\"}"
                                                .formatted(ada))
                                .status())
                .isEqualTo(422);
    }

    @Test
    void a_pause_holds_and_resuming_goes_on_with_exactly_the_unsent() {
        for (int i = 0; i < 30; i++) {
            consenting("C" + i, "c" + i + "@example.com", "slow");
        }
        var campaign = drafted("slow", ",\"perSecond\":5");
        done(me.post(campaign + "/launch", ""));
        await().atMost(SOON).until(() -> stat(campaign, "sent") >= 5);
        done(me.post(campaign + "/pause", ""));
        awaitStatus(campaign, "PAUSED");
        var atPause = stat(campaign, "sent");
        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .until(() -> stat(campaign, "sent") <= atPause + 1); // that is under way
        var sentBefore = sentContacts(campaign);
        assertThat(sentBefore).hasSizeBetween(5, 29);

        assertThat(me.patch(campaign, "{\"content\":{\"subject\":\"Other\"}}").code())
                .isEqualTo("campaign.frozen");
        done(me.patch(campaign, "{\"perSecond\":1000}"));
        done(me.post(campaign + "/resume", ""));
        awaitStatus(campaign, "COMPLETED");
        assertThat(stat(campaign, "sent")).isEqualTo(30);
        var attempts = new ArrayList<Integer>();
        var rows = me.get(campaign + "/deliveries?pageSize=200").json().path("data");
        rows.values().forEach(row -> attempts.add(row.path("attempts").asInt()));
        assertThat(attempts).hasSize(30).containsOnly(1);
    }

    private List<String> sentContacts(String campaign) {
        return me
                .get(campaign + "/deliveries?state=SENT&pageSize=200")
                .json()
                .path("data")
                .values()
                .stream()
                .map(row -> row.path("contactId").asString())
                .toList();
    }

    @Test
    void a_campaign_starts_by_itself_and_a_cancelled_one_sends_nobody_more() {
        for (int i = 0; i < 10; i++) {
            consenting("C" + i, "c" + i + "@example.com", "due");
        }
        var campaign = drafted("due", ",\"perSecond\":1");
        var startAt = Instant.now().plusSeconds(2);
        done(me.post(campaign + "/schedule", "{\"startAt\":\"%s\"}".formatted(startAt)));
        assertThat(me.get(campaign).json().path("status").asString()).isEqualTo("SCHEDULED");
        awaitStatus(campaign, "ACTIVE");
        await().atMost(SOON).until(() -> stat(campaign, "sent") >= 1);
        done(me.post(campaign + "/cancel", "{\"reason\":\"the fair is off\"}"));
        awaitStatus(campaign, "CANCELLED");
        await().atMost(SOON).until(() -> stat(campaign, "queued") == 0);
        assertThat(stat(campaign, "sent") + stat(campaign, "skipped")).isEqualTo(10);
        assertThat(stat(campaign, "skipped")).isPositive();
        assertThat(me.post(campaign + "/resume", "").code())
                .isEqualTo("campaign.illegal-transition");
    }

    @Test
    void whoever_unsubscribes_is_off_every_queue_at_once_and_their_consent_is_withdrawn()
            throws Exception {
        for (int i = 0; i < 5; i++) {
            consenting("C" + i, "c" + i + "@example.com", "news");
        }
        var ada = consenting("Ada", "ada@example.com", "news"); // and so the last in any queue
        var first = drafted("news", "");
        done(me.post(first + "/launch", ""));
        awaitStatus(first, "COMPLETED");
        var held = drafted("news", ",\"perSecond\":1");
        done(me.post(held + "/launch", ""));
        done(me.post(held + "/pause", ""));
        awaitStatus(held, "PAUSED");
        assertThat(me.get(held + "/deliveries?state=QUEUED").json().toString()).contains(ada);

        var token =
                found(
                        "List-Unsubscribe: <[^>]*/api/unsubscribe/([\\w-]+)>",
                        mail(first, ada).replace("\r\n ", ""));
        var nobody = anonymous();
        assertThat(nobody.get("/api/unsubscribe/" + token).status()).isEqualTo(200);
        assertThat(stat(first, "unsubscribed")).as("looking is not meaning it").isZero();
        var out =
                nobody.send(
                        "POST",
                        "/api/unsubscribe/" + token,
                        "List-Unsubscribe=One-Click".getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/x-www-form-urlencoded");
        assertThat(out.status()).as("%s", out).isEqualTo(200);
        assertThat(stat(first, "unsubscribed")).isEqualTo(1);
        assertThat(skipped(held)).as("at once").containsExactly(ada + " unsubscribed");
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(
                                                me.get("/api/contacts/" + ada)
                                                        .json()
                                                        .path("consents")
                                                        .path("email")
                                                        .path("given")
                                                        .asBoolean(true))
                                        .isFalse());
        assertThat(nobody.send("POST", "/api/unsubscribe/" + token, new byte[0]).status())
                .isEqualTo(200);
        assertThat(nobody.send("POST", "/api/unsubscribe/" + "A".repeat(64), new byte[0]).status())
                .isEqualTo(404);
        var third = drafted("news", "");
        done(me.post(third + "/launch", ""));
        awaitStatus(third, "COMPLETED");
        assertThat(Files.exists(outbox(third).resolve(ada + ".eml"))).isFalse();
        assertThat(stat(third, "sent")).isEqualTo(5);
    }

    private List<String> skipped(String campaign) {
        return me
                .get(campaign + "/deliveries?state=SKIPPED&pageSize=200")
                .json()
                .path("data")
                .values()
                .stream()
                .map(row -> row.path("contactId").asString() + " " + row.path("reason").asString())
                .toList();
    }

    @Test
    void whoever_may_not_be_written_to_any_more_when_it_is_their_turn_is_not() {
        for (int i = 0; i < 5; i++) {
            consenting("C" + i, "c" + i + "@example.com", "slow");
        }
        var withdrawn = consenting("Gone", "gone@example.com", "slow");
        var away = consenting("Away", "away@example.com", "slow");
        var campaign = drafted("slow", ",\"perSecond\":1");
        done(me.post(campaign + "/launch", ""));
        done(me.post(campaign + "/pause", ""));
        awaitStatus(campaign, "PAUSED");
        assertThat(me.get(campaign + "/deliveries?state=QUEUED").json().toString())
                .contains(withdrawn, away);

        done(me.put("/api/contacts/" + withdrawn + "/consents/email", "{\"given\":false}"));
        done(me.delete("/api/contacts/" + away));
        done(me.patch(campaign, "{\"perSecond\":1000}"));
        done(me.post(campaign + "/resume", ""));
        awaitStatus(campaign, "COMPLETED");
        assertThat(skipped(campaign))
                .containsExactlyInAnyOrder(withdrawn + " unsubscribed", away + " archived");
        assertThat(stat(campaign, "sent")).isEqualTo(5);
        for (var nobody : List.of(withdrawn, away)) {
            assertThat(outbox(campaign).resolve(nobody + ".eml")).doesNotExist();
        }
    }

    @Test
    void opening_clicking_and_buying_are_told_as_a_funnel() {
        var ada = consenting("Ada", "ada@example.com", "news");
        consenting("Ben", "ben@example.com", "news");
        var campaign = drafted("news", "");
        done(me.post(campaign + "/launch", ""));
        awaitStatus(campaign, "COMPLETED");
        var before = Instant.now();
        var letter = mail(campaign, ada);
        var nobody = anonymous();
        var picture = nobody.get("/t/" + found("<img src=\"[^\"]*/t/([\\w-]{64})\"", letter));
        assertThat(picture.status()).isEqualTo(200);
        assertThat(picture.header("Content-Type")).isEqualTo("image/gif");
        assertThat(stat(campaign, "opened")).isEqualTo(1);
        var link = "/t/" + found("<a href='[^']*/t/([\\w-]{64})'", letter);
        assertThat(nobody.send("HEAD", link, null).status()).isEqualTo(302);
        assertThat(stat(campaign, "clicked")).isZero();
        var followed = nobody.get(link);
        assertThat(followed.status()).isEqualTo(302);
        assertThat(followed.header("Location")).isEqualTo("https://example.com/offer?a=1&b=2");
        assertThat(stat(campaign, "clicked")).isEqualTo(1);
        assertThat(nobody.get("/t/" + "A".repeat(64)).status()).isEqualTo(404);

        var deal =
                me.post(
                        "/api/deals",
                        "{\"name\":\"Kitchen\",\"value\":{\"amount\":\"900.00\",\"currency\":\"GBP\"},\"contactId\":\"%s\"}"
                                .formatted(ada));
        done(me.post("/api/deals/" + deal.id() + "/win", "{}"));
        var funnel = me.get("/api/analytics/campaigns").json();
        assertThat(funnel.path("definition").asString()).contains("30 days");
        var row = funnel.path("data").get(0);
        assertThat(row.path("sent").asInt()).isEqualTo(2);
        assertThat(row.path("clickRate").asDouble()).isEqualTo(0.5);
        assertThat(row.path("wonDeals").asInt()).isEqualTo(1);
        assertThat(row.path("wonValue").path("amount").asString()).isEqualTo("900.00");
        assertThat(me.get(campaign + "/stats?asOf=" + before).json().path("opened").asInt())
                .isZero();
        assertThat(me.get(campaign + "/stats?asOf=" + before).json().path("sent").asInt())
                .isEqualTo(2);
        assertThat(stranger.get("/api/analytics/campaigns").json().path("data").isEmpty()).isTrue();
    }

    @Test
    void what_providers_tell_is_believed_when_it_is_signed_and_taken_once() {
        var ada = consenting("Ada", "ada@example.com", "news");
        var ben = consenting("Ben", "ben@example.com", "news");
        var campaign = drafted("news", "");
        done(me.post(campaign + "/launch", ""));
        awaitStatus(campaign, "COMPLETED");
        var bounced =
                "{\"id\":\"evt-%s\",\"type\":\"bounced\",\"bounce\":\"hard\",\"messageId\":\"%s\"}"
                        .formatted(ada, messageId(campaign, ada));
        var unsigned = anonymous().post("/api/webhooks/mail", bounced);
        assertThat(unsigned.status()).isEqualTo(401);
        assertThat(unsigned.json().path("error").asString()).isEqualTo("Invalid signature");
        assertThat(told(bounced, "00").status()).isEqualTo(401);
        assertThat(stat(campaign, "bounced")).isZero();
        for (int i = 0; i < 2; i++) {
            var taken = told(bounced, signature(bounced));
            assertThat(taken.status()).isEqualTo(200);
            assertThat(taken.json().path("received").asBoolean()).isTrue();
        }
        var complained =
                "{\"events\":[{\"id\":\"d-%1$s\",\"type\":\"delivered\",\"messageId\":\"%2$s\"},{\"id\":\"c-%1$s\",\"type\":\"complained\",\"messageId\":\"%2$s\"}]}"
                        .formatted(ben, messageId(campaign, ben));
        assertThat(told(complained, "sha256=" + signature(complained)).status()).isEqualTo(200);
        assertThat(stat(campaign, "bounced")).isEqualTo(1);
        assertThat(stat(campaign, "complained")).isEqualTo(1);
        assertThat(stat(campaign, "delivered")).isEqualTo(1);
        for (var nonsense :
                List.of("nonsense", "[1]", "{}", "{\"id\":\"a\\u0000b\"}", "{\"id\":7}")) {
            var refused = told(nonsense, signature(nonsense));
            assertThat(refused.status()).as("%s: %s", nonsense, refused).isEqualTo(400);
        }
        var oddName = "{\"id\":\"odd\",\"type\":\"bounced\",\"messageId\":\"a\\u0000b\"}";
        assertThat(told(oddName, signature(oddName)).status()).isEqualTo(200);
        assertThat(anonymous().post("/api/webhooks/pigeons", "{}").status()).isEqualTo(404);

        var next = drafted("news", "");
        done(me.post(next + "/launch", ""));
        awaitStatus(next, "COMPLETED");
        assertThat(stat(next, "sent")).isZero();
        assertThat(me.get(next + "/deliveries").json().toString())
                .contains("hard-bounced", "complained");
    }

    private static String messageId(String campaign, String contact) {
        return found("Message-ID:\\s+(<[^>]+>)", mail(campaign, contact));
    }

    private Answer told(String body, String signature) {
        return anonymous().post("/api/webhooks/mail", body, "x-signature", signature);
    }

    private static String signature(String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(
                            TestServers.MAIL_SECRET.getBytes(StandardCharsets.UTF_8),
                            "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_stranger_sees_and_does_nothing() {
        consenting("Ada", "ada@example.com", "news");
        var company = me.post("/api/companies", "{\"name\":\"Cancity\"}").id();
        var campaign = drafted("news", "");
        for (var path : List.of("", "/stats", "/deliveries", "/history", "/diff?from=0")) {
            assertThat(stranger.get(campaign + path).status()).as(path).isEqualTo(404);
        }
        assertThat(stranger.get("/api/campaigns").json().at("/pagination/total").asInt()).isZero();
        for (var call :
                List.of("/launch", "/pause", "/resume", "/cancel", "/retry-failed", "/restore")) {
            assertThat(stranger.post(campaign + call, "").status()).as(call).isEqualTo(404);
        }
        assertThat(
                        stranger.post(
                                        campaign + "/schedule",
                                        "{\"startAt\":\"2040-01-01T00:00:00Z\"}")
                                .status())
                .isEqualTo(404);
        assertThat(stranger.patch(campaign, "{\"name\":\"X\"}").status()).isEqualTo(404);
        assertThat(stranger.delete(campaign).status()).isEqualTo(404);
        var question = "{\"audience\":{\"companyId\":[\"%s\"]}}".formatted(company);
        assertThat(stranger.post("/api/campaigns/preview-audience", question).status())
                .isEqualTo(422);
        var everybody = stranger.post("/api/campaigns/preview-audience", "{}");
        assertThat(everybody.json().path("count").asInt()).isZero();
        for (var call : List.of("/api/campaigns", campaign, campaign + "/stats")) {
            assertThat(anonymous().get(call).status()).as(call).isEqualTo(401);
        }
    }

    private Client colleague(String role) {
        var email = UUID.randomUUID() + "@example.com";
        var made =
                me.post(
                        "/api/organization/members",
                        """
                        {"email":"%s","password":"staple-horse-4711","firstName":"Sue",
                         "lastName":"Veyor","role":"%s"}"""
                                .formatted(email, role));
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        var in =
                anonymous()
                        .post(
                                "/api/auth/login",
                                "{\"email\":\"%s\",\"password\":\"staple-horse-4711\"}"
                                        .formatted(email));
        assertThat(in.status()).as("%s", in).isEqualTo(200);
        return anonymous().withToken(in.json().path("accessToken").asString());
    }

    @Test
    void launching_is_a_right_of_its_own() {
        consenting("Ada", "ada@example.com", "news");
        var campaign = drafted("news", "");
        var member = colleague("MEMBER");
        var viewer = colleague("VIEWER");
        assertThat(member.patch(campaign, "{\"name\":\"Summer\"}").status()).isEqualTo(200);
        assertThat(viewer.patch(campaign, "{\"name\":\"Autumn\"}").status()).isEqualTo(403);
        assertThat(viewer.get(campaign).status()).isEqualTo(200);
        assertThat(viewer.post("/api/campaigns", body(HTML, "news", "")).status()).isEqualTo(403);
        assertThat(member.post("/api/campaigns", body(HTML, "news", "")).status()).isEqualTo(201);
        var start = "{\"startAt\":\"2040-01-01T00:00:00Z\"}";
        for (var nobody : List.of(member, viewer)) {
            for (var call : List.of("/launch", "/resume", "/retry-failed")) {
                assertThat(nobody.post(campaign + call, "").status()).as(call).isEqualTo(403);
            }
            assertThat(nobody.post(campaign + "/schedule", start).status()).isEqualTo(403);
            assertThat(nobody.delete(campaign).status()).isEqualTo(403);
        }
        assertThat(viewer.post(campaign + "/cancel", "").status()).isEqualTo(403);
        assertThat(me.get(campaign).json().path("status").asString()).isEqualTo("DRAFT");
        done(colleague("ADMIN").post(campaign + "/launch", ""));
        awaitStatus(campaign, "COMPLETED");
    }

    @Test
    void what_is_scheduled_is_changed_only_by_who_may_launch_it() {
        consenting("Ada", "ada@example.com", "news");
        consenting("Ben", "ben@example.com", "others");
        var campaign = drafted("news", "");
        var member = colleague("MEMBER");
        done(member.patch(campaign, "{\"content\":{\"subject\":\"By a member\"}}"));
        done(me.post(campaign + "/schedule", "{\"startAt\":\"2040-01-01T00:00:00Z\"}"));
        var before = me.get(campaign).json();

        var changes =
                List.of(
                        "type {\"type\":\"MULTI_CHANNEL\",\"content\":{\"sms\":\"x {{unsubscribeUrl}}\"}}",
                        "audience {\"audience\":{\"tag\":[\"others\"]}}",
                        "content {\"content\":{\"subject\":\"Not agreed to\"}}",
                        "sender {\"sender\":{\"email\":\"other@example.com\"}}",
                        "sender {\"name\":\"Summer\",\"sender\":{\"name\":\"Other\"}}");
        for (var each : changes) {
            var change = each.split(" ", 2);
            var refused = member.patch(campaign, change[1]);
            assertThat(refused.status()).as("%s", refused).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("campaign.awaits-launch");
            assertThat(refused.json().path("field").asString()).isEqualTo(change[0]);
            assertThat(refused.json().path("detail").asString())
                    .contains("scheduled", "launch", change[0]);
            assertThat(stranger.patch(campaign, change[1]).status()).isEqualTo(404);
        }
        assertThat(me.get(campaign).json()).as("nothing has changed").isEqualTo(before);

        done(member.patch(campaign, "{\"name\":\"Summer\",\"perSecond\":7}"));
        var admin = colleague("ADMIN");
        done(admin.patch(campaign, "{\"content\":{\"subject\":\"By an administrator\"}}"));
        var after = admin.get(campaign).json();
        assertThat(after.at("/content/subject").asString()).isEqualTo("By an administrator");
        assertThat(after.path("name").asString()).isEqualTo("Summer");
        assertThat(after.path("status").asString()).isEqualTo("SCHEDULED");
    }

    @Test
    void what_is_archived_is_out_of_the_way_until_it_is_restored() {
        consenting("Ada", "ada@example.com", "news");
        var campaign = drafted("news", "");
        done(me.delete(campaign));
        assertThat(me.get("/api/campaigns").json().at("/pagination/total").asInt()).isZero();
        assertThat(me.post(campaign + "/launch", "").code()).isEqualTo("record.archived");
        done(me.post(campaign + "/restore", ""));
        assertThat(
                        me.get("/api/campaigns?status=DRAFT&q=SPR")
                                .json()
                                .at("/pagination/total")
                                .asInt())
                .isEqualTo(1);
    }

    @Test
    void a_campaign_is_drafted_under_an_id_of_ones_own_once() {
        var path = "/api/campaigns/campaign-" + UUID.randomUUID();
        assertThat(me.put(path, body(HTML, "news", "")).status()).isEqualTo(201);
        assertThat(me.put(path, body(HTML, "news", "")).status()).isEqualTo(200);
        assertThat(me.put(path, body(HTML, "others", "")).status()).isEqualTo(409);
        assertThat(stranger.put(path, body(HTML, "news", "")).status()).isEqualTo(404);
    }

    /** JSON Merge Patch, at any depth. */
    @Test
    void what_a_change_does_not_mention_stays() {
        var campaign = drafted("news", "");
        done(
                me.patch(
                        campaign,
                        """
                        {"content":{"subject":"Other"},"sender":{"name":null},
                         "audience":{"source":["fair"]}}"""));
        var read = me.get(campaign).json();
        assertThat(read.at("/content/subject").asString()).isEqualTo("Other");
        assertThat(read.at("/content/html").asString()).isEqualTo(HTML);
        assertThat(read.at("/sender/email").asString()).isEqualTo("news@example.com");
        assertThat(read.at("/sender/name").isNull()).isTrue();
        assertThat(read.at("/audience/tag/0").asString()).isEqualTo("news");
        assertThat(read.at("/audience/source/0").asString()).isEqualTo("fair");
        assertThat(read.path("contentVersion").asInt()).isEqualTo(2);
        done(me.patch(campaign, "{\"audience\":null,\"content\":{\"html\":null}}"));
        read = me.get(campaign).json();
        assertThat(read.at("/audience/tag").isEmpty()).isTrue();
        assertThat(read.at("/content/html").isNull()).isTrue();
        assertThat(me.patch(campaign, "{\"sender\":{\"email\":null}}").field())
                .isEqualTo("sender.email");
        done(me.patch(campaign, "{\"sender\":null}"));
        var nameless = me.patch(campaign, "{\"sender\":{\"name\":\"Somebody\"}}");
        assertThat(nameless.status()).isEqualTo(422);
        assertThat(nameless.code()).isEqualTo("campaign.sender-without-address");
        assertThat(me.patch(campaign, "{\"audience\":{\"tag\":[\"\"]}}").status()).isEqualTo(400);
        assertThat(me.patch(campaign, "{\"content\":{\"subject\":\"a\\nb\"}}").field())
                .isEqualTo("content.subject");
        var company = stranger.post("/api/companies", "{\"name\":\"Cancity\"}").id();
        var refused =
                me.patch(campaign, "{\"audience\":{\"companyId\":[\"%s\"]}}".formatted(company));
        assertThat(refused.status()).isEqualTo(422);
    }

    @Test
    void a_launch_is_remembered_by_its_key_and_holds_to_its_condition() {
        consenting("Ada", "ada@example.com", "news");
        var campaign = drafted("news", ",\"perSecond\":1");
        assertThat(me.post(campaign + "/launch", "", "If-Match", "\"7\"").status()).isEqualTo(412);
        var key = UUID.randomUUID().toString();
        String[] headers = {"If-Match", "\"0\"", "Idempotency-Key", key};
        var launched = done(me.post(campaign + "/launch", "", headers));
        assertThat(launched.header("Idempotent-Replay")).isEmpty();
        assertThat(launched.json().path("version").asInt()).as("with its audience").isPositive();
        assertThat(me.get(campaign).json().path("audienceSize").asInt()).isEqualTo(1);
        var again = done(me.post(campaign + "/launch", "", headers));
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
    }

    @Test
    void whoever_has_moved_meanwhile_is_written_to_where_they_are_now() throws Exception {
        for (int i = 0; i < 4; i++) { // who is sent to while the others move
            consenting("C" + i, "c" + i + "@example.com", "news");
        }
        var ada = consenting("Ada", "ada@example.com", "news");
        var ben = consenting("Ben", "ben@example.com", "news");
        var cy = consenting("Cy", "cy@example.com", "news");
        var campaign = drafted("news", ",\"perSecond\":1");
        done(me.post(campaign + "/launch", ""));
        done(me.post(campaign + "/pause", ""));
        awaitStatus(campaign, "PAUSED");
        me.patch("/api/contacts/" + ada, "{\"email\":\"ada@new.example.com\"}");
        me.patch("/api/contacts/" + ben, "{\"email\":null}");
        done(me.patch(campaign, "{\"perSecond\":100}"));
        done(me.post(campaign + "/resume", ""));
        awaitStatus(campaign, "COMPLETED");
        assertThat(mail(campaign, ada)).contains("To: ada@new.example.com");
        assertThat(mail(campaign, cy)).contains("To: cy@example.com");
        assertThat(Files.exists(outbox(campaign).resolve(ben + ".eml"))).isFalse();
        var rows = me.get(campaign + "/deliveries").json();
        assertThat(rows.toString()).contains("ada@new.example.com", "no-address");
    }

    @Test
    void deliveries_are_told_as_they_were() {
        var ada = consenting("Ada", "ada@example.com", "news");
        contact("Never", "never@example.com", "news");
        var drafted = Instant.now();
        var campaign = drafted("news", "");
        done(me.post(campaign + "/launch", ""));
        awaitStatus(campaign, "COMPLETED");
        var sent = Instant.now();
        anonymous().get("/t/" + found("<a href='[^']*/t/([\\w-]{64})'", mail(campaign, ada)));
        var now = me.get(campaign + "/deliveries?state=CLICKED").json();
        assertThat(now.at("/data/0/contactId").asString()).isEqualTo(ada);
        var then = me.get(campaign + "/deliveries?state=SENT&asOf=" + sent).json();
        assertThat(then.at("/data/0/contactId").asString()).isEqualTo(ada);
        assertThat(then.at("/data/0/attempts").asInt()).isEqualTo(1);
        assertThat(Instant.parse(then.at("/data/0/at").asString())).isBefore(sent);
        assertThat(me.get(campaign + "/deliveries?asOf=" + drafted).status()).isEqualTo(404);
        assertThat(stranger.get(campaign + "/deliveries?asOf=" + sent).status()).isEqualTo(404);
        var pages = new HashSet<String>();
        for (int page = 1; page <= 2; page++) {
            var part = me.get(campaign + "/deliveries?pageSize=1&page=" + page).json();
            assertThat(part.at("/pagination/page").asInt()).isEqualTo(page);
            assertThat(part.at("/pagination/totalPages").asInt()).isEqualTo(2);
            pages.add(part.at("/data/0/contactId").asString());
        }
        assertThat(pages).hasSize(2);
        var first = me.get(campaign + "/deliveries?pageSize=1").json();
        var rest =
                me.get(
                        campaign
                                + "/deliveries?pageSize=1&cursor="
                                + first.path("nextCursor").asString());
        assertThat(rest.json().path("nextCursor").isNull()).isTrue();
        for (var bad :
                List.of("page=0", "page=x", "pageSize=201", "state=GONE", "cursor=~", "asOf=x")) {
            assertThat(me.get(campaign + "/deliveries?" + bad).status()).as(bad).isEqualTo(400);
        }
    }

    @Test
    void whoever_is_archived_can_unsubscribe_and_stays_so() {
        var ada = consenting("Ada", "ada@example.com", "news");
        var campaign = drafted("news", "");
        done(me.post(campaign + "/launch", ""));
        awaitStatus(campaign, "COMPLETED");
        me.delete("/api/contacts/" + ada);
        var token =
                found(
                        "List-Unsubscribe: <[^>]*/api/unsubscribe/([\\w-]+)>",
                        mail(campaign, ada).replace("\r\n ", ""));
        done(anonymous().send("POST", "/api/unsubscribe/" + token, new byte[0]));
        me.post("/api/contacts/" + ada + "/restore", "");
        var next = drafted("news", "");
        done(me.post(next + "/launch", ""));
        awaitStatus(next, "COMPLETED");
        assertThat(stat(next, "sent")).isZero();
        assertThat(me.get(next + "/deliveries").json().at("/data/0/reason").asString())
                .isEqualTo("unsubscribed");
    }

    /** Whatever happens in whatever order: the counts are what the ledger comes to. */
    @Test
    void counters_are_a_fold_of_the_ledger() {
        var random = new Random(42);
        var contacts = new ArrayList<String>();
        for (int i = 0; i < 40; i++) {
            contacts.add(
                    random.nextInt(5) == 0
                            ? contact("C" + i, "c" + i + "@example.com", "all")
                            : consenting("C" + i, "c" + i + "@example.com", "all"));
        }
        var campaign = drafted("all", ",\"perSecond\":20");
        done(me.post(campaign + "/launch", ""));
        for (int step = 0; step < 25; step++) {
            switch (random.nextInt(5)) {
                case 0 -> me.post(campaign + "/pause", "");
                case 1, 2 -> me.post(campaign + "/resume", "");
                case 3 ->
                        me.put(
                                "/api/contacts/"
                                        + contacts.get(random.nextInt(contacts.size()))
                                        + "/consents/email",
                                "{\"given\":false}");
                default -> me.post(campaign + "/retry-failed", "");
            }
            assertCounted(campaign);
        }
        me.post(campaign + "/resume", "");
        awaitStatus(campaign, "COMPLETED");
        assertCounted(campaign);
        var read = me.get(campaign).json();
        assertThat(
                        read.path("sent").asInt()
                                + read.path("failed").asInt()
                                + read.path("skipped").asInt())
                .isEqualTo(read.path("audienceSize").asInt());
        assertThat(new HashSet<>(sentContacts(campaign))).hasSize(read.path("sent").asInt());
    }

    private void assertCounted(String campaign) {
        var difference =
                db.sql(
                                """
                                select (r.queued - count(*) filter (where d.state in ('QUEUED', 'SENDING')))
                                    || '/' || (r.sent - count(d.sent_at))
                                    || '/' || (r.failed - count(*) filter (where d.state = 'FAILED'))
                                    || '/' || (r.skipped - count(*) filter (where d.state = 'SKIPPED'))
                                from campaign_run r left join campaign_delivery d using (campaign_id)
                                where r.campaign_id = :id group by r.campaign_id""")
                        .param("id", campaign.substring("/api/campaigns/".length()))
                        .query(String.class)
                        .single();
        assertThat(difference).isEqualTo("0/0/0/0");
    }
}
