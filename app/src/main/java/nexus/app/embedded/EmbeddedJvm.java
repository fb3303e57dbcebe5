package nexus.app.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One side of the engine as a process of its own, with the same account as this one. */
public final class EmbeddedJvm implements EmbeddedServer {

    private static final String PROGRAM = "java";
    private static final Duration START_AT_MOST = Duration.ofMinutes(3);
    private static final Duration SHUTDOWN_AT_MOST = Duration.ofSeconds(40);

    private final DataFolder data;
    private final Program program;
    private final String mark;
    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private volatile Process process;

    private EmbeddedJvm(DataFolder data, Program program) {
        this.data = data;
        this.program = program;
        this.mark = data.mark() + "-" + program.name();
        ServerProcess.kill(PROGRAM, mark); // of an engine that was killed
        this.port = data.port(program.name());
        this.process = launch();
    }

    /**
     * What such a process runs.
     *
     * @param name a short name, for its log and its port
     * @param properties what the program is told in its environment, secrets included
     */
    public record Program(
            String name, String mainClass, List<Path> classpath, Map<String, String> properties) {}

    /** Begins to start the program and answers at once. */
    public static EmbeddedJvm begin(DataFolder data, Program program) {
        return new EmbeddedJvm(data, program);
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public String name() {
        return "The " + program.name();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public CompletableFuture<?> onExit() {
        return process.onExit();
    }

    @Override
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void restart() {
        close();
        process = launch();
        Instant end = Instant.now().plus(START_AT_MOST);
        while (!answers()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                throw new StartFailure(
                        "%s could not start: %s (see %s)."
                                .formatted(name(), ServerProcess.lastWords(output()), output()));
            }
            ServerProcess.pause(Duration.ofMillis(100));
        }
    }

    @Override
    public void close() {
        ServerProcess.end(process.toHandle(), "TERM", PROGRAM, mark, SHUTDOWN_AT_MOST);
    }

    private Process launch() {
        var command = new ArrayList<>(ServerUser.engine().prefix("TERM", List.of()));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-XX:+UseCompactObjectHeaders", "-Dnexus.mark=" + mark));
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(
                List.of(
                        "-cp",
                        String.join(
                                ":", program.classpath().stream().map(Path::toString).toList())));
        command.add(program.mainClass());
        return ServerProcess.spawn(command, environment(), data.root(), output());
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(program.properties());
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("SERVER_FORWARD_HEADERS_STRATEGY", "native");
        environment.put("SPRING_MAIN_BANNER_MODE", "off");
        environment.put("LOGGING_THRESHOLD_CONSOLE", "WARN");
        environment.put(
                "LOGGING_FILE_NAME", data.file("logs/" + program.name() + ".log").toString());
        return environment;
    }

    private Path output() {
        return data.file("logs/" + program.name() + ".out");
    }

    private boolean answers() {
        var question =
                HttpRequest.newBuilder(URI.create(url() + "/health/live"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        try {
            http.send(question, BodyHandlers.discarding());
            return true;
        } catch (IOException _) {
            return false; // not listening yet
        } catch (InterruptedException e) {
            throw ServerProcess.interrupted(e);
        }
    }
}
