package nexus.command.document;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * ClamAV's daemon, asked over its own protocol: {@code INSTREAM} takes the bytes in chunks, each
 * after its length in four bytes, ends with a chunk of no length, and answers one line.
 *
 * @see <a href="https://docs.clamav.net/manual/Usage/Scanning.html#clamd">clamd</a>
 */
final class Clamd implements VirusScanner {

    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final int CHUNK = 64 * 1024;
    private static final int LONGEST_ANSWER = 4096;
    private static final byte[] INSTREAM = "zINSTREAM\0".getBytes(StandardCharsets.US_ASCII);

    private final String address;
    private final Duration patience;

    private Clamd(String address, Duration patience) {
        this.address = address;
        this.patience = patience;
    }

    /**
     * The one that listens there.
     *
     * @throws IllegalArgumentException if it is no address
     */
    static Clamd at(String address, Duration patience) {
        if (!address.matches("unix:/.+|[^:\\s]+:\\d{1,5}|\\[[0-9a-fA-F:.]+]:\\d{1,5}")) {
            throw new IllegalArgumentException(
                    "nexus.documents.clamd must be like clamd:3310 or unix:/run/clamd.ctl");
        }
        return new Clamd(address, patience);
    }

    @Override
    public String name() {
        return "clamd";
    }

    @Override
    public Finding scan(InputStream bytes) throws IOException {
        try (var channel = open()) {
            try (var _ = Deadline.closing(channel, TO_CONNECT)) {
                channel.connect(socketAddress());
            }
            try (var _ = Deadline.closing(channel, patience)) {
                return finding(ask(channel, bytes));
            }
        }
    }

    private SocketChannel open() throws IOException {
        return address.startsWith("unix:")
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
    }

    /** Names are looked up each time: who comes back may do so at another address. */
    private SocketAddress socketAddress() throws IOException {
        if (address.startsWith("unix:")) {
            return UnixDomainSocketAddress.of(address.substring("unix:".length()));
        }
        var colon = address.lastIndexOf(':');
        var found =
                new InetSocketAddress(
                        address.substring(0, colon),
                        Integer.parseInt(address.substring(colon + 1)));
        if (found.isUnresolved()) {
            throw new IOException("There is no host " + found.getHostString());
        }
        return found;
    }

    /** Who has heard enough says so at once and hangs up, while there is still more to be sent. */
    private static String ask(SocketChannel channel, InputStream bytes) throws IOException {
        try {
            send(channel, bytes);
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        } catch (IOException hungUp) {
            return lastWords(channel, hungUp);
        }
        return answer(channel);
    }

    private static void send(SocketChannel channel, InputStream bytes) throws IOException {
        var out =
                new DataOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(channel), CHUNK + 4));
        out.write(INSTREAM);
        var chunk = new byte[CHUNK];
        for (int read = read(bytes, chunk); read > 0; read = read(bytes, chunk)) {
            out.writeInt(read);
            out.write(chunk, 0, read);
        }
        out.writeInt(0);
        out.flush();
    }

    /** At least one byte, as a chunk of no length would be the end; 0 at the end. */
    private static int read(InputStream bytes, byte[] chunk) {
        try {
            return bytes.readNBytes(chunk, 0, chunk.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lastWords(SocketChannel channel, IOException hungUp) throws IOException {
        try {
            var answer = answer(channel);
            if (!answer.isEmpty()) {
                return answer;
            }
        } catch (IOException e) {
            hungUp.addSuppressed(e);
        }
        throw hungUp;
    }

    /** One line, which ends as the question did. */
    private static String answer(SocketChannel channel) throws IOException {
        var in = Channels.newInputStream(channel);
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next > 0 && line.size() < LONGEST_ANSWER; next = in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    static Finding finding(String answer) throws IOException {
        if (answer.equals("stream: OK")) {
            return new Finding.Clean();
        }
        if (answer.startsWith("stream: ") && answer.endsWith(" FOUND")) {
            return new Finding.Infected(
                    answer.substring("stream: ".length(), answer.length() - " FOUND".length()));
        }
        if (answer.startsWith("INSTREAM size limit exceeded")) {
            return new Finding.TooLarge();
        }
        throw new IOException("clamd answers: " + (answer.isEmpty() ? "nothing" : answer));
    }
}
