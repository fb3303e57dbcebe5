package nexus.benchmark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/** What a replay cannot do without, done on its own: reading the events, writing the rows. */
record Floor(Database database) {

    /** So many rows tell how fast COPY is; more would only fill the memory. */
    private static final int SAMPLE = 50_000;

    /** Reads events in their order over plain JDBC. */
    double secondsToRead(String which) {
        try (var connection = database.connect()) {
            connection.setAutoCommit(false); // else the driver fetches everything at once
            try (var query =
                    connection.prepareStatement(
                            """
                            select p.position, e.stream_id, e.version, e.type, e.payload, e.metadata
                            from event_position p join event e using (seq)
                            where %s order by p.position"""
                                    .formatted(which))) {
                query.setFetchSize(1000);
                long start = System.nanoTime();
                var rows = query.executeQuery();
                while (rows.next()) {
                    rows.getString(5);
                }
                return secondsSince(start);
            }
        } catch (SQLException e) {
            throw new BenchFailure("PostgreSQL refuses: " + e.getMessage(), e);
        }
    }

    /** Copies the rows of tables into tables without any index. */
    double secondsToCopy(List<String> tables) {
        try (var connection = database.connect()) {
            double seconds = 0;
            for (var table : tables) {
                seconds += secondsToCopy(connection, table);
            }
            return seconds;
        } catch (SQLException | IOException e) {
            throw new BenchFailure("PostgreSQL refuses: " + e.getMessage(), e);
        }
    }

    private static double secondsToCopy(Connection connection, String table)
            throws SQLException, IOException {
        var copies = connection.unwrap(PGConnection.class).getCopyAPI();
        var rows = new ByteArrayOutputStream();
        try (var statement = connection.createStatement()) {
            long copied =
                    copies.copyOut(
                            "copy (select * from %s limit %d) to stdout".formatted(table, SAMPLE),
                            rows);
            statement.execute("drop table if exists bench_copy");
            statement.execute(
                    "create table bench_copy as select * from %s with no data".formatted(table));
            long start = System.nanoTime();
            copies.copyIn(
                    "copy bench_copy from stdin", new ByteArrayInputStream(rows.toByteArray()));
            double seconds = secondsSince(start);
            statement.execute("drop table bench_copy");
            try (var count = statement.executeQuery("select count(*) from " + table)) {
                count.next();
                return copied == 0 ? 0 : seconds * count.getLong(1) / copied;
            }
        }
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
