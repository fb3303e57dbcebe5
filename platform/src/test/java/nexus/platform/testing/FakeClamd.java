package nexus.platform.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
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

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong scanned = new AtomicLong();
    private final ServerSocket server = listen();
    private volatile boolean away;
    private volatile long most = Long.MAX_VALUE;
    private volatile boolean silent;

    public FakeClamd() {
        accept();
    }

    /** Where it listens, as it is configured. */
    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
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

    /** Hangs up on everybody who calls or has called, but keeps its address. */
    public void goAway() {
        away = true;
        hangUp();
    }

    public void comeBack() {
        away = false;
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        Thread.startVirtualThread(
                () -> {
                    try {
                        while (true) {
                            var socket = server.accept();
                            if (away) {
                                socket.close();
                                continue;
                            }
                            open.add(socket);
                            Thread.startVirtualThread(() -> serve(socket));
                        }
                    } catch (IOException _) {
                        // it has ended
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

    private void hangUp() {
        try {
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hangUp();
    }
}
