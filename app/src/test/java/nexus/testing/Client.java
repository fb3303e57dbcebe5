package nexus.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import nexus.contract.Contract;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the HTTP contract, as a stranger would write one. It reads its own writes: every GET
 * waits for the position of the last command. Every exchange is held to the contract.
 */
public final class Client {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Whom the engines under test are run by. */
    static final String OPERATOR = "operator@example.com";

    private final String base;
    private @Nullable String token;
    private @Nullable String position;

    /** Who registered: to log in with. */
    public record Login(String email, String password) {}

    private @Nullable Login login;

    public Client(String base) {
        this.base = base;
    }

    /** An answer; {@code json} is missing if the body is none. */
    public record Answer(HttpResponse<byte[]> response, JsonNode json) {

        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public String id() {
            return json.path("id").asString();
        }

        public String code() {
            return json.path("code").asString();
        }

        /** The field that the first error names. */
        public String field() {
            return json.path("errors").path(0).path("field").asString();
        }

        @Override
        public String toString() {
            return status() + " " + json;
        }
    }

    /** Somebody new with an organization of their own. */
    public static Client registered(String base) {
        var tag = UUID.randomUUID().toString().substring(0, 12);
        var client = new Client(base);
        client.register("owner-" + tag + "@example.com", tag);
        return client;
    }

    /** Who runs the installation, with an organization of their own. */
    public static synchronized Client operator(String base) {
        var client = new Client(base);
        var login = new Login(OPERATOR, "Correct-horse-operator-battery");
        var known =
                client.post(
                        "/api/auth/login",
                        "{\"email\":\"%s\",\"password\":\"%s\"}"
                                .formatted(login.email(), login.password()));
        if (known.status() != 200) {
            client.register(login.email(), "operator");
            client.get("/api/organization/members"); // by which time the views know who that is
        } else {
            client.login = login;
            client.token = known.json().path("accessToken").asString();
        }
        return client;
    }

    private void register(String email, String tag) {
        var made = new Login(email, "Correct-horse-" + tag + "-battery");
        var answer =
                post(
                        "/api/auth/register",
                        """
                        {"email":"%s","password":"%s","firstName":"Olive","lastName":"Owner",
                         "organizationName":"Test %s"}"""
                                .formatted(made.email(), made.password(), tag));
        if (answer.status() != 201) {
            throw new AssertionError("register: " + answer);
        }
        login = made;
        token = answer.json().path("accessToken").asString();
    }

    public Login login() {
        return Objects.requireNonNull(login);
    }

    public Client withToken(@Nullable String other) {
        token = other;
        return this;
    }

    public @Nullable String token() {
        return token;
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Answer post(String path, String body, String... headers) {
        return send("POST", path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public Answer put(String path, String body, String... headers) {
        return send("PUT", path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public Answer patch(String path, String body, String... headers) {
        return send("PATCH", path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    public Answer send(String method, String path, byte @Nullable [] body, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(Duration.ofSeconds(60))
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(body));
        request.setHeader("Content-Type", "application/json");
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        if (method.equals("GET") && position != null) {
            request.setHeader("Nexus-Await", position);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            if (!method.equals("GET")) {
                response.headers().firstValue("Nexus-Position").ifPresent(at -> position = at);
            }
            Contract.check(
                    method,
                    path,
                    request.build().headers().firstValue("Content-Type").orElse(""),
                    body == null ? new byte[0] : body,
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
            return new Answer(response, json(response));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        var type = response.headers().firstValue("Content-Type").orElse("");
        return type.contains("json") && response.body().length > 0
                ? JSON.readTree(response.body())
                : JSON.missingNode();
    }
}
