package nexus.platform.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import nexus.platform.eventstore.Append.Value;
import nexus.platform.eventstore.EventMove.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The events in PostgreSQL, on one connection that keeps engines from giving positions. */
final class PostgresToMove implements StoreToMove {

    private static final int PAGE = 5000;

    private final Connection connection;
    private final JdbcClient db;

    PostgresToMove(DataSource database) {
        try {
            this.connection = database.getConnection();
            this.db = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        } catch (SQLException e) {
            throw new Refused("The database cannot be reached: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public long count() {
        return db.sql("select coalesce(max(position), 0) from event_position")
                .query(Long.class)
                .single();
    }

    @Override
    public void read(long after, long upTo, Consumer<StoredEvent> reader) {
        for (var from = after; from < upTo; from += PAGE) {
            db.sql(
                            "select "
                                    + StoredEvent.COLUMNS
                                    + """
                                     from event_position p join event e using (seq)
                                    where p.position > ? and p.position <= ?
                                    order by p.position""")
                    .param(from)
                    .param(Math.min(upTo, from + PAGE))
                    .query((row, _) -> StoredEvent.from(row))
                    .list()
                    .forEach(reader);
        }
    }

    @Override
    public void append(List<StoredEvent> events) {
        requireAlone();
        try {
            connection.setAutoCommit(false);
            try {
                MirrorRows.insert(connection, events, count());
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new Refused("The events cannot be stored: " + e.getMessage(), e);
        }
    }

    /** An engine holds one of these locks for as long as it runs. */
    private void requireAlone() {
        var alone =
                db.sql("select pg_try_advisory_lock(?) and pg_try_advisory_lock(?)")
                        .param(Sequencer.LEADERSHIP)
                        .param(Mirror.LEADERSHIP)
                        .query(Boolean.class)
                        .single();
        if (!alone) {
            throw new Refused("An engine runs on this database: end it first.");
        }
        var unnumbered =
                db.sql(
                                """
                                select count(*) from event e where e.seq > coalesce(
                                  (select max(seq) from event_position), 0)""")
                        .query(Long.class)
                        .single();
        if (unnumbered > 0) {
            throw new Refused(
                    "%d events have no position yet: start and end the engine once."
                            .formatted(unnumbered));
        }
    }

    @Override
    public List<Value> reservations() {
        return db.sql(
                        """
                        select scope, kind, value, stream_id from reservation
                        order by scope, kind, value""")
                .query(
                        (row, _) ->
                                new Value(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4)))
                .list();
    }

    @Override
    public void reserve(List<Value> values) {
        for (var value : values) {
            db.sql(
                            """
                            insert into reservation (scope, kind, value, stream_id)
                            values (?, ?, ?, ?) on conflict do nothing""")
                    .param(value.scope())
                    .param(value.kind())
                    .param(value.value())
                    .param(value.streamId())
                    .update();
        }
    }

    @Override
    public void settle() {
        requireAlone();
        db.sql("delete from event_mirror").update();
    }

    @Override
    public void close() {
        try (connection;
                var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
        } catch (SQLException e) {
            throw new Refused("The database went away: " + e.getMessage(), e);
        }
    }
}
