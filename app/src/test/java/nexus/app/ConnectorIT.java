package nexus.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What is refused before the application sees it. */
class ConnectorIT extends EngineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    GET /api/deals?q=| HTTP/1.1~Host: a; 400; request.bad-request
                    GET /api/deals HTTP/1.1~X-No-Host: a; 400; request.bad-request
                    GET /api/deals/%00 HTTP/1.1~Host: a; 400; request.bad-request
                    GET /api/deals%2fa HTTP/1.1~Host: a; 400; request.bad-request
                    GET /api/deals HTTP/1.1~Host: a~Bad Header: b; 400; request.bad-request
                    GET /api/deals HTTP/9.1~Host: a; 505; request.http-version-not-supported
                    POST /api/deals HTTP/1.1~Host: a~Transfer-Encoding: odd; 501; request.not-implemented
                    NONSENSE; 400; request.bad-request
                    """)
    void what_is_not_http_is_answered_with_a_problem_all_the_same(
            String request, int status, String code) throws IOException {
        var answer = sent(request.replace("~", "\r\n") + "\r\nConnection: close\r\n\r\n");
        var head = answer.substring(0, answer.indexOf("\r\n\r\n"));
        assertThat(head)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("\r\nContent-Type: application/problem+json")
                .containsIgnoringCase("\r\nX-Request-Id: request-");
        var problem =
                JsonMapper.shared()
                        .readTree(
                                answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1));
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(head).contains(problem.path("requestId").asString());
    }

    private String sent(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
