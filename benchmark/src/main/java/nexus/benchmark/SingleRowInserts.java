package nexus.benchmark;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import nexus.platform.NewId;
import org.jspecify.annotations.Nullable;

/**
 * The yardstick of all writing: rows of the shape and the size of an event, each inserted and made
 * durable on its own over plain JDBC, into a table with the columns and indexes of the event table.
 */
final class SingleRowInserts {

    static final String WHAT = "single-row durable inserts";

    private static final String TABLE =
            "create table if not exists bench_event (like event including all)";

    /** The last event about a deal, if there is one, stands for all. */
    private static final String SAMPLE =
            "select * from event order by (stream_type = 'deal') desc, seq desc limit 1";

    private SingleRowInserts() {}

    private record Column(String name, String type, @Nullable String value) {}

    static Work by(Engine engine, int callers) {
        engine.db().sql(TABLE).update();
        var columns = engine.db().sql(SAMPLE).query((row, _) -> columns(row)).single();
        return new Sql(
                engine.database(),
                callers,
                "insert into bench_event (%s) values (%s)"
                        .formatted(
                                columns.stream().map(Column::name).collect(Collectors.joining(",")),
                                columns.stream()
                                        .map(column -> "?::text::" + column.type())
                                        .collect(Collectors.joining(","))),
                insert -> {
                    for (int i = 0; i < columns.size(); i++) {
                        insert.setString(i + 1, value(columns.get(i)));
                    }
                });
    }

    private static List<Column> columns(ResultSet row) throws SQLException {
        var shape = row.getMetaData();
        var columns = new ArrayList<Column>();
        for (int i = 1; i <= shape.getColumnCount(); i++) {
            if (!shape.isAutoIncrement(i)) {
                columns.add(
                        new Column(
                                shape.getColumnName(i),
                                shape.getColumnTypeName(i),
                                row.getString(i)));
            }
        }
        return columns;
    }

    /** Every row is the first of a stream of its own. */
    private static @Nullable String value(Column column) {
        return switch (column.name()) {
            case "event_id" -> NewId.of("event");
            case "stream_id" -> NewId.of("deal");
            case "version" -> "0";
            default -> column.value();
        };
    }
}
