package nexus.platform.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that keeps what it is given (RFC 5321): a mail counts when its last line has
 * arrived, also if whoever sent it is not there any more to hear so. It answers as it is told to.
 */
public final class SmtpSink implements AutoCloseable {

    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket server;
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final List<String> dropped = new CopyOnWriteArrayList<>();
    private volatile boolean dropsDoubles;
    private volatile Function<String, String> toRecipient = _ -> "250 ok";
    private volatile Function<String, @Nullable String> toMail = _ -> "250 taken";

    /** A mail as it arrived. */
    public record Mail(String recipient, String text) {}

    private SmtpSink(ServerSocket server) {
        this.server = server;
    }

    public static SmtpSink open() {
        try {
            var sink = new SmtpSink(listening(0));
            Thread.ofVirtual().start(sink::accept);
            return sink;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket listening(int port) throws IOException {
        return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    }

    /** Hangs up on everybody, and is not there any more. */
    public void leave() {
        close();
    }

    /** Is there again, where it was; it may never have left. */
    public void comeBack() {
        if (!server.isClosed()) {
            return;
        }
        try {
            server = listening(port());
            Thread.ofVirtual().start(this::accept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    public List<Mail> mails() {
        return List.copyOf(mails);
    }

    /** Has none of those that arrived any more. */
    public void forget() {
        mails.clear();
    }

    /**
     * Keeps one mail of each Message-ID and recipient from now on, as a server may be set up to.
     */
    public void dropsDoubles() {
        dropsDoubles = true;
    }

    /** Whom mails were for that had arrived before, each time. */
    public List<String> dropped() {
        return List.copyOf(dropped);
    }

    private void keep(Mail mail) {
        if (!dropsDoubles || names.add(mail.recipient() + " " + name(mail))) {
            mails.add(mail);
        } else {
            dropped.add(mail.recipient());
        }
    }

    private static String name(Mail mail) {
        return mail.text()
                .lines()
                .filter(line -> line.regionMatches(true, 0, "Message-ID:", 0, 11))
                .findFirst()
                .orElseThrow();
    }

    /** Whom mails arrived for, each time. */
    public List<String> recipients() {
        return mails.stream().map(Mail::recipient).toList();
    }

    /** What is answered to each recipient, by address. */
    public void answersRecipients(Function<String, String> answer) {
        toRecipient = answer;
    }

    /**
     * What is answered to a whole mail, by recipient: what begins with 2 takes it, null takes it
     * and hangs up without a word.
     */
    public void answersMails(Function<String, @Nullable String> answer) {
        toMail = answer;
    }

    private void accept() {
        var own = server;
        while (!own.isClosed()) {
            try {
                var socket = own.accept();
                connections.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                var in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.UTF_8))) {
            say(socket, "220 sink");
            var recipient = "";
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var command =
                        line.length() < 4 ? line : line.substring(0, 4).toUpperCase(Locale.ROOT);
                switch (command) {
                    case "EHLO", "HELO", "MAIL", "RSET", "NOOP" -> say(socket, "250 ok");
                    case "RCPT" -> {
                        recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                        say(socket, toRecipient.apply(recipient));
                    }
                    case "DATA" -> {
                        say(socket, "354 go on");
                        var text = body(in);
                        if (text == null) {
                            return; // it broke off before its end: there was no mail
                        }
                        var answer = toMail.apply(recipient);
                        if (answer == null || answer.startsWith("2")) {
                            keep(new Mail(recipient, text));
                        }
                        if (answer == null) {
                            return;
                        }
                        say(socket, answer);
                    }
                    case "QUIT" -> {
                        say(socket, "221 bye");
                        return;
                    }
                    default -> say(socket, "502 what?");
                }
            }
        } catch (IOException _) {
            // whoever it was is gone
        } finally {
            connections.remove(socket);
        }
    }

    private static @Nullable String body(BufferedReader in) throws IOException {
        var lines = new ArrayList<String>();
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) {
                return String.join("\r\n", lines);
            }
            lines.add(line.startsWith(".") ? line.substring(1) : line);
        }
        return null;
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
