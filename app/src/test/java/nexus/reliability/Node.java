package nexus.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One side of the engine as a process of its own, as it would run on a machine of its own. */
final class Node {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();

    /** Children are told when the thread that began them ends, so one thread begins them all. */
    private static final ExecutorService PARENT =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

    private final String name;
    private final String mainClass;
    private final Map<String, String> environment;
    private final Path log;
    private final int port = freePort();
    private volatile @Nullable Process process;

    /** What a node was told and what it answered. */
    record Answer(int status, JsonNode json, HttpResponse<String> response) {

        String id() {
            return json.path("id").asString();
        }

        long version() {
            return json.path("version").asLong(-1);
        }

        String code() {
            return json.path("code").asString();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @Override
        public String toString() {
            return status + " " + response.body();
        }
    }

    private Node(String name, String mainClass, Map<String, String> environment, Path log) {
        this.name = name;
        this.mainClass = mainClass;
        this.environment = environment;
        this.log = log;
    }

    static Node commandSide(String name, Map<String, String> environment, Path log) {
        return new Node(name, "nexus.command.CommandSideApplication", environment, log);
    }

    static Node querySide(String name, Map<String, String> environment, Path log) {
        return new Node(name, "nexus.query.QuerySideApplication", environment, log);
    }

    String name() {
        return name;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    long pid() {
        return running().pid();
    }

    boolean isRunning() {
        var started = process;
        return started != null && started.isAlive();
    }

    private Process running() {
        var started = process;
        if (started == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return started;
    }

    /** Begins to start; {@link #awaitReady} tells when it serves. */
    void begin() {
        begin(Map.of());
    }

    /** The same with more in its environment than it has by itself. */
    void begin(Map<String, String> besides) {
        var command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", classpath(), mainClass));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        var path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(besides);
        builder.environment().put("PATH", path);
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().put("SERVER_ADDRESS", "127.0.0.1");
        try {
            process = PARENT.submit(builder::start).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything the built engine has but the other side. */
    private String classpath() {
        var other = mainClass.startsWith("nexus.command.") ? "query-side-" : "command-side-";
        var target = Path.of("target").toAbsolutePath();
        try (var app = new JarFile(target.resolve("app.jar").toFile())) {
            var names = app.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return String.join(
                    ":",
                    Arrays.stream(names.split(" "))
                            .filter(name -> !name.contains("/" + other))
                            .map(name -> target.resolve(name).toString())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        await().alias(name + " is ready; see " + log)
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> {
                            assertThat(isRunning()).as("%s lives; see %s", name, log).isTrue();
                            return isReady();
                        });
    }

    boolean isReady() {
        try {
            return get("/health/ready", null).status() == 200;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    /** SIGKILL: no farewell. */
    void kill() {
        running().destroyForcibly().onExit().join();
    }

    /** SIGTERM, and waits for the end. */
    void end() throws InterruptedException {
        running().destroy();
        assertThat(running().waitFor(60, TimeUnit.SECONDS)).as("%s ends", name).isTrue();
    }

    /** SIGSTOP: it knows nothing of the time that goes by. */
    void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    void thaw() {
        if (isRunning()) {
            signal("CONT");
        }
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer get(String path, @Nullable String token, String... headers) {
        return send("GET", path, token, "", Duration.ofSeconds(15), headers);
    }

    Answer send(
            String method, String path, @Nullable String token, String body, String... headers) {
        return send(method, path, token, body, Duration.ofSeconds(15), headers);
    }

    /**
     * @throws UncheckedIOException if there is no answer: what became of the request is not known
     */
    Answer send(
            String method,
            String path,
            @Nullable String token,
            String body,
            Duration patience,
            String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(patience)
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            var type = response.headers().firstValue("Content-Type").orElse("");
            return new Answer(
                    response.statusCode(),
                    type.contains("json") ? JSON.readTree(response.body()) : JSON.missingNode(),
                    response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static void clear(Path log) {
        try {
            Files.createDirectories(log.getParent());
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What all nodes of an installation are told. */
    static Map<String, String> environment(String databaseUrl, String password, String search) {
        var told = new HashMap<String, String>();
        told.put("SPRING_DATASOURCE_URL", databaseUrl);
        told.put("SPRING_DATASOURCE_USERNAME", "nexus");
        told.put("SPRING_DATASOURCE_PASSWORD", password);
        told.put("SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE", "10");
        told.put("NEXUS_ELASTICSEARCH_URL", search);
        return told;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
