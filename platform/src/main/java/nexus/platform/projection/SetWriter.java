package nexus.platform.projection;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes sets of rows to any table, each with one statement whatever the number of rows. */
final class SetWriter {

    private final JdbcTemplate jdbc;

    SetWriter(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Deletes the rows with these ids. */
    void deleteFrom(String table, Collection<String> keys) {
        if (!keys.isEmpty()) {
            withArrays(
                    "delete from %s where id = any(?::text[])".formatted(table),
                    1,
                    keys.stream().map(List::of).toList());
        }
    }

    /** Copies what was gathered in a table's binary form, and empties the buffer. */
    void copy(String table, List<String> names, CopyBuffer copy) {
        if (copy.rows() == 0) {
            return;
        }
        var sql =
                "copy %s (%s) from stdin (format binary)"
                        .formatted(table, String.join(", ", names));
        copy.end();
        jdbc.execute(
                (ConnectionCallback<@Nullable Void>)
                        connection -> {
                            var copying =
                                    connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
                            copying.writeToCopy(copy.bytes(), 0, copy.size());
                            copying.endCopy();
                            return null;
                        });
        copy.clear();
    }

    /** Everything travels as text and is cast on arrival: one form for every type there is. */
    void insert(
            String table,
            List<String> names,
            List<String> types,
            List<? extends List<@Nullable String>> rows,
            String onConflict) {
        var casts =
                IntStream.range(0, names.size())
                        .mapToObj(i -> "c" + i + "::" + types.get(i))
                        .collect(Collectors.joining(", "));
        var aliases =
                IntStream.range(0, names.size())
                        .mapToObj(i -> "c" + i)
                        .collect(Collectors.joining(", "));
        var arrays = names.stream().map(_ -> "?::text[]").collect(Collectors.joining(", "));
        withArrays(
                "insert into %s (%s) select %s from unnest(%s) as incoming (%s)%s"
                        .formatted(
                                table,
                                String.join(", ", names),
                                casts,
                                arrays,
                                aliases,
                                onConflict),
                names.size(),
                rows);
    }

    private void withArrays(
            String sql, int columnCount, List<? extends List<@Nullable String>> rows) {
        jdbc.execute(
                (ConnectionCallback<@Nullable Void>)
                        connection -> {
                            try (var statement = connection.prepareStatement(sql)) {
                                for (int column = 0; column < columnCount; column++) {
                                    var values = new @Nullable String[rows.size()];
                                    for (int row = 0; row < values.length; row++) {
                                        values[row] = rows.get(row).get(column);
                                    }
                                    statement.setArray(
                                            column + 1, connection.createArrayOf("text", values));
                                }
                                statement.executeUpdate();
                                return null;
                            }
                        });
    }
}
