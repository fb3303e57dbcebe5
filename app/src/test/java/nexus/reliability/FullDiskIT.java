package nexus.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A disk that is really full, with everything on it: the events, the log of the database and those
 * of the nodes. Needs the right to mount one.
 */
class FullDiskIT {

    private static final Logger log = LoggerFactory.getLogger(FullDiskIT.class);
    private static final Path DISK = Path.of("target", "full-disk");
    private static final Path FOLDER = DISK.resolve("cluster-on-a-small-disk");
    private static final Path BALLAST = DISK.resolve("ballast");
    private static final Duration BACK_BY = Duration.ofMinutes(2);

    private static Cluster cluster;

    @BeforeAll
    static void everything_is_on_a_small_disk() throws Exception {
        Files.createDirectories(DISK);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=640m", "nexus-test", DISK.toString()),
                "SKIPPED: no disk can be mounted here, so none can be filled; run this as root");
        cluster = Cluster.of(FOLDER);
    }

    @AfterAll
    static void the_disk_goes() throws Exception {
        if (cluster != null) {
            cluster.end();
            await().atMost(BACK_BY).until(() -> run("umount", DISK.toString()));
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static void fill() throws IOException {
        var some = new byte[64 * 1024];
        try (var out = Files.newOutputStream(BALLAST)) {
            untilFull(out, some);
        }
    }

    private static void untilFull(OutputStream out, byte[] some) {
        try {
            while (true) {
                out.write(some);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private Node.Answer open(String token) {
        return cluster.commandSides()
                .getFirst()
                .send(
                        "POST",
                        "/api/deals",
                        token,
                        "{\"name\":\"Full\",\"value\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}}");
    }

    @Test
    void a_full_disk_refuses_commands_by_name_loses_none_and_all_goes_on_when_there_is_room()
            throws Exception {
        var ledger = Ledger.at(cluster);
        var token = cluster.token();
        for (int round = 0; round < Soak.rounds(1, 10); round++) {
            ledger.during(
                    4,
                    () -> {
                        ledger.awaitSome(new Random(3));
                        fill();
                        await().atMost(BACK_BY)
                                .untilAsserted(
                                        () -> {
                                            var refused = open(token);
                                            assertThat(refused.status()).isEqualTo(503);
                                            assertThat(refused.code()).isEqualTo("storage.full");
                                            assertThat(refused.header("Retry-After")).isNotEmpty();
                                        });
                        var read = cluster.querySides().getFirst().get("/api/deals", token);
                        assertThat(read.status()).as("%s", read).isEqualTo(200);
                        assertThat(ledger.unavailable()).isPositive();
                        Files.delete(BALLAST);
                        awaitMore(ledger);
                    });
        }
        log.info("disk full: {}", ledger.figures());
        ledger.assertKept();
        assertThat(cluster.count("dead_letter")).as("set aside").isZero();
        cluster.assertViewsEqualARebuild();
    }

    /**
     * Without room for its log the database gives up altogether: whoever runs it starts it anew.
     */
    @Test
    void a_database_that_dies_of_a_full_disk_has_lost_nothing_when_it_is_back() throws Exception {
        var ledger = Ledger.at(cluster);
        ledger.during(
                4,
                () -> {
                    try (var connection = cluster.connectAsSuperuser()) {
                        ledger.awaitSome(new Random(5));
                        fill();
                        await().atMost(BACK_BY).until(() -> cannotLog(connection));
                    }
                    Files.delete(BALLAST);
                    cluster.postgres().restart();
                    awaitMore(ledger);
                });
        log.info("no room for the log: {}", ledger.figures());
        ledger.assertKept();
        assertThat(cluster.count("dead_letter")).as("set aside").isZero();
        cluster.assertViewsEqualARebuild();
    }

    /** Fills what is left of the log, until the database is gone. */
    private static boolean cannotLog(Connection connection) {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "select pg_logical_emit_message(false, 'fill', repeat('x', 1000000))");
            statement.execute("select pg_switch_wal()");
            return false;
        } catch (SQLException failure) {
            var state = String.valueOf(failure.getSQLState());
            return state.startsWith("08") || state.startsWith("57"); // it is not there any more
        }
    }

    private static void awaitMore(Ledger ledger) {
        var before = ledger.promises();
        await().atMost(BACK_BY).until(() -> ledger.promises() > before + 50);
    }
}
