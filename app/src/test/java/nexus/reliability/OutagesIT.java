package nexus.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import nexus.testing.TestServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * What nodes stand on goes away, is slow or full: they say so with 503 and come back by themselves.
 */
class OutagesIT {

    private static final Logger log = LoggerFactory.getLogger(OutagesIT.class);
    private static final Duration BACK_BY = Duration.ofMinutes(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Cluster cluster;

    @BeforeEach
    void allNodesAreUp() {
        cluster = Cluster.whole();
    }

    @Test
    void without_the_database_everything_is_unavailable_and_comes_back_by_itself()
            throws Exception {
        var ledger = Ledger.at(cluster);
        var token = cluster.token();
        ledger.during(
                4,
                () -> {
                    cluster.postgres().close();
                    try {
                        assertNobodyIsServed(token);
                    } finally {
                        cluster.postgres().restart();
                    }
                    cluster.commandSides().getLast().awaitReady();
                    var before = ledger.promises();
                    await().atMost(BACK_BY).until(() -> ledger.promises() > before);
                });
        log.info("the database away: {}", ledger.figures());
        assertThat(ledger.unavailable()).isPositive();
        await().atMost(BACK_BY).until(() -> cluster.querySides().stream().allMatch(Node::isReady));
        ledger.assertKept();
        assertThat(cluster.login(cluster.commandSides().getFirst()).status())
                .as("who could not be let in has not failed to know the password")
                .isEqualTo(200);
    }

    private void assertNobodyIsServed(String token) {
        var asked = cluster.querySides().getFirst();
        var read = asked.get("/api/deals", token);
        assertThat(read.status()).as("%s", read).isEqualTo(503);
        assertThat(read.header("Retry-After")).isNotEmpty();
        assertThat(asked.get("/health", null).status()).isEqualTo(503);
        assertThat(asked.get("/health/live", null).status()).isEqualTo(200);
        assertThat(loginsAtOnce(8)).containsOnly(503);
        assertThat(loginsAtOnce(8)).containsOnly(503); // more than may be wrong
        var fresh = cluster.commandSides().getLast();
        fresh.kill();
        fresh.begin();
        var away = Duration.ofSeconds(Soak.rounds(15, 300));
        await().atMost(away.plusSeconds(10))
                .during(away)
                .alias("waits for its database")
                .until(() -> fresh.isRunning() && !fresh.isReady());
    }

    private List<Integer> loginsAtOnce(int count) {
        var logins =
                Stream.generate(
                                () ->
                                        CompletableFuture.supplyAsync(
                                                () ->
                                                        cluster.login(
                                                                        cluster.commandSides()
                                                                                .getFirst())
                                                                .status(),
                                                Thread::startVirtualThread))
                        .limit(count)
                        .toList();
        return logins.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void when_all_connections_are_taken_commands_are_unavailable_and_none_is_lost()
            throws Exception {
        var ledger = Ledger.at(cluster);
        ledger.during(
                40,
                () -> {
                    await().until(() -> ledger.promises() > 50);
                    try (var locking = cluster.connectAsSuperuser();
                            var statement = locking.createStatement()) {
                        locking.setAutoCommit(false);
                        statement.execute("lock table idempotency in access exclusive mode");
                        await().atMost(BACK_BY).until(() -> ledger.unavailable() > 5);
                        assertThat(
                                        cluster.commandSides()
                                                .getFirst()
                                                .get("/health/live", null)
                                                .status())
                                .isEqualTo(200);
                        locking.rollback();
                    }
                    var before = ledger.promises();
                    await().atMost(BACK_BY).until(() -> ledger.promises() > before + 50);
                });
        log.info("all connections taken: {}", ledger.figures());
        ledger.assertKept();
    }

    @Test
    void a_node_cut_off_from_the_database_says_so_while_the_others_go_on() throws Exception {
        var ledger = Ledger.at(cluster);
        var token = cluster.token();
        ledger.during(
                4,
                () -> {
                    for (int round = 0; round < Soak.rounds(1, 20); round++) {
                        var node = cluster.commandSides().get(round % 2);
                        cluster.wireOf(node).cut();
                        var refused =
                                node.send(
                                        "POST",
                                        "/api/deals",
                                        token,
                                        "{\"name\":\"Cut\",\"value\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}}");
                        assertThat(refused.status()).as("%s", refused).isEqualTo(503);
                        var before = ledger.promises();
                        await().atMost(BACK_BY).until(() -> ledger.promises() > before + 20);
                        cluster.wireOf(node).mend();
                        node.awaitReady();
                    }
                });
        log.info("a node cut off: {}", ledger.figures());
        ledger.assertKept();
    }

    /** The worst kind: nobody is told that the other side is not there any more. */
    @Test
    void silence_between_the_leader_and_the_database_stops_nobody_else() throws Exception {
        var ledger = Ledger.at(cluster);
        for (int round = 0; round < Soak.rounds(1, 20); round++) {
            ledger.during(
                    4,
                    () -> {
                        var leader =
                                await().until(cluster::leader, java.util.Optional::isPresent)
                                        .orElseThrow();
                        cluster.wireOf(leader).silence();
                        try {
                            await().atMost(Duration.ofSeconds(30))
                                    .until(
                                            () ->
                                                    cluster.leader()
                                                            .filter(node -> node != leader)
                                                            .isPresent());
                            var head = cluster.count("event_position");
                            await().atMost(BACK_BY)
                                    .until(() -> cluster.count("event_position") > head + 20);
                        } finally {
                            cluster.wireOf(leader).mend();
                        }
                        leader.awaitReady();
                    });
        }
        log.info("silence around the leader: {}", ledger.figures());
        ledger.assertKept();
    }

    /** They would wait for ever, were it not for the time that anybody waits at most. */
    @Test
    void connections_that_a_firewall_forgot_hold_up_neither_commands_nor_views_for_long()
            throws Exception {
        var ledger = Ledger.at(cluster);
        var token = cluster.token();
        ledger.during(
                4,
                () -> {
                    ledger.awaitSome(new Random(7));
                    for (int round = 0; round < Soak.rounds(1, 30); round++) {
                        cluster.commandSides().forEach(node -> cluster.wireOf(node).forget());
                        cluster.querySides().forEach(node -> cluster.wireOf(node).forget());
                        var before = ledger.promises();
                        await().atMost(BACK_BY).until(() -> ledger.promises() > before + 50);
                        var events = cluster.count("event");
                        await().atMost(BACK_BY).until(() -> cluster.positionOfViews() >= events);
                        for (var node : cluster.querySides()) {
                            assertThat(node.get("/api/deals", token).status()).isEqualTo(200);
                        }
                    }
                });
        log.info("connections forgotten: {}", ledger.figures());
        ledger.assertKept();
        cluster.assertViewsEqualARebuild();
    }

    @Test
    void search_busy_slow_gone_or_emptied_disturbs_no_command_and_converges_to_the_views()
            throws Exception {
        var ledger = Ledger.at(cluster);
        ledger.during(4, () -> await().until(() -> ledger.promises() > 50));
        awaitSearchIsThatOfTheViews();

        cluster.search().busy();
        disturb(ledger);
        awaitSearchIsThatOfTheViews();
        cluster.search().slow();
        disturb(ledger);
        awaitSearchIsThatOfTheViews();
        cluster.search().gone();
        disturb(ledger);
        awaitSearchIsThatOfTheViews();
        elasticsearch("DELETE", "/" + indexes());
        ledger.during(4, () -> {});
        awaitSearchIsThatOfTheViews();
        log.info("search away: {}", ledger.figures());
        assertThat(ledger.unavailable()).as("commands told to come back").isZero();
        ledger.assertKept();
    }

    private void disturb(Ledger ledger) throws Exception {
        ledger.during(
                4,
                () -> {
                    var insisting = Duration.ofSeconds(Soak.rounds(0, 60));
                    await().atMost(BACK_BY.plus(insisting))
                            .during(insisting)
                            .until(() -> cluster.search().refused() > 1);
                });
        cluster.search().pass();
    }

    private void awaitSearchIsThatOfTheViews() {
        cluster.settle();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(found()).isEqualTo(kept()));
    }

    private Map<String, String> kept() {
        var names = new TreeMap<String, String>();
        cluster.db()
                .sql("select id, name from deals where not archived")
                .query((row, _) -> names.put(row.getString(1), row.getString(2)))
                .list();
        return names;
    }

    private Map<String, String> found() throws IOException, InterruptedException {
        var names = new TreeMap<String, String>();
        elasticsearch("POST", "/" + cluster.index() + "/_refresh");
        var page =
                JSON.readTree(
                        elasticsearch(
                                "GET",
                                "/"
                                        + cluster.index()
                                        + "/_search?scroll=1m&size=5000&q=type:deal&sort=_doc"
                                        + "&_source_includes=id,title"));
        while (!page.path("hits").path("hits").isEmpty()) {
            page.path("hits")
                    .path("hits")
                    .forEach(
                            hit ->
                                    names.put(
                                            hit.path("_source").path("id").asString(),
                                            hit.path("_source").path("title").asString()));
            page =
                    JSON.readTree(
                            elasticsearch(
                                    "GET",
                                    "/_search/scroll?scroll=1m&scroll_id="
                                            + page.path("_scroll_id").asString()));
        }
        return names;
    }

    private String indexes() throws IOException, InterruptedException {
        var named = JSON.readTree(elasticsearch("GET", "/_alias/" + cluster.index()));
        return String.join(",", named.propertyNames());
    }

    private static String elasticsearch(String method, String path)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(TestServers.elasticsearch().url() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        return HTTP.send(request, BodyHandlers.ofString()).body();
    }
}
