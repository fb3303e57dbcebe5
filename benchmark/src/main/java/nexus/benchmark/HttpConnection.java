package nexus.benchmark;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A kept-alive HTTP/1.1 connection of one caller, opened again when the server has had enough of
 * it. It does little, as whatever the load generator does is taken from the engine on the same
 * processors.
 */
final class HttpConnection implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final URI base;
    private Wire wire;

    HttpConnection(URI base) {
        this.base = base;
        this.wire = Wire.to(base);
    }

    private record Wire(Socket socket, InputStream in, OutputStream out) {

        static Wire to(URI base) {
            try {
                var socket = new Socket(base.getHost(), base.getPort());
                socket.setTcpNoDelay(true);
                return new Wire(
                        socket,
                        new BufferedInputStream(socket.getInputStream(), 16_384),
                        socket.getOutputStream());
            } catch (IOException e) {
                throw new BenchFailure("%s cannot be reached.".formatted(base), e);
            }
        }
    }

    record Answer(int status, byte[] body) {

        JsonNode json() {
            return JSON.readTree(body);
        }

        /** The body's JSON, if the status says that all went well. */
        Answer orFail() {
            if (status >= 300) {
                throw new BenchFailure(
                        "HTTP %d: %s".formatted(status, new String(body, StandardCharsets.UTF_8)));
            }
            return this;
        }
    }

    /** Sends a request with these header lines, and reads the answer. */
    Answer send(String method, String path, String headers, byte[] body) {
        var head =
                (method
                                + " "
                                + path
                                + " HTTP/1.1\r\nHost: "
                                + base.getAuthority()
                                + "\r\n"
                                + headers
                                + "Content-Length: "
                                + body.length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
        var request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        try {
            wire.out.write(request);
            return read();
        } catch (IOException e) {
            throw new BenchFailure("%s %s: %s".formatted(method, path, e.getMessage()), e);
        }
    }

    private Answer read() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = 0;
        boolean chunked = false;
        boolean last = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.endsWith("chunked");
            } else if (lower.startsWith("connection:")) {
                last = lower.endsWith("close");
            }
        }
        var answer = new Answer(status, chunked ? chunks() : wire.in.readNBytes(length));
        if (last) {
            close();
            wire = Wire.to(base);
        }
        return answer;
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(wire.in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private String line() throws IOException {
        var line = new StringBuilder(64);
        for (int next = wire.in.read(); next != '\n'; next = wire.in.read()) {
            if (next < 0) {
                throw new IOException("the connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            wire.socket.close();
        } catch (IOException _) {
            // it is gone either way
        }
    }
}
