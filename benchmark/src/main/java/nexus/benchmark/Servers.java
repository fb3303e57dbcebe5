package nexus.benchmark;

import java.nio.file.Path;
import java.sql.SQLException;
import nexus.app.embedded.DataFolder;
import nexus.app.embedded.EmbeddedElasticsearch;
import nexus.app.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/** The servers that engines are measured on, kept in a folder of the bench. */
final class Servers implements AutoCloseable {

    private final DataFolder data;
    private final EmbeddedPostgres postgres;
    private @Nullable EmbeddedElasticsearch elasticsearch;

    private Servers(DataFolder data) {
        this.data = data;
        this.postgres = EmbeddedPostgres.start(data);
    }

    static Servers start(Path folder) {
        return new Servers(DataFolder.open(folder));
    }

    DataFolder data() {
        return data;
    }

    /** A new database, empty. */
    Database database(String name) {
        return create(name, "create database %s owner %s".formatted(name, postgres.username()));
    }

    /** A new database that holds what another holds now; nobody may be connected to that. */
    Database copy(Database of, String name) {
        return create(
                name,
                "create database %s owner %s template %s strategy file_copy"
                        .formatted(name, postgres.username(), of.name()));
    }

    /** What no engine may do to its own database. */
    void doctor(Database database, String sql) {
        try (var connection = postgres.connectAsSuperuser(database.name());
                var statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica"); // triggers rest
            statement.execute(sql);
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL refuses: " + e.getMessage(), e);
        }
    }

    private Database create(String name, String sql) {
        try (var connection = postgres.connectAsSuperuser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
            return new Database(
                    name, postgres.jdbcUrl(name), postgres.username(), postgres.password());
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL makes no database: " + e.getMessage(), e);
        }
    }

    /**
     * Where Elasticsearch answers; started when first asked for, as not every scenario needs it.
     */
    synchronized String elasticsearch() {
        if (elasticsearch == null) {
            elasticsearch = EmbeddedElasticsearch.begin(data);
            elasticsearch.awaitReady();
        }
        return elasticsearch.url();
    }

    @Override
    public synchronized void close() {
        if (elasticsearch != null) {
            elasticsearch.close();
        }
        postgres.close();
        data.close();
    }
}
