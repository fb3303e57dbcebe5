package nexus.app.split;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrontDoorTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch firstEventSeen = new CountDownLatch(1);
    private HttpServer commandSide = side("command");
    private HttpServer querySide = side("query");
    private FrontDoor door = open();

    @BeforeEach
    void start() {
        assertThat(door.port()).isPositive();
    }

    @AfterEach
    void stop() {
        door.close();
        commandSide.stop(0);
        querySide.stop(0);
        client.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/deals, query",
        "HEAD, /api/deals, query",
        "GET, /, query",
        "POST, /api/deals, command",
        "PUT, /api/deals/1, command",
        "PATCH, /api/deals/1, command",
        "DELETE, /api/deals/1, command",
        "OPTIONS, /api/deals, command",
        "GET, /api/auth/me, command",
        "GET, /api/me/sessions, command",
        "GET, /api/me, query",
        "GET, /api/authors, query",
        "GET, /.well-known/jwks.json, command",
        "GET, /t/abc, command",
        "GET, /api/unsubscribe/abc, command",
        "GET, /tasks, query",
    })
    void questions_go_to_the_query_side_and_all_else_to_the_command_side(
            String method, String path, String expected) throws Exception {
        var answer = call(request(path).method(method, BodyPublishers.noBody()));
        assertThat(answer.headers().firstValue("Side")).hasValue(expected);
    }

    @Test
    void headers_status_and_target_pass_unchanged() throws Exception {
        var answer =
                call(
                        request("/echo/a%2Fb?q=%C3%A9&x=a+b%26c")
                                .header("If-Match", "\"3\"")
                                .header("Cookie", "a=1; b=2"));
        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.headers().allValues("Set-Cookie")).containsExactly("a=1", "b=2");
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"7\"");
        assertThat(answer.body())
                .contains("/echo/a%2Fb?q=%C3%A9&x=a+b%26c", "If-match=\"3\"", "Cookie=a=1; b=2")
                .contains("X-forwarded-for=127.0.0.1");
    }

    @Test
    void a_body_of_known_length_and_a_chunked_one_arrive_whole() throws Exception {
        byte[] large = new byte[3_000_000];
        Arrays.fill(large, (byte) 'x');
        assertThat(call(request("/count").POST(BodyPublishers.ofByteArray(large))).body())
                .isEqualTo("3000000 bytes, Content-Length 3000000");
        assertThat(
                        call(request("/count")
                                        .POST(
                                                BodyPublishers.ofInputStream(
                                                        () -> new ByteArrayInputStream(large))))
                                .body())
                .isEqualTo("3000000 bytes, Content-Length null");
    }

    @Test
    void an_answer_without_a_body_stays_without_one() throws Exception {
        var answer = call(request("/empty").DELETE());
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void events_flow_before_the_stream_ends() throws Exception {
        var answer = client.send(request("/stream").build(), BodyHandlers.ofInputStream());
        byte[] first = answer.body().readNBytes(6);
        firstEventSeen.countDown(); // only now does the side send the rest
        assertThat(new String(first, StandardCharsets.UTF_8)).isEqualTo("first\n");
        assertThat(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("last\n");
    }

    @Test
    void a_side_that_is_away_is_a_problem_to_retry() throws Exception {
        commandSide.stop(0);
        var answer = call(request("/api/deals").POST(BodyPublishers.ofString("{}")));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(call(request("/api/deals")).statusCode()).isEqualTo(200);
    }

    @Test
    void it_is_healthy_only_when_both_sides_are() throws Exception {
        var healthy = call(request("/health"));
        assertThat(healthy.statusCode()).isEqualTo(200);
        assertThat(healthy.body()).contains("\"command\":\"up\"", "\"query\":\"up\"");

        querySide.stop(0);
        var unhealthy = call(request("/health"));
        assertThat(unhealthy.statusCode()).isEqualTo(503);
        assertThat(unhealthy.body()).contains("\"status\":\"unhealthy\"", "\"command\":\"up\"");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path));
    }

    private HttpResponse<String> call(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private FrontDoor open() {
        try {
            return FrontDoor.open(loopback(), uri(commandSide), uri(querySide));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpServer side(String name) {
        try {
            var server = HttpServer.create(loopback(), 0);
            server.setExecutor(command -> Thread.startVirtualThread(command));
            server.createContext("/", exchange -> reply(exchange, name, 200, name));
            server.createContext(
                    "/health",
                    exchange ->
                            reply(
                                    exchange,
                                    name,
                                    200,
                                    "{\"checks\":{\"%s\":\"up\"}}".formatted(name)));
            server.createContext("/echo", exchange -> echo(exchange, name));
            server.createContext("/count", exchange -> count(exchange, name));
            server.createContext("/empty", exchange -> exchange.sendResponseHeaders(204, -1));
            server.createContext("/stream", this::streamEvents);
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void echo(HttpExchange exchange, String name) throws IOException {
        var said = new StringBuilder(exchange.getRequestURI().toString());
        exchange.getRequestHeaders()
                .forEach(
                        (header, values) ->
                                said.append('\n')
                                        .append(header)
                                        .append('=')
                                        .append(values.getFirst()));
        exchange.getResponseHeaders().put("Set-Cookie", List.of("a=1", "b=2"));
        exchange.getResponseHeaders().set("ETag", "\"7\"");
        reply(exchange, name, 418, said.toString());
    }

    private static void count(HttpExchange exchange, String name) throws IOException {
        long bytes = exchange.getRequestBody().readAllBytes().length;
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        reply(exchange, name, 200, "%d bytes, Content-Length %s".formatted(bytes, length));
    }

    private void streamEvents(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (var events = exchange.getResponseBody()) {
            events.write("first\n".getBytes(StandardCharsets.UTF_8));
            events.flush();
            firstEventSeen.await();
            events.write("last\n".getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(HttpExchange exchange, String name, int status, String body)
            throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Side", name);
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, isHead ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes, 0, isHead ? 0 : bytes.length);
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static URI uri(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
