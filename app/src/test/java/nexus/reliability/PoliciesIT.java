package nexus.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows from events, while the nodes that see to it are killed. */
class PoliciesIT {

    private static final String POLICY = "policy:project-opens-for-deal";
    private static final Duration LONG = Duration.ofMinutes(2);

    private Cluster cluster;

    @BeforeEach
    void allNodesAreUp() {
        cluster = Cluster.whole();
    }

    @Test
    void every_deal_that_is_won_is_delivered_once_whoever_is_killed() throws InterruptedException {
        var token = cluster.strangersToken();
        var contact =
                post(token, "/api/contacts", "{\"firstName\":\"Zoe\",\"lastName\":\"Client\"}");
        var won = ConcurrentHashMap.<String>newKeySet();
        var selling = new AtomicBoolean(true);
        var seller =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    while (selling.get()) {
                                        won.add(sold(token, contact));
                                    }
                                });
        for (int round = 0; round < Soak.rounds(2, 50); round++) {
            var owner = cluster.awaitOwner(POLICY, null, LONG);
            var before = won.size();
            await().atMost(LONG).until(() -> won.size() > before + 20);
            owner.kill();
            assertThat(cluster.awaitOwner(POLICY, owner, Duration.ofSeconds(30)))
                    .isNotEqualTo(owner);
            cluster.restart(owner);
        }
        selling.set(false);
        seller.join();

        await().atMost(LONG).untilAsserted(() -> assertThat(delivered(won)).hasSize(won.size()));
        assertThat(delivered(won)).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(won);
        assertThat(numbers(won))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, won.size()).boxed().toList());
    }

    /** Sells something at whichever node answers, and asks again until one has done it. */
    private String sold(String token, String contact) {
        var deal =
                post(
                        token,
                        "/api/deals",
                        """
                        {"name":"Bathroom","contactId":"%s",
                         "value":{"amount":"9000.00","currency":"GBP"}}"""
                                .formatted(contact));
        post(token, "/api/deals/" + deal + "/win", "{}");
        return deal;
    }

    private String post(String token, String path, String body) {
        var key = UUID.randomUUID().toString();
        while (true) {
            for (var node : cluster.commandSides()) {
                try {
                    var answer = node.send("POST", path, token, body, "Idempotency-Key", key);
                    if (answer.status() < 300) {
                        return answer.id();
                    }
                    assertThat(answer.status()).as("%s", answer).isIn(409, 503);
                } catch (UncheckedIOException _) {
                    // it was killed: another one may answer
                }
            }
        }
    }

    private List<String> delivered(Set<String> deals) {
        return cluster.db()
                .sql(
                        """
                        select payload->>'dealId' from event
                        where type = 'project.opened' and payload->>'dealId' = any(:deals)""")
                .param("deals", deals.toArray(String[]::new))
                .query((row, _) -> row.getString(1))
                .list();
    }

    private List<Integer> numbers(Set<String> deals) {
        return cluster.db()
                .sql(
                        """
                        select right(payload->>'number', 6)::int from event
                        where type = 'project.opened' and payload->>'dealId' = any(:deals)
                        order by 1""")
                .param("deals", deals.toArray(String[]::new))
                .query((row, _) -> row.getInt(1))
                .list();
    }
}
