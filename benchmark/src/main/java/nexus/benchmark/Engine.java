package nexus.benchmark;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import nexus.platform.eventstore.EventLog;
import nexus.platform.projection.ProjectionPositions;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An engine, or one side of it, in this process. */
final class Engine implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Part part;
    private final Database database;
    private final ConfigurableApplicationContext context;

    /**
     * Whether policies answer what happens with commands of their own. Where a past is copied they
     * rest: they have dealt with all of it once, and would do so again while something is measured.
     */
    enum Policies {
        WORK,
        REST
    }

    /** What of an engine runs. */
    private enum Part {
        WHOLE("nexus.app.NexusApplication"),
        COMMAND_SIDE("nexus.command.CommandSideApplication"),
        QUERY_SIDE("nexus.query.QuerySideApplication");

        private final String application;

        Part(String application) {
            this.application = application;
        }
    }

    private Engine(Part part, Database database, Map<String, Object> properties) {
        this.part = part;
        this.database = database;
        var application = new SpringApplication();
        application.setSources(Set.of(part.application));
        application.setRegisterShutdownHook(false); // the servers have to outlive the context
        application.setDefaultProperties(properties);
        this.context = application.run();
    }

    /** Both sides together, as {@code ./nexus run} starts them. */
    static Engine whole(Servers servers, Database database, Policies policies) {
        System.err.println("  starting an engine ...");
        var properties = properties(servers, database);
        properties.put("nexus.policies", policies == Policies.WORK);
        properties.putAll(searchAt(servers.elasticsearch(), database));
        return new Engine(Part.WHOLE, database, properties);
    }

    /** What decides and stores, without views and search, as it runs where the sides are apart. */
    static Engine commandSide(Servers servers, Database database, Policies policies) {
        System.err.println("  starting a command side ...");
        var properties = properties(servers, database);
        properties.put("nexus.policies", policies == Policies.WORK);
        properties.put("nexus.projections", "false");
        return new Engine(Part.COMMAND_SIDE, database, properties);
    }

    /** Only answers from the views there are, and asks Elasticsearch where it is told to. */
    static Engine readerOf(Servers servers, Database database, URI elasticsearch) {
        var properties = properties(servers, database);
        properties.putAll(searchAt(elasticsearch.toString(), database));
        properties.put("nexus.projections", "false");
        properties.put("nexus.search.feeder", "false");
        return new Engine(Part.QUERY_SIDE, database, properties);
    }

    private static Map<String, Object> properties(Servers servers, Database database) {
        return new HashMap<>(
                Map.of(
                        "logging.file.name",
                        servers.data().file("logs/%s.log".formatted(database.name())).toString(),
                        "logging.threshold.console",
                        "OFF",
                        "server.port",
                        "0",
                        "server.address",
                        "127.0.0.1",
                        "spring.datasource.url",
                        database.url(),
                        "spring.datasource.username",
                        database.username(),
                        "spring.datasource.password",
                        database.password(),
                        "nexus.data",
                        servers.data().root().toString()));
    }

    private static Map<String, String> searchAt(String url, Database database) {
        return Map.of("nexus.elasticsearch.url", url, "nexus.elasticsearch.index", index(database));
    }

    /** The name under which this database's records are found in Elasticsearch. */
    static String index(Database database) {
        return "records-" + database.name();
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

    Database database() {
        return database;
    }

    JdbcClient db() {
        return bean(JdbcClient.class);
    }

    long events() {
        return db().sql("select count(*) from event").query(Long.class).single();
    }

    /** Waits until nothing of what was stored is still to be done. */
    void settle() {
        switch (part) {
            case WHOLE -> {
                settleViews();
                settleSearch();
            }
            case COMMAND_SIDE -> settleOrder();
            case QUERY_SIDE -> {}
        }
    }

    /** Waits until every event has its position. */
    private void settleOrder() {
        await("the order of events", this::isEverythingSequenced);
    }

    /** Waits until the views have taken in all that was stored. */
    void settleViews() {
        settleOrder();
        var head = bean(EventLog.class).head();
        var positions = bean(ProjectionPositions.class);
        await("the views", () -> positions.current() >= head);
    }

    /** Waits until the search index knows what the views know. */
    void settleSearch() {
        await("the search index", () -> !isSearchBehind());
    }

    /** Whether the search index has still to be told of something, or those who tell it have. */
    private boolean isSearchBehind() {
        return db().sql(
                        """
                        select exists (select from search_pending)
                          or exists (select from projection_rebuild where step = 'TELL')""")
                .query(Boolean.class)
                .single();
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

    static void await(String whom, BooleanSupplier ready) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!ready.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new BenchFailure("Waited too long for " + whom + ".");
            }
            Callers.pause(Duration.ofMillis(2));
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
