package nexus.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
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

    @Test
    void nobody_is_sent_to_twice_and_nobody_is_forgotten() throws Exception {
        var rounds = Soak.rounds(3, 50);
        var audience = 40 * rounds;
        try (var sink = SmtpSink.open()) {
            var cluster =
                    Cluster.of(
                            Path.of("target", "test-campaign-kills"),
                            Map.of(
                                    "SPRING_MAIL_HOST", "127.0.0.1",
                                    "SPRING_MAIL_PORT", Integer.toString(sink.port()),
                                    "NEXUS_MAIL_SENDERS", "example.com"));
            try {
                sendWhileKilling(cluster, sink, rounds, audience);
            } finally {
                cluster.end();
            }
        }
    }

    private void sendWhileKilling(Cluster cluster, SmtpSink sink, int rounds, int audience)
            throws Exception {
        var node = cluster.commandSides().getFirst();
        makeContacts(node, cluster.token(), audience);
        var campaign = launch(node, cluster.token());
        for (int round = 1; round <= rounds; round++) {
            var due = Math.min(audience - 10, round * audience / (rounds + 1));
            await().atMost(A_LIFE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> sink.mails().size() >= due);
            var moment = System.nanoTime() + random.nextInt(60_000_000);
            while (System.nanoTime() < moment) {
                Thread.onSpinWait(); // anywhere in the sending of the next
            }
            node.kill();
            cluster.restart(node);
        }
        await().atMost(A_LIFE)
                .until(() -> cluster.count("campaign_run where status = 'COMPLETED'") == 1);

        var received = sink.recipients();
        var unconfirmed =
                cluster.db()
                        .sql(
                                """
                                select address from campaign_delivery
                                where campaign_id = :id and reason = 'unconfirmed'""")
                        .param("id", campaign)
                        .query(String.class)
                        .list();
        var missing = new HashSet<>(everybody(audience));
        missing.removeAll(new HashSet<>(received));
        log.info(
                "killed {} times while sending {}: {} received, {} doubtful, of which {} missing",
                rounds,
                audience,
                received.size(),
                unconfirmed.size(),
                missing.size());
        assertThat(received).as("nobody twice").doesNotHaveDuplicates();
        // who is missing was at the one instruction after which nobody can know, and is named
        assertThat(unconfirmed).as("nobody forgotten").containsAll(missing);
        assertThat(missing).hasSizeLessThanOrEqualTo(1);
        assertThat(cluster.count("campaign_delivery where sent_at is not null and attempts > 0"))
                .isEqualTo(audience);
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
