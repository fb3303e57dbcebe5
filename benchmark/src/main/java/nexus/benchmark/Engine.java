package nexus.benchmark;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import nexus.app.embedded.DataFolder;
import nexus.app.embedded.EmbeddedElasticsearch;
import nexus.app.embedded.EmbeddedPostgres;
import nexus.platform.eventstore.EventLog;
import nexus.platform.projection.ProjectionPositions;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole engine in this process, on servers of its own. */
final class Engine implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final DataFolder data;
    private final EmbeddedPostgres postgres;
    private final EmbeddedElasticsearch elasticsearch;
    private final ConfigurableApplicationContext context;

    private Engine(Path folder) {
        data = DataFolder.open(folder);
        elasticsearch = EmbeddedElasticsearch.begin(data);
        postgres = EmbeddedPostgres.start(data);
        context = application().run();
        elasticsearch.awaitReady();
    }

    static Engine start(Path folder) {
        System.err.println("starting an engine ...");
        return new Engine(folder);
    }

    private SpringApplication application() {
        var application = new SpringApplication();
        application.setSources(Set.of("nexus.app.NexusApplication"));
        application.setRegisterShutdownHook(false); // the servers have to outlive the context
        application.setDefaultProperties(
                Map.of(
                        "logging.file.name", data.file("logs/nexus.log").toString(),
                        "logging.threshold.console", "OFF",
                        "server.port", "0",
                        "server.address", "127.0.0.1",
                        "spring.datasource.url", postgres.jdbcUrl(),
                        "spring.datasource.username", postgres.username(),
                        "spring.datasource.password", postgres.password(),
                        "nexus.elasticsearch.url", elasticsearch.url(),
                        "nexus.data", data.root().toString()));
        return application;
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    URI url() {
        return URI.create(
                "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    URI elasticsearch() {
        return URI.create(elasticsearch.url());
    }

    JdbcClient db() {
        return bean(JdbcClient.class);
    }

    /** A connection of one's own to the engine's database. */
    Connection connect() {
        try {
            return DriverManager.getConnection(
                    postgres.jdbcUrl(), postgres.username(), postgres.password());
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL gives no connection: " + e.getMessage(), e);
        }
    }

    /** Waits until the views and the search index have taken in all that was stored. */
    void settle() {
        settleViews();
        await("the search index", () -> count("select count(*) from search_pending") == 0);
    }

    /** Waits until the views have taken in all that was stored. */
    void settleViews() {
        await("the order of events", this::isEverythingSequenced);
        var head = bean(EventLog.class).head();
        var positions = bean(ProjectionPositions.class);
        await("the views", () -> positions.current() >= head);
    }

    private boolean isEverythingSequenced() {
        return db().sql(
                        """
                        select not exists (
                          select 1 from event e
                          where e.seq > (select coalesce(max(seq), 0) - 20000 from event_position)
                            and not exists (
                              select 1 from event_position p where p.seq = e.seq))""")
                .query(Boolean.class)
                .single();
    }

    /** Empties all views and lets them read the event stream from its beginning. */
    void replayViews() {
        var processor =
                context.getBean(
                        "nexus.platform.projection.ProjectionProcessor", SmartLifecycle.class);
        processor.stop();
        db().sql("update view_generation set shape = ''").update();
        processor.start();
    }

    private long count(String sql) {
        return db().sql(sql).query(Long.class).single();
    }

    private static void await(String whom, BooleanSupplier ready) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!ready.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new BenchFailure("Waited too long for " + whom + ".");
            }
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchFailure("The bench was interrupted.", e);
            }
        }
    }

    @Override
    public void close() {
        context.close();
        elasticsearch.close();
        postgres.close();
        data.close();
    }
}
