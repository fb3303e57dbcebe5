package nexus.platform.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Speaks clamd's INSTREAM as clamd does, and finds a virus in whatever contains {@link #VIRUS}. It
 * can go away, come back at the same address, say nothing, and take no more than so much.
 */
public final class FakeClamd implements AutoCloseable {

    public static final String VIRUS = "a-virus-as-far-as-this-test-goes";
    public static final String NAME = "Test.Virus-1";

    private static final String INSTREAM = "zINSTREAM";

    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong scanned = new AtomicLong();
    private volatile ServerSocket server;
    private volatile long most = Long.MAX_VALUE;
    private volatile boolean silent;

    public FakeClamd() {
        server = listen(0);
        port = server.getLocalPort();
        accept(server);
    }

    /** Where it listens, as it is configured. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** How many bytes were scanned to their end. */
    public long scanned() {
        return scanned.get();
    }

    public void takesAtMost(long bytes) {
        most = bytes;
    }

    /** Listens to all that is sent, and does not answer. */
    public void saysNothing() {
        silent = true;
    }

    public void answers() {
        silent = false;
    }

    /** Nobody listens any more, and who is being listened to is cut off. */
    public void goAway() {
        close();
    }

    /** Listens again. */
    public void comeBack() {
        server = listen(port);
        accept(server);
    }

    private static ServerSocket listen(int port) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket listening) {
        Thread.startVirtualThread(
                () -> {
                    try {
                        while (true) {
                            var socket = listening.accept();
                            open.add(socket);
                            Thread.startVirtualThread(() -> serve(socket));
                        }
                    } catch (IOException _) {
                        // it has gone away
                    }
                });
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            var command = command(in);
            var answer = command.equals(INSTREAM) ? scan(in) : "UNKNOWN COMMAND";
            if (silent) {
                Thread.sleep(60_000);
            }
            socket.getOutputStream().write((answer + "\0").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException | InterruptedException _) {
            // whoever asked has gone, or this has
        } finally {
            open.remove(socket);
        }
    }

    private static String command(DataInputStream in) throws IOException {
        var command = new ByteArrayOutputStream();
        for (int next = in.read(); next > 0; next = in.read()) {
            command.write(next);
        }
        return command.toString(StandardCharsets.US_ASCII);
    }

    private String scan(DataInputStream in) throws IOException {
        var size = 0L;
        var found = false;
        var tail = "";
        for (int length = in.readInt(); length != 0; length = in.readInt()) {
            size += length;
            if (size > most) {
                return "INSTREAM size limit exceeded. ERROR";
            }
            var chunk = tail + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
            found |= chunk.contains(VIRUS);
            tail = chunk.substring(Math.max(0, chunk.length() - VIRUS.length()));
        }
        scanned.addAndGet(size);
        return found ? "stream: " + NAME + " FOUND" : "stream: OK";
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
