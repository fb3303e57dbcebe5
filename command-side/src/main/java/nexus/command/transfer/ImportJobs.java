package nexus.command.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.api.transfer.ImportId;
import nexus.platform.security.Actor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The imports that are to be worked off or taken back, with their files. */
@Component
class ImportJobs {

    enum Task {
        IMPORT,
        UNDO
    }

    /**
     * @param actor who asked for it
     */
    record Job(ImportId importId, Task task, Actor actor) {}

    /** The right to work on a job, held by one thread of one node as long as it lives. */
    interface Claim extends AutoCloseable {
        @Override
        void close();
    }

    private final JdbcTemplate jdbc;
    private final JdbcClient db;
    private final DataSource database;

    ImportJobs(JdbcTemplate jdbc, JdbcClient db, DataSource database) {
        this.jdbc = jdbc;
        this.db = db;
        this.database = database;
    }

    void add(Job job, InputStream file) {
        insert(job, file);
    }

    void add(Job job) {
        insert(job, InputStream.nullInputStream());
    }

    private void insert(Job job, InputStream file) {
        jdbc.update(
                """
                insert into import_job (import_id, task, organization_id, actor_kind, actor_id,
                                        actor_name, actor_role, file)
                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (import_id) do nothing""",
                statement -> {
                    var actor = job.actor();
                    statement.setString(1, job.importId().value());
                    statement.setString(2, job.task().name());
                    statement.setString(3, actor.organizationId().value());
                    statement.setString(4, actor.kind().name());
                    statement.setString(5, actor.id());
                    statement.setString(6, actor.name());
                    statement.setString(7, actor.role().name());
                    statement.setBinaryStream(8, file);
                });
    }

    /** What is to be done, oldest first. */
    List<Job> waiting() {
        return db.sql(
                        """
                        select import_id, task, organization_id, actor_kind, actor_id, actor_name,
                               actor_role
                        from import_job order by requested_at, import_id""")
                .query(
                        (row, _) ->
                                new Job(
                                        new ImportId(row.getString(1)),
                                        Task.valueOf(row.getString(2)),
                                        new Actor(
                                                Actor.Kind.valueOf(row.getString(4)),
                                                row.getString(5),
                                                row.getString(6),
                                                new OrganizationId(row.getString(3)),
                                                Role.valueOf(row.getString(7)))))
                .list();
    }

    byte[] file(ImportId id) {
        return db.sql("select file from import_job where import_id = :id")
                .param("id", id.value())
                .query((row, _) -> row.getBytes(1))
                .single();
    }

    void remove(ImportId id) {
        db.sql("delete from import_job where import_id = :id").param("id", id.value()).update();
    }

    /** Claims a job that nobody works on. Whoever dies, even suddenly, gives it back. */
    Optional<Claim> claim(ImportId id) {
        try {
            var connection = database.getConnection();
            if (isTrue(connection, "select pg_try_advisory_lock(hashtextextended(?, 0))", id)) {
                return Optional.of(() -> release(connection, id));
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            throw new UncheckedIOException(new IOException("No job can be claimed", e));
        }
    }

    private static void release(Connection connection, ImportId id) {
        try (connection) {
            isTrue(connection, "select pg_advisory_unlock(hashtextextended(?, 0))", id);
        } catch (SQLException e) {
            // the connection broke, and the claim ended with it
        }
    }

    private static boolean isTrue(Connection connection, String sql, ImportId id)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, id.value());
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
