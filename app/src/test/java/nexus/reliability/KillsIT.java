package nexus.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Processes killed by SIGKILL while clients write: every promise is kept, and views are right. */
class KillsIT {

    private static final Logger log = LoggerFactory.getLogger(KillsIT.class);
    private static final Duration CLAIM_IS_OVER = Duration.ofSeconds(60);

    private final Random random = new Random(42);
    private Cluster cluster;

    @BeforeEach
    void allNodesAreUp() {
        cluster = Cluster.whole();
    }

    @Test
    void nodes_killed_under_load_lose_nothing_that_was_acknowledged() throws Exception {
        var rounds = Soak.rounds(3, 200);
        for (int done = 0; done < rounds; done += 20) {
            var ledger = Ledger.at(cluster);
            var last = Math.min(rounds, done + 20);
            var first = done;
            ledger.during(
                    8,
                    () -> {
                        for (int round = first; round < last; round++) {
                            var node = cluster.commandSides().get(round % 2);
                            ledger.awaitSome(random);
                            node.kill();
                            cluster.restart(node);
                        }
                    });
            log.info("nodes killed {} times: {}", last - first, ledger.figures());
            ledger.assertKept();
        }
        cluster.assertViewsEqualARebuild();
    }

    @Test
    void a_database_killed_under_load_loses_nothing_that_was_acknowledged() throws Exception {
        var ledger = Ledger.at(cluster);
        var rounds = Soak.rounds(2, 50);
        ledger.during(
                8,
                () -> {
                    for (int round = 0; round < rounds; round++) {
                        ledger.awaitSome(random);
                        cluster.postgres().kill();
                        cluster.postgres().restart();
                        var before = ledger.promises();
                        await().atMost(Duration.ofMinutes(1))
                                .until(() -> ledger.promises() > before);
                    }
                });
        log.info("the database killed {} times: {}", rounds, ledger.figures());
        ledger.assertKept();
        cluster.assertViewsEqualARebuild();
    }

    @Test
    void an_answer_lost_after_the_commit_is_given_again_and_nothing_happens_twice()
            throws Exception {
        var token = cluster.token();
        var node = cluster.commandSides().getLast();
        var wire = cluster.wireOf(node);
        for (int round = 0; round < Soak.rounds(3, 100); round++) {
            var key = "lost-" + System.nanoTime();
            var body =
                    "{\"name\":\"%s\",\"value\":{\"amount\":\"10.00\",\"currency\":\"EUR\"}}"
                            .formatted(key);
            // it is looked for among the answers first, and then stored as one
            var lost = wire.loseAnswerTo(key, 2);
            var unknown = node.send("POST", "/api/deals", token, body, "Idempotency-Key", key);
            wire.mend();
            assertThat(unknown.status()).as("%s", unknown).isEqualTo(503);
            assertThat(lost.await(5, TimeUnit.SECONDS)).as("the answer was lost").isTrue();

            var again =
                    cluster.other(node)
                            .send("POST", "/api/deals", token, body, "Idempotency-Key", key);
            assertThat(again.status()).as("%s", again).isLessThan(300);
            assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
            assertThat(
                            cluster.db()
                                    .sql(
                                            """
                                            select stream_id from event
                                            where payload -> 'details' ->> 'name' = :name""")
                                    .param("name", key)
                                    .query(String.class)
                                    .list())
                    .containsExactly(again.id());
            node.awaitReady();
        }
    }

    @Test
    void views_are_the_fold_of_their_events_however_often_their_mover_is_killed() throws Exception {
        var ledger = Ledger.at(cluster);
        ledger.during(
                6,
                () -> {
                    for (int round = 0; round < Soak.rounds(1, 100); round++) {
                        var mover = cluster.awaitOwner("views", null, CLAIM_IS_OVER);
                        ledger.awaitSome(random);
                        mover.kill();
                        cluster.awaitOwner("views", mover, CLAIM_IS_OVER);
                        cluster.restart(mover);
                    }
                });
        ledger.assertKept();
        cluster.assertViewsEqualARebuild();
    }

    @Test
    void a_mover_that_sleeps_through_its_claim_commits_nothing_when_it_wakes() throws Exception {
        var ledger = Ledger.at(cluster);
        ledger.during(
                6,
                () -> {
                    for (int round = 0; round < Soak.rounds(1, 30); round++) {
                        var sleeper = cluster.awaitOwner("views", null, CLAIM_IS_OVER);
                        ledger.awaitSome(random);
                        sleeper.freeze();
                        try {
                            cluster.awaitOwner("views", sleeper, CLAIM_IS_OVER);
                            ledger.awaitSome(random);
                        } finally {
                            sleeper.thaw();
                        }
                        ledger.awaitSome(random);
                        assertThat(cluster.owner("views"))
                                .as("it does not take back what is another's")
                                .isPresent()
                                .get()
                                .isNotEqualTo(sleeper);
                    }
                });
        ledger.assertKept();
        cluster.assertViewsEqualARebuild();
    }

    @Test
    void a_rebuild_killed_half_way_under_writes_goes_on_elsewhere_and_no_reader_fails()
            throws Exception {
        var ledger = Ledger.at(cluster);
        ledger.during(4, () -> await().until(() -> ledger.promises() > 200));
        ledger.during(
                4,
                () -> {
                    for (int round = 0; round < Soak.rounds(1, 30); round++) {
                        var id = cluster.beginRebuild("views", false);
                        var worker = cluster.awaitOwner("rebuild:" + id, null, CLAIM_IS_OVER);
                        worker.kill();
                        assertThat(cluster.rebuild(id).state())
                                .as("killed on its way")
                                .isEqualTo("RUNNING");
                        var reader = cluster.other(worker);
                        await().atMost(Duration.ofMinutes(2))
                                .until(
                                        () -> {
                                            assertReads(reader, ledger);
                                            return !cluster.rebuild(id).state().equals("RUNNING");
                                        });
                        var ready = cluster.rebuild(id);
                        assertThat(ready.state()).as("%s", ready).isEqualTo("READY");
                        assertThat(ready.equal())
                                .as("%s", ready)
                                .isNotEmpty()
                                .doesNotContain(false);
                        cluster.switchTo(id);
                        assertReads(reader, ledger);
                        cluster.restart(worker);
                    }
                });
        ledger.assertKept();
        cluster.assertViewsEqualARebuild();
    }

    private static void assertReads(Node reader, Ledger ledger) {
        var read = reader.get("/api/deals/" + ledger.deals().getFirst(), ledger.token());
        assertThat(read.status()).as("%s", read).isEqualTo(200);
        assertThat(reader.get("/api/deals?pageSize=5", ledger.token()).status()).isEqualTo(200);
    }
}
