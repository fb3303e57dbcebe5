package nexus.app.split;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The one address of an engine whose sides run apart: it hands questions to the query side and
 * everything else to the command side, and passes their answers on as they are.
 */
public final class FrontDoor implements AutoCloseable {

    /** Headers that speak of one connection and end with it (RFC 9110, 7.6.1). */
    private static final Set<String> OF_ONE_CONNECTION =
            Set.of(
                    "connection",
                    "content-length",
                    "expect",
                    "http2-settings",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    static {
        // Both are read once, when the classes of the client and the server are first used.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("jdk.httpclient.keepalive.timeout", "10");
    }

    private final URI commandSide;
    private final URI querySide;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(Duration.ofSeconds(2))
                    .executor(workers)
                    .build();

    private FrontDoor(InetSocketAddress address, URI commandSide, URI querySide)
            throws IOException {
        this.commandSide = commandSide;
        this.querySide = querySide;
        this.server = HttpServer.create(address, 0);
    }

    /**
     * Opens the door.
     *
     * @param address where it listens
     * @param commandSide the base address of the side that decides
     * @param querySide the base address of the side that answers questions
     * @throws IOException if the address cannot be used
     */
    public static FrontDoor open(InetSocketAddress address, URI commandSide, URI querySide)
            throws IOException {
        var door = new FrontDoor(address, commandSide, querySide);
        door.server.setExecutor(door.workers);
        door.server.createContext("/", door::serve);
        door.server.createContext(
                "/health", new BothHealths(door.client, commandSide, querySide)::serve);
        door.server.start();
        return door;
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Lets requests under way finish, for at most five seconds. */
    @Override
    public void close() {
        server.stop(5);
        client.shutdownNow();
        workers.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpResponse<InputStream> answer;
            try {
                answer = client.send(passedOn(exchange), BodyHandlers.ofInputStream());
            } catch (IOException _) {
                refuse(exchange);
                return;
            }
            answer(exchange, answer);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest passedOn(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        URI side =
                isOfTheQuerySide(method, exchange.getRequestURI().getPath())
                        ? querySide
                        : commandSide;
        var request =
                HttpRequest.newBuilder(side.resolve(relative(exchange.getRequestURI())))
                        .method(method, body(exchange));
        exchange.getRequestHeaders()
                .forEach((name, values) -> values.forEach(value -> pass(request, name, value)));
        String client = exchange.getRemoteAddress().getAddress().getHostAddress();
        request.header("X-Forwarded-For", client);
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (host != null && !exchange.getRequestHeaders().containsKey("X-Forwarded-Host")) {
            request.header("X-Forwarded-Host", host);
        }
        return request.build();
    }

    /**
     * Sessions and keys are the command side's, also to look at, and so are the links in messages,
     * which it takes note of; projections are the query side's, also to do something with.
     */
    static boolean isOfTheQuerySide(String method, String path) {
        boolean reads = method.equals("GET") || method.equals("HEAD");
        return path.startsWith("/api/admin/")
                || reads
                        && !path.startsWith("/api/auth/")
                        && !path.equals("/api/me/sessions")
                        && !path.startsWith("/api/unsubscribe/")
                        && !path.startsWith("/t/")
                        && !path.startsWith("/.well-known/");
    }

    /** The target as the client wrote it: decoding and encoding again would change it. */
    private static String relative(URI target) {
        String query = target.getRawQuery();
        return target.getRawPath() + (query == null ? "" : "?" + query);
    }

    private static void pass(HttpRequest.Builder request, String name, String value) {
        if (!isOfOneConnection(name) && !name.equalsIgnoreCase("Host")) {
            request.header(name, value);
        }
    }

    private static BodyPublisher body(HttpExchange exchange) {
        @Nullable String length = exchange.getRequestHeaders().getFirst("Content-Length");
        boolean chunked = exchange.getRequestHeaders().containsKey("Transfer-Encoding");
        if (!chunked && (length == null || length.strip().equals("0"))) {
            return BodyPublishers.noBody();
        }
        var stream = BodyPublishers.ofInputStream(exchange::getRequestBody);
        return length == null
                ? stream
                : BodyPublishers.fromPublisher(stream, Long.parseLong(length.strip()));
    }

    private static void answer(HttpExchange exchange, HttpResponse<InputStream> answer)
            throws IOException {
        answer.headers()
                .map()
                .forEach(
                        (name, values) -> {
                            if (!isOfOneConnection(name)) {
                                exchange.getResponseHeaders().put(name, List.copyOf(values));
                            }
                        });
        try (InputStream body = answer.body()) {
            exchange.sendResponseHeaders(answer.statusCode(), length(exchange, answer));
            stream(body, exchange.getResponseBody());
        }
    }

    /** In the terms of the JDK's server: -1 is no body, 0 a body of unknown length. */
    private static long length(HttpExchange exchange, HttpResponse<?> answer) {
        int status = answer.statusCode();
        if (exchange.getRequestMethod().equals("HEAD") || status == 204 || status == 304) {
            return -1;
        }
        long length = answer.headers().firstValueAsLong("Content-Length").orElse(0);
        boolean isEmpty = answer.headers().firstValue("Content-Length").isPresent() && length == 0;
        return isEmpty ? -1 : length;
    }

    /** Whatever has arrived goes on at once, so that a stream of events flows. */
    private static void stream(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            if (from.available() == 0) {
                to.flush();
            }
        }
    }

    private static void refuse(HttpExchange exchange) throws IOException {
        var problem =
                """
                {"type":"/problems/unavailable","code":"unavailable","title":"Unavailable","status":503,\
                "detail":"This part of Nexus does not answer at the moment; try again shortly."}"""
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        exchange.getResponseHeaders().set("Retry-After", "1");
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(503, isHead ? -1 : problem.length);
        exchange.getResponseBody().write(problem, 0, isHead ? 0 : problem.length);
    }

    private static boolean isOfOneConnection(String header) {
        return OF_ONE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
    }
}
