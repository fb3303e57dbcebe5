package nexus.app;

import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import nexus.app.embedded.EmbeddedServer;
import nexus.app.embedded.StartFailure;

/**
 * What lives and dies with the engine: a server that ends by itself is started again, and when the
 * engine is asked to end, its parts end in the reverse of the order they came in.
 */
final class Lifetime {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Deque<AutoCloseable> parts = new ConcurrentLinkedDeque<>();
    private volatile boolean ending;

    Lifetime() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
    }

    /** From now on the part ends with the engine, and a server is watched. */
    <P extends AutoCloseable> P keep(P part) {
        parts.push(part);
        if (part instanceof EmbeddedServer server) {
            watch(server);
        }
        return part;
    }

    private void watch(EmbeddedServer server) {
        server.onExit().thenRun(() -> Thread.startVirtualThread(() -> revive(server)));
    }

    private void revive(EmbeddedServer server) {
        for (Duration pause = FIRST_PAUSE; !ending; pause = longer(pause)) {
            try {
                Thread.sleep(pause);
                if (ending) {
                    return;
                }
                System.err.println(server.name() + " has ended unexpectedly and is started again.");
                server.restart();
                watch(server);
                return;
            } catch (StartFailure e) {
                System.err.println(e.getMessage());
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private void end() {
        ending = true;
        for (AutoCloseable part = parts.poll(); part != null; part = parts.poll()) {
            close(part);
        }
    }

    /** One part that does not end well keeps no other from ending. */
    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            System.err.println("While ending: " + e.getMessage());
        }
    }
}
