package nexus.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import nexus.app.embedded.DataFolder;
import nexus.app.embedded.EmbeddedElasticsearch;
import nexus.app.embedded.EmbeddedPostgres;
import nexus.app.embedded.StartFailure;
import nexus.app.split.FrontDoor;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The engine as one command: it brings up its own servers, serves, and ends them with itself. */
final class Nexus {

    private static final Duration HEALTHY_AT_MOST = Duration.ofMinutes(5);

    private final RunOptions options;
    private final DataFolder data;
    private final Lifetime lifetime = new Lifetime();

    private Nexus(RunOptions options, DataFolder data) {
        this.options = options;
        this.data = data;
    }

    public static void main(String[] arguments) {
        try {
            var options = RunOptions.of(System.getenv(), arguments);
            refuseBusyPort(options);
            new Nexus(options, DataFolder.open(options.data())).run();
        } catch (StartFailure e) {
            giveUp(String.valueOf(e.getMessage()));
        }
    }

    private void run() {
        lifetime.keep(data);
        try {
            var elasticsearch = lifetime.keep(EmbeddedElasticsearch.begin(data));
            if (options.split()) {
                serveApart(lifetime.keep(EmbeddedPostgres.start(data)), elasticsearch);
            } else {
                serveTogether(elasticsearch);
            }
            awaitHealthy();
            System.out.println("Nexus is ready at " + options.url());
        } catch (StartFailure e) {
            throw e;
        } catch (RuntimeException e) {
            throw new StartFailure(
                    "Nexus could not start: %s (see %s).".formatted(reason(e), log()), e);
        }
    }

    private void serveApart(EmbeddedPostgres postgres, EmbeddedElasticsearch elasticsearch) {
        var sides = Sides.begin(data, postgres, elasticsearch, options.url());
        lifetime.keep(sides.commandSide());
        lifetime.keep(sides.querySide());
        try {
            lifetime.keep(
                    FrontDoor.open(
                            new InetSocketAddress(options.host(), options.port()),
                            URI.create(sides.commandSide().url()),
                            URI.create(sides.querySide().url())));
        } catch (IOException e) {
            throw cannotUsePort(options, e);
        }
    }

    /** PostgreSQL comes up while the application looks at its own environment. */
    private void serveTogether(EmbeddedElasticsearch elasticsearch) {
        var postgres =
                CompletableFuture.supplyAsync(() -> lifetime.keep(EmbeddedPostgres.start(data)));
        var application = new SpringApplication(NexusApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(false); // the servers have to outlive the context
        application.setDefaultProperties(
                Map.of(
                        "logging.file.name",
                        log().toString(),
                        "logging.threshold.console",
                        "OFF",
                        "nexus.operators",
                        "first-owner"));
        application.addInitializers(context -> configure(context, join(postgres), elasticsearch));
        lifetime.keep(application.run());
    }

    private void configure(
            ConfigurableApplicationContext context,
            EmbeddedPostgres postgres,
            EmbeddedElasticsearch elasticsearch) {
        Map<String, Object> properties =
                Map.of(
                        "server.port", options.port(),
                        "server.address", options.host(),
                        "spring.datasource.url", postgres.jdbcUrl(),
                        "spring.datasource.username", postgres.username(),
                        "spring.datasource.password", postgres.password(),
                        "nexus.elasticsearch.url", elasticsearch.url(),
                        "nexus.data", data.root().toString());
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("embedded servers", properties));
    }

    private void awaitHealthy() {
        Instant end = Instant.now().plus(HEALTHY_AT_MOST);
        try (var http = HttpClient.newHttpClient()) {
            while (!isHealthy(http)) {
                if (Instant.now().isAfter(end)) {
                    throw new StartFailure(
                            "Nexus runs but did not become healthy in %d minutes (see %s)."
                                    .formatted(HEALTHY_AT_MOST.toMinutes(), log().getParent()));
                }
                Thread.sleep(Duration.ofMillis(100));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Nexus was interrupted while it started.", e);
        }
    }

    private boolean isHealthy(HttpClient http) throws InterruptedException {
        var question =
                HttpRequest.newBuilder(URI.create(options.url() + "/health"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        try {
            return http.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private Path log() {
        return data.file("logs/nexus.log");
    }

    /** Asked before anything is started, so that a busy port costs nobody a wait. */
    private static void refuseBusyPort(RunOptions options) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(options.host(), options.port()));
        } catch (IOException e) {
            throw cannotUsePort(options, e);
        }
    }

    private static StartFailure cannotUsePort(RunOptions options, IOException cause) {
        return new StartFailure(
                "Port %d on %s cannot be used (%s): choose another with --port."
                        .formatted(options.port(), options.host(), cause.getMessage()),
                cause);
    }

    private static EmbeddedPostgres join(CompletableFuture<EmbeddedPostgres> postgres) {
        try {
            return postgres.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartFailure sentence ? sentence : e;
        }
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("no reason given");
    }

    private static void giveUp(String sentence) {
        System.err.println(sentence);
        System.exit(1);
    }
}
