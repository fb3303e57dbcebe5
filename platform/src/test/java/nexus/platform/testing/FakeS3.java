package nexus.platform.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An object store with one bucket in memory that speaks as much of S3 as is asked of it: PUT, GET
 * with ranges, HEAD and DELETE of signed requests whose bodies are what their signature says.
 */
public final class FakeS3 implements AutoCloseable {

    public static final String BUCKET = "nexus-test";
    public static final String ACCESS_KEY = "access";
    public static final String SECRET_KEY = "secret";

    private final HttpServer server;
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

    public FakeS3() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The keys of all that is there. */
    public Set<String> keys() {
        return Set.copyOf(objects.keySet());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var body = exchange.getRequestBody().readAllBytes();
            if (!isSigned(exchange, body)) {
                answer(exchange, 403, error("SignatureDoesNotMatch"));
            } else if (!path.startsWith("/" + BUCKET + "/")) {
                answer(exchange, 404, error("NoSuchBucket"));
            } else {
                serve(exchange, path.substring(BUCKET.length() + 2), body);
            }
        }
    }

    private static boolean isSigned(HttpExchange exchange, byte[] body) {
        var headers = exchange.getRequestHeaders();
        var signature = String.valueOf(headers.getFirst("Authorization"));
        var hash = String.valueOf(headers.getFirst("x-amz-content-sha256"));
        return signature.startsWith("AWS4-HMAC-SHA256 Credential=" + ACCESS_KEY + "/")
                && signature.contains("Signature=")
                && (hash.equals("UNSIGNED-PAYLOAD") || hash.equals(sha256(body)));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(HttpExchange exchange, String key, byte[] body) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                objects.put(key, body);
                exchange.getResponseHeaders().set("ETag", "\"" + sha256(body) + "\"");
                answer(exchange, 200, new byte[0]);
            }
            case "DELETE" -> {
                objects.remove(key);
                answer(exchange, 204, new byte[0]);
            }
            case "GET", "HEAD" -> read(exchange, objects.get(key));
            default -> answer(exchange, 405, error("MethodNotAllowed"));
        }
    }

    private static void read(HttpExchange exchange, byte @Nullable [] all) throws IOException {
        var range = exchange.getRequestHeaders().getFirst("Range");
        if (all == null) {
            answer(exchange, 404, error("NoSuchKey"));
        } else if (range == null) {
            answer(exchange, 200, all);
        } else {
            var ends = range.replace("bytes=", "").split("-", -1);
            var from = Integer.parseInt(ends[0]);
            var to = ends[1].isEmpty() ? all.length - 1 : Integer.parseInt(ends[1]);
            var last = Math.min(to, all.length - 1);
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + last + "/" + all.length);
            answer(exchange, 206, Arrays.copyOfRange(all, from, last + 1));
        }
    }

    private static byte[] error(String code) {
        return "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
                .formatted(code, code)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        var isEmpty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, isEmpty ? -1 : body.length);
        if (!isEmpty) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
