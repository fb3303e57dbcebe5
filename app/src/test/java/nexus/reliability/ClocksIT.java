package nexus.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Nodes whose clocks are minutes apart, and set while they run: time is the database's. */
class ClocksIT {

    private static final Logger log = LoggerFactory.getLogger(ClocksIT.class);
    private static final Duration APART = Duration.ofMinutes(10);

    @TempDir Path folder;
    private Cluster cluster;
    private Node command;
    private Node query;

    @BeforeEach
    void two_nodes_have_clocks_of_their_own() throws Exception {
        cluster = Cluster.whole();
        command = cluster.commandSides().getLast();
        query = cluster.querySides().getLast();
        startWithOwnClock(command);
        startWithOwnClock(query);
        command.awaitReady();
        query.awaitReady();
    }

    @AfterEach
    void they_go_right_again() {
        command.kill();
        query.kill();
    }

    private void startWithOwnClock(Node node) throws IOException, InterruptedException {
        node.end();
        set(node, Duration.ZERO);
        node.begin(Map.of("JAVA_TOOL_OPTIONS", OtherTime.agent(folder, offsetOf(node))));
    }

    private Path offsetOf(Node node) {
        return folder.resolve(node.name());
    }

    private void set(Node node, Duration offset) throws IOException {
        var fresh = folder.resolve(node.name() + ".new");
        Files.writeString(fresh, Long.toString(offset.toMillis()));
        Files.move(
                fresh,
                offsetOf(node),
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /** Sets the clock of a node, and waits until it believes so. */
    private void setAndSee(Node node, Duration offset) throws IOException {
        set(node, offset);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> {
                            var said = node.get("/health", null).json().path("timestamp");
                            assertThat(Instant.parse(said.asString()))
                                    .isCloseTo(
                                            Instant.now().plus(offset),
                                            within(5, ChronoUnit.SECONDS));
                        });
    }

    private Instant databaseTime() {
        return cluster.db()
                .sql("select clock_timestamp()")
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    @Test
    void clocks_minutes_apart_that_jump_lose_nothing_and_change_no_order() throws Exception {
        var ledger = Ledger.at(cluster);
        var began = databaseTime();
        var before = cluster.count("event");
        ledger.during(
                6,
                () -> {
                    for (int round = 0; round < Soak.rounds(1, 100); round++) {
                        setAndSee(command, APART.negated());
                        setAndSee(query, APART);
                        ledger.awaitSome(new Random(round));
                        setAndSee(command, APART);
                        setAndSee(query, APART.negated());
                        ledger.awaitSome(new Random(round));
                    }
                });
        log.info("clocks apart: {}", ledger.figures());
        ledger.assertKept();
        assertThat(
                        cluster.db()
                                .sql(
                                        """
                                        select count(*) from event join event_position using (seq)
                                        where position > :before and not
                                          (recorded_at between :began and clock_timestamp()
                                           and occurred_at between :began and recorded_at)""")
                                .param("began", Timestamp.from(began))
                                .param("before", before)
                                .query(Long.class)
                                .single())
                .as("events of another time than the database's")
                .isZero();
        cluster.assertViewsEqualARebuild();
    }

    @Test
    void what_one_node_says_of_the_time_another_believes() throws Exception {
        setAndSee(command, APART.negated());
        setAndSee(query, APART);
        var token = cluster.tokenOf(command);
        for (var node : cluster.querySides()) {
            assertThat(node.get("/api/deals", token).status()).as(node.name()).isEqualTo(200);
        }

        var now = databaseTime();
        var opened = open(token, "Just now", now);
        assertThat(opened.status()).as("%s", opened).isEqualTo(201);
        var future = open(token, "Never", now.plus(APART.dividedBy(2)));
        assertThat(future.status()).as("%s", future).isEqualTo(400);

        setAndSee(query, APART.negated());
        var page =
                query.get(
                        "/api/deals?cursor=&sort=-createdAt&pageSize=5",
                        token,
                        "Nexus-Await",
                        opened.header("Nexus-Position"));
        assertThat(page.status()).as("%s", page).isEqualTo(200);
        assertThat(page.json().path("data").valueStream())
                .as("a walk that begins at a node that is behind begins in the present")
                .anyMatch(deal -> deal.path("id").asString().equals(opened.id()));
    }

    private Node.Answer open(String token, String name, Instant occurredAt) {
        return command.send(
                "POST",
                "/api/deals",
                token,
                """
                {"name":"%s","value":{"amount":"1.00","currency":"EUR"},"occurredAt":"%s"}"""
                        .formatted(name, occurredAt));
    }
}
