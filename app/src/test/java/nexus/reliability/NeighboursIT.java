package nexus.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An organization that sends all it can does not keep others from their work. */
class NeighboursIT {

    private static final Logger log = LoggerFactory.getLogger(NeighboursIT.class);
    private static final int CROWD = 200;
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Cluster cluster = Cluster.whole();
    private volatile boolean going = true;

    /** How long commands of somebody took, and until the views had them in, in milliseconds. */
    private record Waits(List<Long> command, List<Long> visible) {

        long at(double share, List<Long> waits) {
            var sorted = waits.stream().sorted().toList();
            return sorted.get((int) Math.min(sorted.size() - 1.0, sorted.size() * share));
        }

        @Override
        public String toString() {
            return "command p50 %d p95 %d p99 %d ms, visible p50 %d p95 %d p99 %d ms"
                    .formatted(
                            at(0.5, command),
                            at(0.95, command),
                            at(0.99, command),
                            at(0.5, visible),
                            at(0.95, visible),
                            at(0.99, visible));
        }
    }

    private String open(Node node, String token) {
        var answer =
                node.send(
                        "POST",
                        "/api/deals",
                        token,
                        "{\"name\":\"Load\",\"value\":{\"amount\":\"10.00\",\"currency\":\"EUR\"}}",
                        ANSWER);
        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        return answer.header("Nexus-Position");
    }

    private Waits waits(String token, int commands) {
        var waits = new Waits(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < commands; i++) {
            var node = cluster.commandSides().get(i % 2);
            var began = System.nanoTime();
            var position = open(node, token);
            waits.command.add((System.nanoTime() - began) / 1_000_000);
            var read =
                    cluster.querySides()
                            .get(i % 2)
                            .send(
                                    "GET",
                                    "/api/deals?pageSize=1",
                                    token,
                                    "",
                                    ANSWER,
                                    "Nexus-Await",
                                    position);
            assertThat(read.status()).as("%s", read).isEqualTo(200);
            waits.visible.add((System.nanoTime() - began) / 1_000_000);
        }
        return waits;
    }

    @Test
    void one_who_sends_all_they_can_leaves_others_their_share() throws Exception {
        var crowd = cluster.token();
        var quiet = cluster.strangersToken();
        waits(quiet, 100); // nodes get into their stride
        var alone = waits(quiet, 100);
        var sent = new AtomicLong();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < CROWD; i++) {
            var node = cluster.commandSides().get(i % 2);
            threads.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        while (going) {
                                            open(node, crowd);
                                            sent.incrementAndGet();
                                        }
                                    }));
        }
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> sent.get() > 2_000);
            var before = sent.get();
            var began = System.nanoTime();
            var beside = waits(quiet, Soak.rounds(100, 2_000));
            assertThat(beside.at(0.99, beside.command)).as("command, ms").isLessThan(2_000);
            assertThat(beside.at(0.99, beside.visible)).as("visible, ms").isLessThan(4_000);
            log.info("alone: {}", alone);
            log.info(
                    "beside {} commands/s of another: {}",
                    (sent.get() - before) * 1_000_000_000L / (System.nanoTime() - began),
                    beside);
        } finally {
            going = false;
            for (var thread : threads) {
                thread.join();
            }
        }
        cluster.assertOrdered();
    }
}
