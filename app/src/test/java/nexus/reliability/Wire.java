package nexus.reliability;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A piece of network between a node and a server, which can be cut, silenced and mended. */
final class Wire implements AutoCloseable {

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final Set<Socket> forgotten = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile CountDownLatch speech = new CountDownLatch(0);
    private volatile @Nullable Trap trap;

    /** Lets a request through that names something once more, and loses the answer to it. */
    private static final class Trap {
        private final String name;
        private int sightingsLeft;
        private volatile @Nullable Socket caught;
        private final CountDownLatch sprung = new CountDownLatch(1);

        Trap(String name, int sightings) {
            this.name = name;
            this.sightingsLeft = sightings;
        }

        synchronized void sees(String said, Socket server) {
            if (said.contains(name) && --sightingsLeft == 0) {
                caught = server;
            }
        }
    }

    private Wire(ServerSocket door, int target) {
        this.door = door;
        this.target = target;
    }

    /** A wire to a port of this machine. */
    static Wire to(int target) {
        try {
            var wire = new Wire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
            Thread.ofPlatform().daemon().name("wire").start(wire::serve);
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    /** Ends all connections, and refuses new ones. */
    void cut() {
        cut = true;
        ends.forEach(Wire::end);
        ends.clear();
    }

    /** Nothing arrives any more on either side, and neither side is told. */
    void silence() {
        speech = new CountDownLatch(1);
    }

    /**
     * From now on nothing passes on the connections there are, and neither side is told, while new
     * ones are as good as ever: what a firewall does that has been started anew.
     */
    void forget() {
        forgotten.addAll(ends);
    }

    void mend() {
        cut = false;
        speech.countDown();
    }

    /**
     * Is cut when the server answers to the request that names something for the given time: what
     * the server did is done, and the node does not know.
     *
     * @return tells, once it is at zero, that this has happened
     */
    CountDownLatch loseAnswerTo(String name, int sighting) {
        var set = new Trap(name, sighting);
        trap = set;
        return set.sprung;
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                connect(door.accept());
            } catch (IOException _) {
                // refused, or the door is closed
            }
        }
    }

    private void connect(Socket client) throws IOException {
        if (cut) {
            end(client);
            return;
        }
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            end(client);
            throw e;
        }
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        ends.add(client);
        ends.add(server);
        Thread.ofVirtual().start(() -> carry(client, server, true, server));
        Thread.ofVirtual().start(() -> carry(server, client, false, server));
    }

    private void carry(Socket from, Socket to, boolean up, Socket server) {
        var buffer = new byte[32 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                speech.await();
                if (forgotten.contains(from)) {
                    continue;
                }
                var set = trap;
                if (set != null && up) {
                    set.sees(new String(buffer, 0, read, StandardCharsets.ISO_8859_1), server);
                } else if (set != null && set.caught == server) {
                    trap = null;
                    set.sprung.countDown();
                    cut();
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException _) {
            // one end is gone, so goes the other
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            ends.remove(from);
            ends.remove(to);
            forgotten.remove(from);
            forgotten.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException _) {
            // it was gone
        }
    }

    @Override
    public void close() {
        cut();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
