package nexus.app;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import nexus.app.embedded.DataFolder;
import nexus.app.embedded.EmbeddedServer;
import nexus.app.embedded.StartFailure;
import org.jspecify.annotations.Nullable;

/**
 * What lives and dies with the engine: a server that ends by itself is started again, and when the
 * engine is asked to end, it stops serving first, then its servers end, then the folder is free.
 */
final class Lifetime {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Collection<EmbeddedServer> servers = new ConcurrentLinkedQueue<>();
    private volatile @Nullable AutoCloseable serving;
    private volatile boolean ending;

    void endWithThisProcess(DataFolder data) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(data), "end"));
    }

    /** From now on the server is watched, and ended with the engine. */
    <S extends EmbeddedServer> S keep(S server) {
        servers.add(server);
        watch(server);
        return server;
    }

    /** What needs the servers and has to end while they still run. */
    void beforeServersEnd(AutoCloseable context) {
        serving = context;
    }

    private void watch(EmbeddedServer server) {
        server.onExit().thenRun(() -> Thread.startVirtualThread(() -> revive(server)));
    }

    private void revive(EmbeddedServer server) {
        Duration pause = FIRST_PAUSE;
        while (!ending) {
            try {
                Thread.sleep(pause);
                System.err.println(server.name() + " has ended unexpectedly and is started again.");
                server.restart();
                watch(server);
                return;
            } catch (StartFailure e) {
                System.err.println(e.getMessage());
                pause =
                        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                                ? pause.multipliedBy(2)
                                : LONGEST_PAUSE;
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void end(DataFolder data) {
        ending = true;
        close(serving);
        servers.parallelStream().forEach(Lifetime::close);
        close(data);
    }

    /** One part that does not end well keeps no other from ending. */
    private static void close(@Nullable AutoCloseable part) {
        if (part == null) {
            return;
        }
        try {
            part.close();
        } catch (Exception e) {
            System.err.println("While ending: " + e.getMessage());
        }
    }
}
