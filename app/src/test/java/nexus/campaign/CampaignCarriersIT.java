package nexus.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nexus.app.EngineTest;
import nexus.platform.testing.SmtpSink;
import nexus.testing.Client;
import nexus.testing.Client.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Campaigns over a mail server and a provider of text messages, whatever becomes of those. */
@DirtiesContext // ends with its servers
class CampaignCarriersIT extends EngineTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String SMS_SECRET = "shared with the other provider";
    private static final SmtpSink MAILS = SmtpSink.open();
    private static final FakeTextProvider TEXTS = FakeTextProvider.open();

    Client me = anonymous();
    Client stranger = anonymous();

    @DynamicPropertySource
    static void carriers(DynamicPropertyRegistry registry) {
        registry.add("spring.mail.host", () -> "127.0.0.1");
        registry.add("spring.mail.port", MAILS::port);
        registry.add("nexus.mail.senders", () -> "example.com, someone@example.org");
        registry.add("nexus.mail.per-second", () -> 500);
        registry.add("nexus.sms.url", TEXTS::url);
        registry.add("nexus.sms.account", () -> FakeTextProvider.ACCOUNT);
        registry.add("nexus.sms.secret", () -> FakeTextProvider.SECRET);
        registry.add("nexus.sms.from", () -> "+15550001");
        registry.add("nexus.sms.per-second", () -> 200);
        registry.add("nexus.webhooks.sms.secret", () -> SMS_SECRET);
    }

    @AfterAll
    static void end() {
        MAILS.close();
        TEXTS.close();
    }

    @BeforeEach
    void begin() {
        me = registered();
        stranger = registered();
        MAILS.comeBack();
        MAILS.answersRecipients(_ -> "250 ok");
        MAILS.answersMails(_ -> "250 taken");
        MAILS.forget();
        TEXTS.answers(_ -> 201);
        TEXTS.forget();
    }

    private String contact(String name, String more, String... channels) {
        var made = me.post("/api/contacts", "{\"firstName\":\"%s\"%s}".formatted(name, more));
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        for (var channel : channels) {
            done(
                    me.put(
                            "/api/contacts/" + made.id() + "/consents/" + channel,
                            "{\"given\":true,\"basis\":\"consent\"}"));
        }
        return made.id();
    }

    private static String email(String name) {
        return ",\"email\":\"%s@example.com\"".formatted(name);
    }

    private static String phone(String number) {
        return ",\"phone\":\"%s\"".formatted(number);
    }

    private List<String> audience(int count) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(4)) {
            threads.invokeAll(
                            IntStream.range(0, count)
                                    .<Callable<String>>mapToObj(
                                            i -> () -> contact("C" + i, email("c" + i), "email"))
                                    .toList())
                    .forEach(made -> assertThat(made).succeedsWithin(SOON));
        }
        return IntStream.range(0, count).mapToObj(i -> "c" + i + "@example.com").toList();
    }

    private String launched(String type, String more) {
        var made =
                me.post(
                        "/api/campaigns",
                        """
                        {"name":"News","type":"%s",
                         "content":{"subject":"News","text":"{{firstName}}: {{unsubscribeUrl}}",
                           "sms":"Hi {{firstName}} & co: {{unsubscribeUrl}}"},
                         "sender":{"name":"Cancity","email":"news@example.com"}%s}"""
                                .formatted(type, more));
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        var campaign = "/api/campaigns/" + made.id();
        done(me.post(campaign + "/launch", ""));
        return campaign;
    }

    private static Answer done(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer;
    }

    private JsonNode awaitStatus(String campaign, String status) {
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(me.get(campaign).json().path("status").asString())
                                        .as("%s", me.get(campaign + "/stats"))
                                        .isEqualTo(status));
        return me.get(campaign).json();
    }

    private int stat(String campaign, String name) {
        return me.get(campaign + "/stats").json().path(name).asInt(-1);
    }

    private List<JsonNode> rows(String campaign, String more) {
        return List.copyOf(
                me.get(campaign + "/deliveries?pageSize=200" + more).json().path("data").values());
    }

    @Test
    void only_verified_senders_send() {
        contact("Ada", email("ada"), "email");
        var made =
                me.post(
                        "/api/campaigns",
                        """
                        {"name":"News","type":"EMAIL",
                         "content":{"subject":"News","text":"{{unsubscribeUrl}}"},
                         "sender":{"email":"anybody@example.org"}}""");
        var campaign = "/api/campaigns/" + made.id();
        var refused = me.post(campaign + "/launch", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().at("/missing/0").asString()).isEqualTo("verified-sender");
        done(me.patch(campaign, "{\"sender\":{\"email\":\"Someone@Example.org\"}}"));
        done(me.post(campaign + "/launch", ""));
        awaitStatus(campaign, "COMPLETED");
        assertThat(MAILS.recipients()).containsExactly("ada@example.com");
    }

    @Test
    void a_mail_server_that_goes_away_is_waited_for() throws Exception {
        var everybody = audience(60);
        var campaign = launched("EMAIL", ",\"perSecond\":30");
        await().atMost(SOON).until(() -> MAILS.mails().size() >= 10);
        MAILS.leave();
        await().atMost(SOON)
                .until(() -> rows(campaign, "&state=QUEUED").toString().contains("connect"));
        assertThat(me.get(campaign).json().path("status").asString()).isEqualTo("ACTIVE");
        assertThat(stat(campaign, "failed")).isZero();
        assertThat(MAILS.mails()).hasSizeBetween(10, 59);
        MAILS.comeBack();
        awaitStatus(campaign, "COMPLETED");

        assertThat(MAILS.recipients()).as("nobody twice").doesNotHaveDuplicates();
        var missing = new HashSet<>(everybody);
        MAILS.recipients().forEach(missing::remove);
        var doubtful =
                rows(campaign, "").stream()
                        .filter(row -> row.path("reason").asString("").equals("unconfirmed"))
                        .map(row -> row.path("address").asString())
                        .toList();
        assertThat(doubtful).as("nobody forgotten").containsAll(missing);
        assertThat(doubtful).as("on one of the connections each").hasSizeLessThanOrEqualTo(4);
        assertThat(stat(campaign, "sent")).isEqualTo(60);
        assertThat(rows(campaign, ""))
                .as("that the server was away is nobody's attempt")
                .allMatch(row -> row.path("attempts").asInt() == 1);
    }

    @Test
    void too_many_refusals_stop_a_campaign_which_then_goes_on_with_the_rest_and_with_those()
            throws Exception {
        var everybody = audience(60);
        MAILS.answersRecipients(_ -> "550 no such user");
        var campaign = launched("EMAIL", "");
        var failed = awaitStatus(campaign, "FAILED");
        assertThat(failed.path("reason").asString()).contains("were refused");
        var refused = stat(campaign, "failed");
        assertThat(refused).isBetween(20, 59);
        assertThat(stat(campaign, "queued")).isEqualTo(60 - refused);
        assertThat(stat(campaign, "sent")).isZero();
        assertThat(rows(campaign, "&state=FAILED"))
                .allMatch(row -> row.path("reason").asString().contains("no such user"));
        assertThat(me.post(campaign + "/launch", "").code())
                .isEqualTo("campaign.illegal-transition");

        MAILS.answersRecipients(_ -> "250 ok");
        for (var call : List.of("/resume", "/retry-failed")) {
            assertThat(stranger.post(campaign + call, "").status()).isEqualTo(404);
        }
        done(me.post(campaign + "/resume", ""));
        var through = awaitStatus(campaign, "COMPLETED");
        assertThat(through.path("sent").asInt()).isEqualTo(60 - refused);
        assertThat(through.path("failed").asInt())
                .as("resuming is not retrying")
                .isEqualTo(refused);
        var first = MAILS.recipients();
        assertThat(first).hasSize(60 - refused);

        done(me.post(campaign + "/retry-failed", ""));
        await().atMost(SOON).until(() -> stat(campaign, "sent") == 60);
        awaitStatus(campaign, "COMPLETED");
        assertThat(stat(campaign, "failed")).isZero();
        assertThat(MAILS.recipients()).containsExactlyInAnyOrderElementsOf(everybody);
        assertThat(MAILS.recipients().subList(0, first.size())).isEqualTo(first);
        var version = me.get(campaign).json().path("version").asInt();
        done(me.post(campaign + "/retry-failed", ""));
        assertThat(me.get(campaign).json().path("version").asInt())
                .as("nothing is left to be tried")
                .isEqualTo(version);
    }

    @Test
    void a_few_refusals_stop_nobody() throws Exception {
        audience(60);
        MAILS.answersRecipients(to -> to.startsWith("c1") ? "550 no such user" : "250 ok");
        var campaign = launched("EMAIL", "");
        awaitStatus(campaign, "COMPLETED");
        assertThat(stat(campaign, "failed")).isEqualTo(11);
        assertThat(stat(campaign, "sent")).isEqualTo(49);
    }

    /** Nobody knows of any of them, so none is sent again: it must not go on like that. */
    @Test
    void a_server_that_never_says_whether_it_took_a_mail_stops_a_campaign() throws Exception {
        audience(60);
        MAILS.answersMails(_ -> null);
        var campaign = launched("EMAIL", "");
        var failed = awaitStatus(campaign, "FAILED");
        assertThat(failed.path("reason").asString()).contains("left in doubt");
        assertThat(stat(campaign, "queued")).isPositive();
        assertThat(rows(campaign, "&state=SENT"))
                .hasSizeGreaterThanOrEqualTo(20)
                .allMatch(row -> row.path("reason").asString().equals("unconfirmed"));
        MAILS.answersMails(_ -> "250 taken");
        done(me.post(campaign + "/resume", ""));
        awaitStatus(campaign, "COMPLETED");
        assertThat(MAILS.recipients()).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void text_messages_go_to_the_provider_and_what_it_tells_of_them_comes_back() {
        var ada = contact("Ada", phone("+44 20 7946 0018"), "sms");
        var ben = contact("Ben", phone("+44 20 7946 0019"), "sms");
        var never = contact("Never", phone("+44 20 7946 0020"));
        var none = contact("None", email("none"), "email");
        var campaign = launched("SMS", "");
        awaitStatus(campaign, "COMPLETED");
        assertThat(stat(campaign, "sent")).isEqualTo(2);
        assertThat(rows(campaign, "&state=SKIPPED"))
                .extracting(
                        row -> row.path("contactId").asString(),
                        row -> row.path("reason").asString())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(never, "no-consent"),
                        org.assertj.core.groups.Tuple.tuple(none, "no-address"));
        var toAda = TEXTS.to("+442079460018");
        assertThat(toAda.from()).isEqualTo("+15550001");
        assertThat(toAda.body()).startsWith("Hi Ada & co: http");
        assertThat(TEXTS.taken()).hasSize(2);

        tell("{\"id\":\"a-%1$s\",\"type\":\"delivered\",\"messageId\":\"%1$s\"}", toAda.sid());
        assertThat(stat(campaign, "delivered")).isEqualTo(1);
        var toBen = TEXTS.to("+442079460019");
        tell("{\"id\":\"b-%1$s\",\"type\":\"bounced\",\"messageId\":\"%1$s\"}", toBen.sid());
        assertThat(rows(campaign, "&state=BOUNCED_HARD").getFirst().path("contactId").asString())
                .isEqualTo(ben);
        var wayOut = Pattern.compile("http\\S+(/api/unsubscribe/\\S+)").matcher(toAda.body());
        assertThat(wayOut.find()).isTrue();
        done(anonymous().send("POST", wayOut.group(1), new byte[0]));
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(
                                                me.get("/api/contacts/" + ada)
                                                        .json()
                                                        .at("/consents/sms/given")
                                                        .asBoolean(true))
                                        .isFalse());
        var next = launched("SMS", "");
        awaitStatus(next, "COMPLETED");
        assertThat(stat(next, "sent")).isZero();
        assertThat(rows(next, "").toString()).contains("hard-bounced", "unsubscribed");
        assertThat(stranger.get(campaign + "/deliveries").status()).isEqualTo(404);
    }

    @Test
    void whoever_told_the_provider_to_stop_is_unsubscribed_and_never_asked_for_again() {
        var ada = contact("Ada", phone("+44 20 7946 0018") + email("ada"), "sms", "email");
        var twin = contact("Twin", phone("+442079460018"), "sms");
        contact("Ben", phone("+44 20 7946 0019"), "sms");
        TEXTS.isStoppedBy("+442079460018");
        var campaign = launched("SMS", "");
        awaitStatus(campaign, "COMPLETED");

        assertThat(stat(campaign, "sent")).isEqualTo(1);
        assertThat(stat(campaign, "failed")).as("it is nobody's failure").isZero();
        assertThat(stat(campaign, "skipped")).isEqualTo(2);
        assertThat(rows(campaign, "&state=SKIPPED"))
                .extracting(row -> row.path("reason").asString())
                .containsExactlyInAnyOrder("unsubscribed", "duplicate-address");
        for (var contact : List.of(ada, twin)) {
            var known = me.get("/api/contacts/" + contact).json();
            assertThat(known.at("/consents/sms/given").asBoolean(true)).as(contact).isFalse();
        }
        assertThat(me.get("/api/contacts/" + ada).json().at("/consents/email/given").asBoolean())
                .as("a stop is of its channel")
                .isTrue();

        done(me.post(campaign + "/retry-failed", ""));
        var next = launched("SMS", "");
        awaitStatus(next, "COMPLETED");
        assertThat(stat(next, "sent")).isEqualTo(1);
        assertThat(rows(next, "&state=SKIPPED"))
                .extracting(row -> row.path("reason").asString())
                .containsExactly("unsubscribed", "unsubscribed");
        assertThat(TEXTS.asked("+442079460018")).as("asked for once, and never again").isOne();
        assertThat(stranger.get(campaign + "/deliveries").status()).isEqualTo(404);
    }

    private void tell(String event, String sid) {
        var body = event.formatted(sid);
        assertThat(anonymous().post("/api/webhooks/sms", body, "x-signature", "00").status())
                .isEqualTo(401);
        done(anonymous().post("/api/webhooks/sms", body, "x-signature", signature(body)));
    }

    private static String signature(String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SMS_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void several_channels_reach_everybody_once_and_none_waits_for_another() {
        var texted =
                IntStream.range(0, 45) // more than are taken together, and before the others
                        .mapToObj(i -> contact("T" + i, phone("+4420794601" + (10 + i)), "sms"))
                        .toList();
        contact("Both", email("both") + phone("+442079469999"), "email", "sms");
        contact("Mail", email("mail") + phone("+442079469998"), "email");
        contact("Other", email("other") + phone("+442079469997"), "sms");
        contact("Nobody", email("nobody"));
        TEXTS.answers(_ -> 503);
        var campaign = launched("MULTI_CHANNEL", "");
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(MAILS.recipients())
                                        .as("who can be reached by mail does not wait")
                                        .containsExactlyInAnyOrder(
                                                "both@example.com", "mail@example.com"));
        await().atMost(SOON)
                .until(() -> rows(campaign, "&state=QUEUED").toString().contains("503"));
        assertThat(me.get(campaign).json().path("status").asString()).isEqualTo("ACTIVE");
        TEXTS.answers(_ -> 201);
        awaitStatus(campaign, "COMPLETED");
        assertThat(MAILS.recipients()).hasSize(2);
        assertThat(TEXTS.taken())
                .extracting(FakeTextProvider.Taken::to)
                .hasSize(texted.size() + 1)
                .doesNotHaveDuplicates()
                .contains("+442079469997")
                .doesNotContain("+442079469999", "+442079469998");
        assertThat(rows(campaign, "&state=SKIPPED")).hasSize(1);
        assertThat(rows(campaign, ""))
                .filteredOn(row -> row.path("channel").asString().equals("SMS"))
                .hasSize(texted.size() + 1)
                .allMatch(row -> row.path("attempts").asInt() == 1);
    }
}
