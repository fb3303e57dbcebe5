package nexus.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import nexus.reliability.Node.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several nodes on one database are one engine: whichever is asked, whichever is cut off. */
class NodesIT {

    private static final Logger log = LoggerFactory.getLogger(NodesIT.class);

    private Cluster cluster;
    private Node commandA;
    private Node commandB;

    @BeforeEach
    void allNodesAreUp() {
        cluster = Cluster.whole();
        commandA = cluster.commandSides().getFirst();
        commandB = cluster.commandSides().getLast();
    }

    private static String opened(Node node, String token, String name) {
        var answer =
                node.send(
                        "POST",
                        "/api/deals",
                        token,
                        "{\"name\":\"%s\",\"value\":{\"amount\":\"10.00\",\"currency\":\"EUR\"}}"
                                .formatted(name));
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return answer.id();
    }

    @Test
    void what_was_written_at_one_node_is_read_at_any_other() {
        var token = cluster.token();
        var deal = opened(commandA, token, "Round 0");
        for (int round = 1; round <= Soak.rounds(25, 500); round++) {
            var name = "Round " + round;
            var writer = round % 2 == 0 ? commandA : commandB;
            var written =
                    writer.send(
                            "PATCH", "/api/deals/" + deal, token, "{\"name\":\"" + name + "\"}");
            assertThat(written.status()).as("%s", written).isEqualTo(200);
            for (var reader : cluster.querySides()) {
                var read =
                        reader.get(
                                "/api/deals/" + deal,
                                token,
                                "Nexus-Await",
                                written.header("Nexus-Position"));
                assertThat(read.status()).as("%s", read).isEqualTo(200);
                assertThat(read.json().path("name").asString())
                        .as("at %s", reader.name())
                        .isEqualTo(name);
            }
        }
    }

    /** Each node has the deal in its memory as it was when it last had to do with it. */
    @Test
    void a_state_in_memory_is_not_taken_for_the_truth_when_another_node_has_changed_it() {
        var token = cluster.token();
        for (int round = 0; round < Soak.rounds(5, 200); round++) {
            var deal = "/api/deals/" + opened(commandA, token, "Cached");
            var won = post(commandB, token, deal + "/win", "{}");
            assertThat(won.status()).as("%s", won).isEqualTo(200);

            var again = post(commandA, token, deal + "/win", "{}");
            assertThat(again.status()).as("won by the other: %s", again).isEqualTo(409);
            assertThat(again.code()).isEqualTo("deal.already-closed");

            var reopened = post(commandA, token, deal + "/reopen", "{\"reason\":\"mistaken\"}");
            assertThat(reopened.status()).as("%s", reopened).isEqualTo(200);
            assertThat(reopened.version()).isEqualTo(won.version() + 1);

            var stale = post(commandB, token, deal + "/win", "{}", "If-Match", etag(won.version()));
            assertThat(stale.status()).as("%s", stale).isEqualTo(412);
            assertThat(stale.json().path("currentVersion").asLong()).isEqualTo(reopened.version());

            var changed =
                    commandA.send(
                            "PATCH",
                            deal,
                            token,
                            "{\"name\":\"Changed\"}",
                            "If-Match",
                            etag(reopened.version()));
            assertThat(changed.status()).as("%s", changed).isEqualTo(200);
            var lost =
                    post(
                            commandB,
                            token,
                            deal + "/lose",
                            "{\"reason\":\"price\"}",
                            "If-Match",
                            etag(changed.version()));
            assertThat(lost.status()).as("the right version, unseen here: %s", lost).isEqualTo(200);
            assertThat(lost.version()).isEqualTo(changed.version() + 1);
        }
    }

    private static Answer post(
            Node node, String token, String path, String body, String... headers) {
        return node.send("POST", path, token, body, headers);
    }

    private static String etag(long version) {
        return "\"" + version + "\"";
    }

    @Test
    void a_rolling_restart_loses_no_command_and_answers_nothing_worse_than_unavailable()
            throws Exception {
        var ledger = Ledger.at(cluster);
        ledger.during(
                6,
                () -> {
                    for (int round = 0; round < Soak.rounds(1, 20); round++) {
                        for (var node : cluster.commandSides()) {
                            node.end();
                            cluster.restart(node);
                        }
                    }
                });
        log.info("rolling restart: {}", ledger.figures());
        ledger.assertKept();
        cluster.assertViewsEqualARebuild();
    }

    @Test
    void nodes_that_remember_share_the_segments_evenly_whoever_comes_goes_or_sleeps()
            throws Exception {
        var queryA = cluster.querySides().getFirst();
        var queryB = cluster.querySides().getLast();
        var ledger = Ledger.at(cluster);
        startAnew(Map.of("NEXUS_PROJECTIONS_SEGMENTS", "4"));
        ledger.during(
                4,
                () -> {
                    for (int round = 0; round < Soak.rounds(1, 20); round++) {
                        awaitShares(2, 2);
                        queryA.kill();
                        awaitShares(0, 4);
                        queryA.begin(Map.of("NEXUS_PROJECTIONS_SEGMENTS", "4"));
                        awaitShares(2, 2);
                        queryB.freeze();
                        awaitShares(4, 0);
                        queryB.thaw();
                        awaitShares(2, 2);
                    }
                });
        log.info("segments shared: {}", ledger.figures());
        ledger.assertKept();
        cluster.assertViewsEqualARebuild();
        startAnew(Map.of());
        awaitOneSegment();
        cluster.assertViewsEqualARebuild();
    }

    private void startAnew(Map<String, String> environment) throws InterruptedException {
        for (var node : cluster.querySides()) {
            node.end();
        }
        cluster.querySides().forEach(node -> node.begin(environment));
        cluster.querySides().forEach(Node::awaitReady);
    }

    private void awaitShares(Integer... shares) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(cluster.shares()).containsExactly(shares));
    }

    private void awaitOneSegment() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> cluster.shares().stream().mapToInt(Integer::intValue).sum() == 1);
    }

    @Test
    void
            positions_go_on_within_seconds_when_their_giver_is_frozen_and_it_does_no_harm_when_it_wakes()
                    throws Exception {
        var ledger = Ledger.at(cluster);
        for (int round = 0; round < Soak.rounds(2, 100); round++) {
            ledger.during(
                    4,
                    () -> {
                        var leader = await().until(cluster::leader, java.util.Optional::isPresent);
                        var frozen = leader.orElseThrow();
                        frozen.freeze();
                        var since = System.nanoTime();
                        try {
                            await().pollInterval(Duration.ofMillis(20))
                                    .atMost(Duration.ofSeconds(15))
                                    .until(
                                            () ->
                                                    cluster.leader()
                                                            .filter(node -> node != frozen)
                                                            .isPresent());
                            log.info(
                                    "{} leads no more after {} ms",
                                    frozen.name(),
                                    (System.nanoTime() - since) / 1_000_000);
                        } finally {
                            frozen.thaw();
                        }
                    });
        }
        log.info("frozen leader: {}", ledger.figures());
        ledger.assertKept();
    }
}
