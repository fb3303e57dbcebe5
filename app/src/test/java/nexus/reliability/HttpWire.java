package nexus.reliability;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands in front of a server that speaks HTTP, and can make it seem busy, slow or gone. */
final class HttpWire {

    private static final Set<String> NOT_PASSED_ON =
            Set.of(
                    "connection",
                    "content-length",
                    "host",
                    "transfer-encoding",
                    "expect",
                    "upgrade");

    private enum Mood {
        WELL,
        BUSY,
        SLOW,
        GONE
    }

    /** A mood for as long as it lasts. */
    private record Phase(Mood mood, CountDownLatch over) {
        Phase(Mood mood) {
            this(mood, new CountDownLatch(1));
        }
    }

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;
    private final URI target;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile Phase now = new Phase(Mood.WELL);

    private HttpWire(HttpServer server, URI target) {
        this.server = server;
        this.target = target;
    }

    static HttpWire to(URI target) {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var wire = new HttpWire(server, target);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", wire::serve);
            server.start();
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void pass() {
        become(Mood.WELL);
    }

    /** Whoever waits for an answer gets it when another mood begins. */
    private void become(Mood mood) {
        refused.set(0);
        var before = now;
        now = new Phase(mood);
        before.over.countDown();
    }

    /** 429 to everything that is to be written. */
    void busy() {
        become(Mood.BUSY);
    }

    /** Answers later than anybody waits. */
    void slow() {
        become(Mood.SLOW);
    }

    void gone() {
        become(Mood.GONE);
    }

    /** How often it was asked in vain since its mood changed. */
    int refused() {
        return refused.get();
    }

    private void serve(HttpExchange exchange) throws IOException {
        var phase = now;
        try (exchange) {
            switch (phase.mood) {
                case WELL -> pass(exchange);
                case BUSY -> {
                    if (exchange.getRequestURI().getPath().endsWith("/_bulk")) {
                        refuse(exchange);
                    } else {
                        pass(exchange);
                    }
                }
                case SLOW -> {
                    refused.incrementAndGet();
                    phase.over.await();
                    pass(exchange);
                }
                case GONE -> refused.incrementAndGet();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void refuse(HttpExchange exchange) throws IOException {
        refused.incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        var body =
                """
                {"error":{"type":"es_rejected_execution_exception","reason":"busy"},"status":429}"""
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
        exchange.sendResponseHeaders(429, body.length);
        exchange.getResponseBody().write(body);
    }

    private void pass(HttpExchange exchange) throws IOException, InterruptedException {
        var body = exchange.getRequestBody().readAllBytes();
        var request =
                HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
                        .method(
                                exchange.getRequestMethod(),
                                body.length == 0
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) -> {
                            if (!NOT_PASSED_ON.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                                values.forEach(value -> request.header(name, value));
                            }
                        });
        var answer = client.send(request.build(), BodyHandlers.ofByteArray());
        answer.headers()
                .map()
                .forEach(
                        (name, values) -> {
                            if (!NOT_PASSED_ON.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                                exchange.getResponseHeaders().put(name, values);
                            }
                        });
        var isHead = exchange.getRequestMethod().equals("HEAD");
        var length = answer.body().length;
        exchange.sendResponseHeaders(answer.statusCode(), isHead || length == 0 ? -1 : length);
        if (!isHead && length > 0) {
            exchange.getResponseBody().write(answer.body());
        }
    }
}
