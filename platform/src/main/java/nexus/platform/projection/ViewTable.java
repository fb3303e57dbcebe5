package nexus.platform.projection;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The tables of a view: its rows as they are, as they were known ({@code …_known}) and as they were
 * in effect ({@code …_effective}). Always written as sets: one statement whatever the number of
 * rows.
 */
final class ViewTable<R extends Record> {

    /** Bump when the tables of all views change their shape. */
    private static final int LAYOUT = 1;

    private static final List<String> KEPT =
            List.of("organization_id", "stream_id", "version", "created_at", "updated_at");
    private static final List<String> KEPT_TYPES =
            List.of("text", "text", "bigint", "timestamptz", "timestamptz");

    private final JdbcTemplate jdbc;
    private final View<?, R> view;
    private final Columns<R> columns;

    ViewTable(JdbcTemplate jdbc, View<?, R> view) {
        this.jdbc = jdbc;
        this.view = view;
        this.columns = Columns.of(view.rows());
    }

    String name() {
        return view.name();
    }

    String known() {
        return view.name() + "_known";
    }

    String effective() {
        return view.name() + "_effective";
    }

    /** Tells whether the tables fit the view as it is now. */
    String shape() {
        return LAYOUT + "/" + view.revision() + "/" + columns.definitions() + "/" + view.indexes();
    }

    void recreate() {
        List.of(view.name(), known(), effective())
                .forEach(table -> jdbc.execute("drop table if exists " + table));
        var kept =
                columns.definitions()
                        + ", organization_id text not null, stream_id text not null, version bigint not null,"
                        + " created_at timestamptz not null, updated_at timestamptz not null";
        jdbc.execute(
                "create table %s (%s, effective_from timestamptz not null, reordered boolean not null, primary key (id))"
                        .formatted(view.name(), kept));
        for (var past : List.of(known(), effective())) {
            jdbc.execute(
                    "create table %s (%s, valid_from timestamptz not null, valid_to timestamptz not null)"
                            .formatted(past, kept));
            jdbc.execute(
                    "create unique index on %s (id) where valid_to = 'infinity'".formatted(past));
            jdbc.execute("create index on %s (id, valid_from)".formatted(past));
            jdbc.execute(
                    "create index on %s (organization_id, valid_from, valid_to)".formatted(past));
        }
        jdbc.execute("create index on %s (organization_id, id)".formatted(view.name()));
        for (var index : view.indexes()) {
            jdbc.execute("create index on %s (organization_id, %s)".formatted(view.name(), index));
        }
    }

    /** The rows with these keys, as they are. */
    Map<String, Kept<R>> load(Collection<String> keys) {
        var found = new HashMap<String, Kept<R>>();
        jdbc.query(
                "select * from " + view.name() + " where id = any(?)",
                statement ->
                        statement.setArray(
                                1,
                                statement
                                        .getConnection()
                                        .createArrayOf("text", keys.toArray(String[]::new))),
                row -> {
                    var kept = kept(row);
                    found.put(kept.id(), kept);
                });
        return found;
    }

    private Kept<R> kept(ResultSet row) throws SQLException {
        return new Kept<>(
                row.getString("id"),
                columns.read(row),
                row.getString("organization_id"),
                row.getString("stream_id"),
                row.getLong("version"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                instant(row, "effective_from"),
                row.getBoolean("reordered"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Writes rows as they are now. */
    void upsert(Collection<Kept<R>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        var names = concat(columns.names(), KEPT, List.of("effective_from", "reordered"));
        var types = concat(columns.sqlTypes(), KEPT_TYPES, List.of("timestamptz", "boolean"));
        insert(
                view.name(),
                names,
                types,
                rows.stream()
                        .map(
                                kept ->
                                        concat(
                                                texts(kept),
                                                List.of(
                                                        kept.effectiveFrom().toString(),
                                                        Boolean.toString(kept.reordered()))))
                        .toList(),
                " on conflict (id) do update set "
                        + names.stream()
                                .filter(name -> !name.equals("id"))
                                .map(name -> name + " = excluded." + name)
                                .collect(Collectors.joining(", ")));
    }

    void delete(Collection<String> keys) {
        deleteFrom(view.name(), keys);
    }

    /** Ends what was open of these keys, each where its next span begins. */
    void close(String past, Map<String, Instant> ends) {
        if (ends.isEmpty()) {
            return;
        }
        var rows =
                ends.entrySet().stream()
                        .map(end -> List.of(end.getKey(), end.getValue().toString()))
                        .toList();
        withArrays(
                """
                update %s as past set valid_to = ended.at::timestamptz
                from unnest(?::text[], ?::text[]) as ended (id, at)
                where past.id = ended.id and past.valid_to = 'infinity'"""
                        .formatted(past),
                2,
                rows);
    }

    /** Adds spans to a past; those without a row are the absence of one. */
    void append(String past, Collection<Span<R>> spans) {
        var rows = new ArrayList<List<@Nullable String>>();
        for (var span : spans) {
            var kept = span.kept();
            if (kept != null && !span.from().equals(span.until())) {
                rows.add(
                        concat(
                                texts(kept),
                                List.of(
                                        span.from().toString(),
                                        span.until() == null
                                                ? "infinity"
                                                : span.until().toString())));
            }
        }
        if (!rows.isEmpty()) {
            insert(
                    past,
                    concat(columns.names(), KEPT, List.of("valid_from", "valid_to")),
                    concat(columns.sqlTypes(), KEPT_TYPES, List.of("timestamptz", "timestamptz")),
                    rows,
                    "");
        }
    }

    void deleteFrom(String table, Collection<String> keys) {
        if (!keys.isEmpty()) {
            withArrays(
                    "delete from %s where id = any(?::text[])".formatted(table),
                    1,
                    keys.stream().map(List::of).toList());
        }
    }

    private List<@Nullable String> texts(Kept<R> kept) {
        return concat(
                columns.texts(kept.row()),
                List.of(
                        kept.organizationId(),
                        kept.streamId(),
                        Long.toString(kept.version()),
                        kept.createdAt().toString(),
                        kept.updatedAt().toString()));
    }

    /** Everything travels as text and is cast on arrival: one form for every type there is. */
    private void insert(
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
                                    Array array = connection.createArrayOf("text", values);
                                    statement.setArray(column + 1, array);
                                }
                                statement.executeUpdate();
                                return null;
                            }
                        });
    }

    @SafeVarargs
    private static <T extends @Nullable Object> List<T> concat(List<? extends T>... lists) {
        var all = new ArrayList<T>();
        for (var list : lists) {
            all.addAll(list);
        }
        return all;
    }
}
