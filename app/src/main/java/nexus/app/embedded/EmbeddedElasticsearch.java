package nexus.app.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The Elasticsearch server of one data folder: a single node on the loopback address, with the
 * analysis plugin that gives it the standard analyzers.
 */
public final class EmbeddedElasticsearch implements EmbeddedServer {

    private static final String PROGRAM = "java";
    private static final Duration START_AT_MOST = Duration.ofMinutes(3);
    private static final Duration SHUTDOWN_AT_MOST = Duration.ofSeconds(30);

    private final DataFolder data;
    private final Path home;
    private final Path folder;
    private final ServerUser user;
    private final String mark;
    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private volatile Process process;

    private EmbeddedElasticsearch(DataFolder data) {
        this.data = data;
        this.home = ServerBinaries.elasticsearch();
        this.folder = data.folder("elasticsearch");
        this.user = ServerUser.owning(folder);
        this.mark = data.mark() + "-elasticsearch";
        endLeftovers();
        this.port = data.port("elasticsearch");
        configure();
        this.process = launch();
    }

    /**
     * Begins to start the server of the folder and answers at once: the engine does not wait for
     * it.
     *
     * @throws StartFailure if its files cannot be written
     */
    public static EmbeddedElasticsearch begin(DataFolder data) {
        return new EmbeddedElasticsearch(data);
    }

    /**
     * Starts the server of the folder; answers when it takes requests.
     *
     * @throws StartFailure if it cannot start
     */
    public static EmbeddedElasticsearch start(DataFolder data) {
        var server = begin(data);
        server.awaitReady();
        return server;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /**
     * Answers when the server takes requests.
     *
     * @throws StartFailure if it ends instead, or takes more than three minutes
     */
    public void awaitReady() {
        Instant end = Instant.now().plus(START_AT_MOST);
        while (!isHealthy()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                throw couldNotStart();
            }
            ServerProcess.pause(Duration.ofMillis(100));
        }
    }

    @Override
    public String name() {
        return "Elasticsearch";
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
        ServerProcess.kill(PROGRAM, mark);
    }

    @Override
    public void restart() {
        close();
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        ServerProcess.end(process.toHandle(), "TERM", PROGRAM, mark, SHUTDOWN_AT_MOST);
    }

    /** Ends what an engine that was killed has left behind; the folder's lock says it is gone. */
    private void endLeftovers() {
        ServerProcess.running(PROGRAM, mark).stream()
                .min((one, other) -> Long.compare(one.pid(), other.pid()))
                .ifPresent(
                        launcher ->
                                ServerProcess.end(
                                        launcher, "TERM", PROGRAM, mark, SHUTDOWN_AT_MOST));
    }

    private void configure() {
        Path config = data.folder("elasticsearch/config");
        List.of("data", "logs", "tmp").forEach(name -> data.folder("elasticsearch/" + name));
        try {
            Files.copy(
                    home.resolve("config/log4j2.properties"),
                    config.resolve("log4j2.properties"),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(config.resolve("jvm.options"), jvmOptions());
            Files.writeString(config.resolve("elasticsearch.yml"), settings());
        } catch (IOException e) {
            throw new StartFailure("The folder %s cannot be written.".formatted(config), e);
        }
        user.own(folder);
    }

    /**
     * What is garbage already must not count as used: this collector clears it only when it has to.
     */
    private String settings() {
        return """
        cluster.name: nexus
        node.name: nexus
        discovery.type: single-node
        network.host: 127.0.0.1
        http.port: %d
        transport.port: 0
        path.data: "%s"
        path.logs: "%s"
        xpack.security.enabled: false
        node.store.allow_mmap: false
        action.auto_create_index: false
        cluster.routing.allocation.disk.threshold_enabled: false
        indices.breaker.total.use_real_memory: false
        """
                .formatted(port, folder.resolve("data"), folder.resolve("logs"));
    }

    /** Small rather than fast: an idle node is to fit beside an engine and a database in 2 GB. */
    private String jvmOptions() {
        return """
        -Xms128m
        -Xmx512m
        -XX:+UseSerialGC
        -XX:-AlwaysPreTouch
        -XX:+UseCompactObjectHeaders
        -XX:+ExitOnOutOfMemoryError
        -XX:ErrorFile=%1$s/logs/hs_err_pid%%p.log
        -Djava.io.tmpdir=${ES_TMPDIR}
        --add-modules=jdk.incubator.vector
        -Dorg.apache.lucene.store.MMapDirectory.sharedArenaMaxPermits=1
        -Dnexus.mark=%2$s
        """
                .formatted(folder, mark);
    }

    private Process launch() {
        Path java = Path.of(System.getProperty("java.home"));
        var command = new ArrayList<>(user.prefix("TERM", List.of(home, data.root(), java)));
        command.addAll(List.of(home.resolve("bin/elasticsearch").toString(), "--quiet"));
        var environment =
                Map.of(
                        "ES_JAVA_HOME", java.toString(),
                        "ES_PATH_CONF", folder.resolve("config").toString(),
                        "ES_TMPDIR", folder.resolve("tmp").toString(),
                        "CLI_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Dnexus.mark=" + mark,
                        "HOME", folder.toString());
        return ServerProcess.spawn(command, environment, folder, log());
    }

    private Path log() {
        return data.file("logs/elasticsearch.log");
    }

    private boolean isHealthy() {
        var question =
                HttpRequest.newBuilder(
                                URI.create(
                                        url()
                                                + "/_cluster/health?wait_for_status=yellow&timeout=2s"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        try {
            return http.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false; // not listening yet
        } catch (InterruptedException e) {
            throw ServerProcess.interrupted(e);
        }
    }

    private StartFailure couldNotStart() {
        return new StartFailure(
                "Elasticsearch could not start: %s (see %s and %s)."
                        .formatted(ServerProcess.lastWords(log()), log(), folder.resolve("logs")));
    }
}
