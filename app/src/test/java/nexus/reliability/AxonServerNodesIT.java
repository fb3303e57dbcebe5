package nexus.reliability;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import nexus.eventstore.AxonServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Nodes that share the deciding over Axon Server: killed, frozen, and cut off from it. */
class AxonServerNodesIT {

    private static final Logger log = LoggerFactory.getLogger(AxonServerNodesIT.class);

    private static Wire server;
    private static Cluster cluster;

    private final Random random = new Random(42);

    @BeforeAll
    static void start() {
        var address = AxonServers.require();
        server = Wire.to(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
        cluster = Cluster.onAxonServer("127.0.0.1:" + server.port());
    }

    @AfterAll
    static void end() {
        if (cluster != null) {
            cluster.end();
            server.close();
        }
    }

    @BeforeEach
    void allNodesAreUp() {
        cluster.makeWhole();
    }

    @Test
    void nodes_killed_under_load_lose_nothing_that_was_acknowledged() throws Exception {
        var ledger = Ledger.at(cluster);
        var rounds = Soak.rounds(2, 50);
        ledger.during(
                8,
                () -> {
                    for (int round = 0; round < rounds; round++) {
                        var node = cluster.commandSides().get(round % 2);
                        ledger.awaitSome(random);
                        node.kill();
                        ledger.awaitSome(random);
                        cluster.restart(node);
                    }
                });
        log.info("nodes killed {} times: {}", rounds, ledger.figures());
        ledger.assertKept();
        cluster.assertOrdered();
    }

    private static void awaitMore(Ledger ledger, int promises) {
        var before = ledger.promises();
        await().atMost(Duration.ofMinutes(2)) // clients wait for a frozen node for long
                .until(() -> ledger.promises() >= before + promises);
    }

    /** What it was sent before it was frozen is decided by others when it wakes. */
    @Test
    void a_node_frozen_under_load_does_nothing_a_second_time_when_it_wakes() throws Exception {
        var ledger = Ledger.at(cluster);
        var rounds = Soak.rounds(1, 20);
        ledger.during(
                8,
                () -> {
                    for (int round = 0; round < rounds; round++) {
                        var sleeper = cluster.commandSides().get(round % 2);
                        ledger.awaitSome(random);
                        sleeper.freeze();
                        try {
                            awaitMore(ledger, 10);
                        } finally {
                            sleeper.thaw();
                        }
                        ledger.awaitSome(random);
                    }
                });
        log.info("nodes frozen {} times: {}", rounds, ledger.figures());
        ledger.assertKept();
        cluster.assertOrdered();
    }

    @Test
    void axon_server_away_under_load_costs_time_and_nothing_else() throws Exception {
        var ledger = Ledger.at(cluster);
        var rounds = Soak.rounds(2, 50);
        ledger.during(
                8,
                () -> {
                    for (int round = 0; round < rounds; round++) {
                        ledger.awaitSome(random);
                        server.cut();
                        TimeUnit.SECONDS.sleep(2); // the time it is away
                        server.mend();
                        awaitMore(ledger, 20);
                    }
                });
        log.info("Axon Server away {} times: {}", rounds, ledger.figures());
        ledger.assertKept();
        cluster.assertOrdered();
    }
}
