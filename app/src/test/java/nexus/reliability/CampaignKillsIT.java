package nexus.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import nexus.platform.testing.SmtpSink;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process that sends a campaign killed by SIGKILL again and again, while it sends. */
class CampaignKillsIT {

    private static final Logger log = LoggerFactory.getLogger(CampaignKillsIT.class);
    private static final Duration A_LIFE = Duration.ofMinutes(2);

    private final Random random = new Random();

    /** A campaign, and the nodes that it was sent by. */
    private record Sending(Cluster cluster, String campaign, int audience)
            implements AutoCloseable {
        @Override
        public void close() {
            cluster.end();
        }
    }

    @Test
    void nobody_is_sent_to_twice_and_nobody_is_forgotten() throws Exception {
        var rounds = Soak.rounds(3, 50);
        try (var sink = SmtpSink.open();
                var sending = killed("hold", overSmtp(sink), rounds, _ -> sink.mails().size())) {
            var received = sink.recipients();
            var unconfirmed = unconfirmed(sending);
            var missing = new HashSet<>(everybody(sending.audience()));
            missing.removeAll(new HashSet<>(received));
            log.info(
                    "killed {} times while sending {}: {} received, {} doubtful, of which {} missing",
                    rounds,
                    sending.audience(),
                    received.size(),
                    unconfirmed.size(),
                    missing.size());
            assertThat(received).as("nobody twice").doesNotHaveDuplicates();
            // who is missing was at the one instruction after which nobody can know, and is named
            assertThat(unconfirmed).as("nobody forgotten").containsAll(missing);
            assertThat(missing).hasSizeLessThanOrEqualTo(1);
            assertCounted(sending);
        }
    }

    /** A server that keeps one mail of each Message-ID makes it exact. */
    @Test
    void a_server_that_drops_doubles_has_each_mail_exactly_once() throws Exception {
        var rounds = Soak.rounds(3, 50);
        var saysNothingOnce = new AtomicBoolean(true);
        try (var sink = SmtpSink.open()) {
            sink.dropsDoubles();
            sink.answersMails(
                    to ->
                            to.equals("c7@example.com") && saysNothingOnce.getAndSet(false)
                                    ? null
                                    : "250 taken");
            var environment = new HashMap<>(overSmtp(sink));
            environment.put("NEXUS_MAIL_UNCONFIRMED", "send-again");
            try (var sending = killed("again", environment, rounds, _ -> sink.mails().size())) {
                log.info(
                        "killed {} times while sending {}: {} received, {} doubles dropped",
                        rounds,
                        sending.audience(),
                        sink.mails().size(),
                        sink.dropped().size());
                assertThat(sink.recipients())
                        .as("nobody twice, nobody forgotten")
                        .containsExactlyInAnyOrderElementsOf(everybody(sending.audience()));
                assertThat(sink.dropped())
                        .as("what nobody answered was sent again")
                        .contains("c7@example.com");
                assertThat(unconfirmed(sending)).as("no doubt is left").isEmpty();
                assertCounted(sending);
            }
        }
    }

    @Test
    void the_outbox_has_each_message_exactly_once() throws Exception {
        var rounds = Soak.rounds(3, 10);
        try (var sending = killed("outbox", Map.of(), rounds, CampaignKillsIT::written)) {
            try (var files = Files.list(outbox(sending))) {
                assertThat(files.map(CampaignKillsIT::recipient))
                        .as("nobody twice, nobody forgotten, nothing half written")
                        .containsExactlyInAnyOrderElementsOf(everybody(sending.audience()));
            }
            assertThat(unconfirmed(sending)).as("there is no doubt").isEmpty();
            assertCounted(sending);
        }
    }

    private static Path outbox(Sending sending) {
        return sending.cluster().folder().resolve("outbox").resolve(sending.campaign());
    }

    private static int written(Sending sending) {
        var names = outbox(sending).toFile().list((_, name) -> name.endsWith(".eml"));
        return names == null ? 0 : names.length;
    }

    private static String recipient(Path mail) {
        try (var lines = Files.lines(mail)) {
            return lines.filter(line -> line.startsWith("To: "))
                    .map(line -> line.substring("To: ".length()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(mail + " is no mail"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> overSmtp(SmtpSink sink) {
        return Map.of(
                "SPRING_MAIL_HOST", "127.0.0.1",
                "SPRING_MAIL_PORT", Integer.toString(sink.port()),
                "NEXUS_MAIL_SENDERS", "example.com");
    }

    /** A campaign that was sent to its end, with the process that sends it killed on the way. */
    private Sending killed(
            String name, Map<String, String> besides, int rounds, ToIntFunction<Sending> arrived)
            throws Exception {
        var audience = 40 * rounds;
        var cluster = Cluster.of(Path.of("target", "test-campaign-kills-" + name), besides);
        try {
            var node = cluster.commandSides().getFirst();
            makeContacts(node, cluster.token(), audience);
            var sending = new Sending(cluster, launch(node, cluster.token()), audience);
            for (int round = 1; round <= rounds; round++) {
                var due = Math.min(audience - 10, round * audience / (rounds + 1));
                await().atMost(A_LIFE)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> arrived.applyAsInt(sending) >= due);
                var moment = System.nanoTime() + random.nextInt(60_000_000);
                while (System.nanoTime() < moment) {
                    Thread.onSpinWait(); // anywhere in the sending of the next
                }
                node.kill();
                cluster.restart(node);
            }
            await().atMost(A_LIFE)
                    .until(() -> cluster.count("campaign_run where status = 'COMPLETED'") == 1);
            return sending;
        } catch (Throwable failure) {
            cluster.end();
            throw failure;
        }
    }

    private static List<String> unconfirmed(Sending sending) {
        return sending.cluster()
                .db()
                .sql(
                        """
                        select address from campaign_delivery
                        where campaign_id = :id and reason = 'unconfirmed'""")
                .param("id", sending.campaign())
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** What is counted on the way is what the rows come to, and so is what anybody is told. */
    private static void assertCounted(Sending sending) {
        var cluster = sending.cluster();
        var audience = sending.audience();
        var rows = "campaign_delivery where campaign_id = '" + sending.campaign() + "'";
        assertThat(cluster.count(rows + " and sent_at is not null and attempts > 0"))
                .isEqualTo(audience);
        assertThat(cluster.count(rows)).isEqualTo(audience);
        assertThat(
                        cluster.count(
                                """
                                campaign_run where sent = %d and queued = 0 and failed = 0
                                and skipped = 0 and campaign_id = '%s'"""
                                        .formatted(audience, sending.campaign())))
                .isEqualTo(1);
        var asked = "/api/campaigns/" + sending.campaign();
        var node = cluster.querySides().getFirst();
        for (var path : List.of(asked, asked + "/stats")) {
            var told = node.get(path, cluster.token());
            assertThat(told.json().path("sent").asInt()).as("%s", told).isEqualTo(audience);
            assertThat(told.json().path("queued").asInt()).as("%s", told).isZero();
        }
    }

    private static List<String> everybody(int audience) {
        return IntStream.range(0, audience).mapToObj(i -> "c" + i + "@example.com").toList();
    }

    private static void makeContacts(Node node, String token, int count) throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var made =
                    threads.invokeAll(
                            IntStream.range(0, count)
                                    .<Callable<Integer>>mapToObj(
                                            i -> () -> makeContact(node, token, i))
                                    .toList());
            for (var each : made) {
                assertThat(each.get()).isEqualTo(200);
            }
        }
    }

    private static int makeContact(Node node, String token, int i) {
        var contact =
                node.send(
                        "POST",
                        "/api/contacts",
                        token,
                        "{\"firstName\":\"C%1$d\",\"email\":\"c%1$d@example.com\"}".formatted(i));
        return node.send(
                        "PUT",
                        "/api/contacts/" + contact.id() + "/consents/email",
                        token,
                        "{\"given\":true,\"basis\":\"consent\"}")
                .status();
    }

    private static String launch(Node node, String token) {
        var made =
                node.send(
                        "POST",
                        "/api/campaigns",
                        token,
                        """
                        {"name":"News","type":"EMAIL","perSecond":25,
                         "content":{"subject":"News","text":"No more: {{unsubscribeUrl}}"},
                         "sender":{"name":"Cancity","email":"news@example.com"}}""");
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        var launched = node.send("POST", "/api/campaigns/" + made.id() + "/launch", token, "{}");
        assertThat(launched.status()).as("%s", launched).isEqualTo(200);
        return made.id();
    }
}
