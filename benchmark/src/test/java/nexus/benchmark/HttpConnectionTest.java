package nexus.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that knows nothing of this client. */
class HttpConnectionTest {

    static final Charset UTF_8 = StandardCharsets.UTF_8;
    static final byte[] NOTHING = {};

    HttpServer server;
    URI url;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/echo", 200, true);
        answer("/chunked", 200, false);
        answer("/refused", 409, true);
        answer("/enough", 200, true);
        server.start();
        url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void answer(String path, int status, boolean lengthKnown) {
        server.createContext(
                path,
                exchange -> {
                    var text =
                            exchange.getRequestMethod()
                                    + exchange.getRequestHeaders().getFirst("X-Tag")
                                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                    var body = text.getBytes(UTF_8);
                    if (path.equals("/enough")) {
                        exchange.getResponseHeaders().set("Connection", "close");
                    }
                    exchange.sendResponseHeaders(status, lengthKnown ? body.length : 0);
                    try (var out = exchange.getResponseBody()) {
                        out.write(body);
                    }
                });
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    static String text(HttpConnection.Answer answer) {
        return new String(answer.body(), UTF_8);
    }

    @Test
    void one_connection_carries_many_requests_whatever_form_the_answers_have() {
        try (var connection = new HttpConnection(url)) {
            for (var path : new String[] {"/echo", "/chunked", "/echo", "/chunked"}) {
                var answer = connection.send("POST", path, "X-Tag: a\r\n", "żółć".getBytes(UTF_8));
                assertThat(answer.status()).isEqualTo(200);
                assertThat(text(answer)).isEqualTo("POSTażółć");
            }
        }
    }

    @Test
    void a_server_that_has_had_enough_of_a_connection_gets_a_new_one() {
        try (var connection = new HttpConnection(url)) {
            for (int i = 0; i < 3; i++) {
                var answer = connection.send("GET", "/enough", "X-Tag: c\r\n", NOTHING);
                assertThat(text(answer)).isEqualTo("GETc");
            }
        }
    }

    @Test
    void a_refusal_is_a_failure_that_tells_the_reason() {
        try (var connection = new HttpConnection(url)) {
            var answer = connection.send("GET", "/refused", "X-Tag: b\r\n", NOTHING);
            assertThatThrownBy(answer::orFail).hasMessage("HTTP 409: GETb");
        }
    }
}
