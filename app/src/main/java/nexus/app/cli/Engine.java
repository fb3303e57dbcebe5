package nexus.app.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running engine, as seen over HTTP by somebody who is logged in. Every thread reads its own
 * writes.
 */
final class Engine {

    /** The same always looks the same: what is sent again under its key is known by its bytes. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration WHILE_BUSY = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final String url;
    private final ThreadLocal<@Nullable String> position = new ThreadLocal<>();
    private volatile @Nullable String token;
    private @Nullable Map<String, Object> login;

    Engine(String url) {
        this.url = url;
    }

    /** The engine that the options tell of, as whoever they tell of. */
    static Engine loggedIn(Options options) {
        var engine = new Engine(options.url());
        var token = options.value("--token", "NEXUS_TOKEN");
        if (token.isPresent()) {
            return engine.withToken(token.get());
        }
        var email = options.value("--email", "NEXUS_EMAIL");
        var password = options.value("--password", "NEXUS_PASSWORD");
        if (email.isEmpty() || password.isEmpty()) {
            throw new Failure("Say who you are, with --email and --password, or with --token.");
        }
        return engine.login(email.get(), password.get());
    }

    Engine withToken(String given) {
        token = given;
        return this;
    }

    Engine login(String email, String password) {
        login = Map.of("email", email, "password", password);
        token = post("/api/auth/login", login).path("accessToken").asString();
        return this;
    }

    /** Whether somebody can log in like that; goes on as them if so. */
    boolean canLogIn(String email, String password) {
        var known = Map.<String, Object>of("email", email, "password", password);
        var answer = exchange(json("/api/auth/login", "POST", known));
        if (answer.statusCode() == 401) {
            return false;
        }
        token = checked(answer, "/api/auth/login").path("accessToken").asString();
        login = known;
        return true;
    }

    /** Registers an organization, and goes on as its owner. */
    void register(Map<String, Object> body) {
        token = post("/api/auth/register", body).path("accessToken").asString();
    }

    JsonNode get(String path) {
        return checked(patiently(request(path).GET()), path);
    }

    /** Whether there is something at that path. */
    boolean has(String path) {
        var answer = exchange(request(path).GET());
        if (answer.statusCode() == 404) {
            return false;
        }
        checked(answer, path);
        return true;
    }

    JsonNode post(String path, Map<String, Object> body) {
        return checked(exchange(json(path, "POST", body)), path);
    }

    JsonNode put(String path, Map<String, Object> body) {
        return checked(exchange(json(path, "PUT", body)), path);
    }

    JsonNode patch(String path, Map<String, Object> body) {
        return checked(
                exchange(
                        json(path, "PATCH", body)
                                .setHeader("Content-Type", "application/merge-patch+json")),
                path);
    }

    /** Sends a command under a key: sent again, it happens once and is answered the same. */
    JsonNode once(String key, String method, String path, Map<String, Object> body) {
        return checked(patiently(json(path, method, body).setHeader("Idempotency-Key", key)), path);
    }

    /** Uploads a file with what its columns mean, without reading it into memory. */
    JsonNode upload(String path, Path file, String mapping) {
        var boundary = "nexus-" + UUID.randomUUID();
        var name = String.valueOf(file.getFileName()).replaceAll("[\"\\r\\n]", "_");
        try {
            var body =
                    BodyPublishers.concat(
                            text(
                                    """
                                    --%s\r
                                    Content-Disposition: form-data; name="mapping"\r
                                    Content-Type: application/json\r
                                    \r
                                    %s\r
                                    --%s\r
                                    Content-Disposition: form-data; name="file"; filename="%s"\r
                                    Content-Type: text/csv\r
                                    \r
                                    """
                                            .formatted(boundary, mapping, boundary, name)),
                            BodyPublishers.ofFile(file),
                            text("\r\n--%s--\r\n".formatted(boundary)));
            var request =
                    request(path)
                            .setHeader("Content-Type", "multipart/form-data; boundary=" + boundary)
                            .POST(body);
            return checked(exchange(request), path);
        } catch (FileNotFoundException e) {
            throw new Failure("There is no file %s.".formatted(file));
        }
    }

    /** A file and what is said of it: the two parts of a form. */
    record Form(String part, Map<String, Object> about, String fileName, byte[] file) {}

    /** Uploads a file with what is said of it, once under this key. */
    JsonNode uploadOnce(String key, String path, Form form) {
        var boundary = "nexus-" + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
        var body =
                BodyPublishers.concat(
                        text(
                                """
                                --%s\r
                                Content-Disposition: form-data; name="%s"\r
                                Content-Type: application/json\r
                                \r
                                %s\r
                                --%s\r
                                Content-Disposition: form-data; name="file"; filename="%s"\r
                                Content-Type: application/octet-stream\r
                                \r
                                """
                                        .formatted(
                                                boundary,
                                                form.part(),
                                                JSON.writeValueAsString(form.about()),
                                                boundary,
                                                form.fileName())),
                        BodyPublishers.ofByteArray(form.file()),
                        text("\r\n--%s--\r\n".formatted(boundary)));
        var request =
                request(path)
                        .setHeader("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .setHeader("Idempotency-Key", key)
                        .POST(body);
        return checked(patiently(request), path);
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder json(String path, String method, Map<String, Object> body) {
        return request(path)
                .setHeader("Content-Type", "application/json")
                .method(method, text(JSON.writeValueAsString(body)));
    }

    private HttpRequest.Builder request(String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE);
            if (token != null) {
                request.setHeader("Authorization", "Bearer " + token);
            }
            return request;
        } catch (IllegalArgumentException e) {
            throw new Failure("%s is no address of an engine.".formatted(url));
        }
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            var written = position.get();
            var built = request.build();
            if (written != null && built.method().equals("GET")) {
                built = request.setHeader("Nexus-Await", written).build();
            }
            var answer = http.send(built, BodyHandlers.ofString());
            if (!built.method().equals("GET")) {
                answer.headers().firstValue("Nexus-Position").ifPresent(position::set);
            }
            return answer;
        } catch (ConnectException e) {
            throw new Failure("No engine answers at %s: start it with ./nexus run.".formatted(url));
        } catch (IOException e) {
            throw new Failure(
                    "The engine at %s could not be asked: %s.".formatted(url, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.");
        }
    }

    /** What an engine is too busy for just now is asked for again: it happens once all the same. */
    private HttpResponse<String> patiently(HttpRequest.Builder request) {
        var end = System.nanoTime() + WHILE_BUSY.toNanos();
        var answer = exchange(request);
        while (isForLater(answer) && System.nanoTime() < end) {
            pause();
            answer = exchange(request);
        }
        return answer;
    }

    /** Busy, or still at what somebody asked for who was killed meanwhile. */
    private static boolean isForLater(HttpResponse<String> answer) {
        return switch (answer.statusCode()) {
            case 429, 503 -> true;
            case 409 ->
                    parsed(answer.body())
                            .path("code")
                            .asString("")
                            .equals("idempotency.in-progress");
            default -> false;
        };
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.");
        }
    }

    /** A long import outlives its access token: who came with a password gets another. */
    JsonNode getAgain(String path) {
        var answer = exchange(request(path).GET());
        if (answer.statusCode() == 401 && login != null) {
            token = post("/api/auth/login", login).path("accessToken").asString();
            answer = exchange(request(path).GET());
        }
        return checked(answer, path);
    }

    private static JsonNode checked(HttpResponse<String> answer, String path) {
        var body = parsed(answer.body());
        if (answer.statusCode() / 100 == 2) {
            return body;
        }
        throw new Failure(
                body.path("detail")
                        .asString("%s answered %d.".formatted(path, answer.statusCode())));
    }

    private static JsonNode parsed(String body) {
        try {
            return body.isBlank() ? JSON.missingNode() : JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }

    static Map<String, Object> money(long pounds, String currency) {
        return Map.of("amount", pounds + ".00", "currency", currency);
    }

    static List<JsonNode> list(JsonNode array) {
        return array.valueStream().toList();
    }
}
