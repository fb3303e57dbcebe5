package nexus.platform.eventstore;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import nexus.app.embedded.EmbeddedPostgres;
import nexus.testing.TestServers;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An event store's database of its own, and what tests want to know of it. */
final class StoreDatabase implements AutoCloseable {

    static final String ORGANIZATION = "organization-1";

    private final HikariDataSource pool = new HikariDataSource();
    final JdbcClient db;

    StoreDatabase(int connections) {
        this(TestServers.freshDatabase(), TestServers.postgres(), connections);
    }

    /** One of another server. */
    StoreDatabase(EmbeddedPostgres server, int connections) {
        this(server.jdbcUrl(), server, connections);
    }

    private StoreDatabase(String url, EmbeddedPostgres server, int connections) {
        pool.setJdbcUrl(url);
        pool.setUsername(server.username());
        pool.setPassword(server.password());
        pool.setMaximumPoolSize(connections);
        Flyway.configure().dataSource(pool).locations("classpath:db/migration").load().migrate();
        db = JdbcClient.create(pool);
    }

    DataSource pool() {
        return pool;
    }

    GroupCommit groupCommit() {
        return new GroupCommit(
                pool, new TransactionTemplate(new DataSourceTransactionManager(pool)));
    }

    static Append append(String stream, long... versions) {
        var append = new Append();
        for (var version : versions) {
            append.add(event(stream, version, "{}"));
        }
        return append;
    }

    static Append.Event event(String stream, long version, @Nullable String payload) {
        return new Append.Event(
                UUID.randomUUID().toString(),
                stream,
                version,
                "thing.happened",
                "1",
                String.valueOf(payload),
                "{}",
                ORGANIZATION,
                null);
    }

    static Append.Value value(String value, String stream) {
        return new Append.Value(ORGANIZATION, "thing.name", value, stream);
    }

    static Append.Answer answer(String key, String stream) {
        return new Append.Answer(ORGANIZATION, "user-1", key, "hash", stream, 0, true);
    }

    List<Long> versions(String stream) {
        return db.sql("select version from event where stream_id = :stream order by version")
                .param("stream", stream)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    long count(String table) {
        return db.sql("select count(*) from " + table).query(Long.class).single();
    }

    @Override
    public void close() {
        pool.close();
    }
}
