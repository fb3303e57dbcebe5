package nexus.app.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The PostgreSQL server of one data folder: durable, on the loopback address only, with passwords
 * made at its first start.
 *
 * <p>The engine works as the role {@code nexus}, which owns the database {@code nexus} and is no
 * superuser, so that row level security binds it.
 */
public final class EmbeddedPostgres implements EmbeddedServer {

    private static final String PROGRAM = "postgres";
    private static final String ROLE = "nexus";
    private static final String SUPERUSER = "postgres";
    private static final Duration RECOVERY_AT_MOST = Duration.ofMinutes(5);
    private static final Duration SHUTDOWN_AT_MOST = Duration.ofSeconds(30);

    private final DataFolder data;
    private final Path home;
    private final Path folder;
    private final Path cluster;
    private final ServerUser user;
    private final String mark;
    private final int port;
    private volatile Process process;

    private EmbeddedPostgres(DataFolder data) {
        this.data = data;
        this.home = ServerBinaries.postgres();
        this.folder = data.folder("postgres");
        this.cluster = folder.resolve("18");
        this.user = ServerUser.owning(folder);
        this.mark = data.mark();
        endLeftovers();
        initialize();
        this.port = data.port("postgres");
        this.process = launch();
    }

    /**
     * Starts the server of the folder, making its data at the first start; answers when it accepts
     * connections and the engine's role and database are there.
     *
     * @throws StartFailure if it cannot start
     */
    public static EmbeddedPostgres start(DataFolder data) {
        var server = new EmbeddedPostgres(data);
        server.awaitReady();
        server.provide();
        return server;
    }

    public String jdbcUrl() {
        return jdbcUrl(ROLE);
    }

    /** The address of another database of the same server. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    public String username() {
        return ROLE;
    }

    public String password() {
        return data.secret("postgres-" + ROLE);
    }

    /** A connection that may do anything, to the database {@code postgres}. */
    public Connection connectAsSuperuser() throws SQLException {
        return connectAsSuperuser(SUPERUSER);
    }

    /** A connection to the given database that may do anything, even what the engine never may. */
    public Connection connectAsSuperuser(String database) throws SQLException {
        return DriverManager.getConnection(
                jdbcUrl(database), SUPERUSER, data.secret("postgres-superuser"));
    }

    @Override
    public String name() {
        return "PostgreSQL";
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
        // "fast": open transactions are rolled back; SIGTERM would wait for every client to leave
        ServerProcess.end(process.toHandle(), "INT", PROGRAM, mark, SHUTDOWN_AT_MOST);
    }

    /** Ends what an engine that was killed has left behind; the folder's lock says it is gone. */
    private void endLeftovers() {
        List<ProcessHandle> leftovers = ServerProcess.running(PROGRAM, mark);
        for (ProcessHandle leftover : leftovers) {
            if (!leftover.parent().map(leftovers::contains).orElse(false)) {
                ServerProcess.end(leftover, "INT", PROGRAM, mark, SHUTDOWN_AT_MOST);
            }
        }
        if (ServerProcess.running(PROGRAM, mark).isEmpty()) {
            forgetReusedProcessId();
        }
    }

    /**
     * A server that died without a farewell leaves a file with its process id, and refuses to start
     * while any process has that id. None of ours lives here any more, so whoever has it is
     * another.
     */
    private void forgetReusedProcessId() {
        try {
            Files.deleteIfExists(cluster.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new StartFailure("The folder %s cannot be written.".formatted(cluster), e);
        }
    }

    private void initialize() {
        if (Files.exists(cluster)) {
            return;
        }
        Path fresh = folder.resolve("18.new");
        Path password = folder.resolve("password.new");
        try {
            deleteTree(fresh); // of a first start that was cut short
            Files.writeString(password, data.secret("postgres-superuser"));
            user.own(folder);
            initdb(fresh, password);
            Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StartFailure("The folder %s cannot be written.".formatted(folder), e);
        } finally {
            password.toFile().delete();
        }
    }

    private void initdb(Path fresh, Path password) {
        var command = new ArrayList<>(user.prefix("KILL", reach()));
        command.add(home.resolve("bin/initdb").toString());
        command.addAll(List.of("--pgdata", fresh.toString(), "--pwfile", password.toString()));
        command.addAll(List.of("--username", SUPERUSER, "--auth", "scram-sha-256"));
        command.addAll(List.of("--encoding", "UTF8", "--locale", "C"));
        command.addAll(List.of("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"));
        command.addAll(List.of("--data-checksums", "--no-instructions"));
        try {
            if (ServerProcess.spawn(command, environment(), folder, log()).waitFor() != 0) {
                throw couldNotStart();
            }
        } catch (InterruptedException e) {
            throw ServerProcess.interrupted(e);
        }
    }

    private Process launch() {
        var command = new ArrayList<>(user.prefix("INT", reach()));
        command.addAll(List.of(home.resolve("bin/postgres").toString(), "-D", cluster.toString()));
        settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return ServerProcess.spawn(command, environment(), folder, log());
    }

    private Map<String, Object> settings() {
        return Map.ofEntries(
                Map.entry("port", port),
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("unix_socket_directories", ""),
                Map.entry("cluster_name", mark),
                Map.entry("fsync", "on"),
                Map.entry("synchronous_commit", "on"),
                Map.entry("full_page_writes", "on"),
                Map.entry("max_connections", 100),
                Map.entry("shared_buffers", "128MB"),
                Map.entry("effective_cache_size", "1GB"),
                Map.entry("max_wal_size", "1GB"),
                Map.entry("checkpoint_timeout", "10min"),
                Map.entry("random_page_cost", "1.1"),
                Map.entry("autovacuum_naptime", "10s"),
                Map.entry("jit", "off"),
                Map.entry("timezone", "UTC"),
                Map.entry("log_timezone", "UTC"),
                Map.entry("log_line_prefix", "%m [%p] %q%u@%d "));
    }

    private Map<String, String> environment() {
        return Map.of("HOME", folder.toString(), "LC_ALL", "C");
    }

    private List<Path> reach() {
        return List.of(home, data.root());
    }

    private Path log() {
        return data.file("logs/postgres.log");
    }

    private void awaitReady() {
        Instant end = Instant.now().plus(RECOVERY_AT_MOST);
        while (!accepts()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                throw couldNotStart();
            }
            ServerProcess.pause(Duration.ofMillis(25));
        }
    }

    private boolean accepts() {
        try (var _ = connectAsSuperuser()) {
            return true;
        } catch (SQLException _) {
            return false; // not listening yet, or still recovering
        }
    }

    private void provide() {
        try (Connection connection = connectAsSuperuser();
                var statement = connection.createStatement()) {
            if (!statement
                    .executeQuery("select 1 from pg_roles where rolname = '%s'".formatted(ROLE))
                    .next()) {
                statement.execute("create role %s login".formatted(ROLE));
            }
            statement.execute("alter role %s password '%s'".formatted(ROLE, password()));
            statement.execute("grant pg_monitor to %s".formatted(ROLE));
            if (!statement
                    .executeQuery("select 1 from pg_database where datname = '%s'".formatted(ROLE))
                    .next()) {
                statement.execute("create database %s owner %s".formatted(ROLE, ROLE));
            }
        } catch (SQLException e) {
            throw new StartFailure(
                    "PostgreSQL refuses to be prepared: %s.".formatted(e.getMessage()), e);
        }
    }

    private StartFailure couldNotStart() {
        return new StartFailure(
                "PostgreSQL could not start: %s (see %s)."
                        .formatted(ServerProcess.lastWords(log()), log()));
    }

    private static void deleteTree(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (var files = Files.walk(tree)) {
                for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
