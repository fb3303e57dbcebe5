package nexus.app.cli;

import java.nio.file.Path;
import java.util.Set;
import nexus.app.embedded.DataFolder;
import nexus.app.embedded.EmbeddedPostgres;
import nexus.app.embedded.StartFailure;
import nexus.platform.eventstore.EventMove;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The event store that a command line names, with the servers it needs for the time being. */
final class MovedStore implements AutoCloseable {

    static final Set<String> OPTIONS = Set.of("--store", "--servers", "--data", "--database");

    static final String HELP =
            """
              --store KIND         postgres or axon-server (NEXUS_EVENT_STORE, postgres)
              --data DIR           the folder of an engine that does not run (NEXUS_DATA)
              --database ADDRESS   or a database: jdbc:postgresql://... (SPRING_DATASOURCE_URL,
                                   with SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD)
              --servers HOST:PORT  where Axon Server is (AXON_AXONSERVER_SERVERS, localhost:8124)
            """;

    private final EventMove move;
    private final Runnable closing;

    private MovedStore(EventMove move, Runnable closing) {
        this.move = move;
        this.closing = closing;
    }

    static MovedStore of(Options options) {
        var kind = options.value("--store", "NEXUS_EVENT_STORE").orElse("postgres");
        return switch (kind) {
            case "postgres" ->
                    options.value("--database", "SPRING_DATASOURCE_URL")
                            .map(MovedStore::database)
                            .orElseGet(() -> embedded(options));
            case "axon-server" ->
                    new MovedStore(
                            EventMove.ofAxonServer(
                                    options.value("--servers", "AXON_AXONSERVER_SERVERS")
                                            .orElse("localhost:8124")),
                            () -> {});
            default ->
                    throw new Failure(
                            "There is no store %s to move: it is postgres or axon-server."
                                    .formatted(kind));
        };
    }

    private static MovedStore database(String address) {
        return on(
                address,
                System.getenv().getOrDefault("SPRING_DATASOURCE_USERNAME", "nexus"),
                System.getenv().getOrDefault("SPRING_DATASOURCE_PASSWORD", ""),
                () -> {});
    }

    /** Starts the PostgreSQL of a folder; the folder's lock says that no engine has it. */
    private static MovedStore embedded(Options options) {
        var folder = options.value("--data", "NEXUS_DATA").orElse("data");
        try {
            var data = DataFolder.open(Path.of(folder));
            var postgres = EmbeddedPostgres.start(data);
            return on(
                    postgres.jdbcUrl(),
                    postgres.username(),
                    postgres.password(),
                    () -> {
                        postgres.close();
                        data.close();
                    });
        } catch (StartFailure e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }

    private static MovedStore on(String url, String user, String password, Runnable closing) {
        var database = new DriverManagerDataSource(url, user, password);
        Flyway.configure().dataSource(database).load().migrate();
        return new MovedStore(EventMove.ofPostgres(database), closing);
    }

    EventMove move() {
        return move;
    }

    @Override
    public void close() {
        try {
            move.close();
        } finally {
            closing.run();
        }
    }
}
