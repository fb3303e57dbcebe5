package nexus.platform.projection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nexus.api.DomainEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables of one generation of a view: its rows as they are, and the spans for which they once
 * were known ({@code …_known}) and in effect ({@code …_effective}) to be otherwise.
 *
 * <p>What still is so is nowhere but in the row itself, which knows since when; only rows with an
 * event out of business order have all of their business past in {@code …_effective}. Readers need
 * not know: they read database views, {@code deals}, {@code deals_known} and {@code
 * deals_effective}, that put together what is apart here and always show the generation in use.
 *
 * <p>Always written as sets: one statement whatever the number of rows.
 */
final class ViewTable<E extends DomainEvent, R extends Record> {

    /** Bump when the tables of all views change their shape. */
    private static final int LAYOUT = 3;

    /** How many bytes travel together. */
    static final int COPY_AT = 1 << 20;

    static final List<String> KEPT =
            List.of("organization_id", "stream_id", "version", "created_at", "updated_at");
    private static final List<String> KEPT_TYPES =
            List.of("text", "text", "bigint", "timestamptz", "timestamptz");

    private static final List<String> ROW = List.of("effective_from", "reordered");
    private static final List<String> PAST = List.of("valid_from", "valid_to");

    private final JdbcTemplate jdbc;
    private final SetWriter writer;
    private final View<E, R> view;
    private final Columns<R> columns;
    private final int generation;

    ViewTable(JdbcTemplate jdbc, View<E, R> view, int generation) {
        this.jdbc = jdbc;
        this.writer = new SetWriter(jdbc);
        this.view = view;
        this.columns = Columns.of(view.rows());
        this.generation = generation;
    }

    View<E, R> view() {
        return view;
    }

    int generation() {
        return generation;
    }

    String name() {
        return name(view.name(), generation);
    }

    String known() {
        return name() + "_known";
    }

    String effective() {
        return name() + "_effective";
    }

    static String name(String view, int generation) {
        return view + "_g" + generation;
    }

    /** What readers of the view find in a row. */
    static String columns(View<?, ?> view) {
        return Columns.of(view.rows()).definitions();
    }

    /** Tells whether tables fit the view as it is now. */
    static String shape(View<?, ?> view) {
        return LAYOUT + "/" + view.revision() + "/" + columns(view) + "/" + view.indexes();
    }

    /** Makes the tables, empty, with nothing but their key: they are filled fastest so. */
    void create() {
        var kept =
                columns.definitions()
                        + ", organization_id text not null, stream_id text not null, version bigint not null,"
                        + " created_at timestamptz not null, updated_at timestamptz not null";
        jdbc.execute(
                """
                create table %s (%s, effective_from timestamptz not null,
                  reordered boolean not null, primary key (id))
                with (fillfactor = 85, autovacuum_analyze_scale_factor = 0.02)"""
                        .formatted(name(), kept));
        for (var past : List.of(known(), effective())) {
            jdbc.execute(
                    "create table %s (%s, valid_from timestamptz not null, valid_to timestamptz not null)"
                            .formatted(past, kept));
        }
    }

    /** The rows, and their two pasts: what {@link #index} makes fit to be read one by one. */
    List<String> tables() {
        return List.of(name(), known(), effective());
    }

    /** Makes a table fit to be read; what it has of that already stays. */
    void index(String table) {
        var columns =
                table.equals(name())
                        ? concat(
                                List.of("organization_id, id"),
                                view.indexes().stream()
                                        .map(index -> "organization_id, " + index)
                                        .toList())
                        : List.of("id, valid_to", "organization_id, valid_to, valid_from");
        for (int i = 0; i < columns.size(); i++) {
            jdbc.execute(
                    "create index if not exists %s_by_%d on %s (%s)"
                            .formatted(table, i, table, columns.get(i)));
        }
        analyze(table);
    }

    /**
     * Not while it is empty: it would be taken for empty long after it has filled. Of the pasts
     * only what they are found by; autovacuum sees to the rest in its own time.
     */
    private void analyze(String table) {
        if (Boolean.TRUE.equals(
                jdbc.queryForObject("select exists (select from " + table + ")", Boolean.class))) {
            jdbc.execute(
                    "analyze "
                            + table
                            + (table.equals(name())
                                    ? ""
                                    : " (organization_id, id, valid_from, valid_to)"));
        }
    }

    static void drop(JdbcTemplate jdbc, String view, int generation) {
        var name = name(view, generation);
        jdbc.execute(
                "drop table if exists %s, %s, %s"
                        .formatted(name, name + "_known", name + "_effective"));
    }

    /**
     * Has readers find this generation under the plain names.
     *
     * @param sameColumns whether they find the same columns as before: nobody needs to wait then
     */
    void show(boolean sameColumns) {
        var own = String.join(", ", concat(columns.names(), KEPT));
        if (!sameColumns) {
            for (var shown : List.of("", "_known", "_effective")) {
                jdbc.execute("drop view if exists " + view.name() + shown);
            }
        }
        jdbc.execute(
                "create or replace view %s as select %s, effective_from, reordered from %s"
                        .formatted(view.name(), own, name()));
        jdbc.execute(
                """
                create or replace view %s_known as
                select %s, valid_from, valid_to from %s
                union all
                select %s, updated_at, 'infinity'::timestamptz from %s"""
                        .formatted(view.name(), own, known(), own, name()));
        jdbc.execute(
                """
                create or replace view %s_effective as
                select %s, valid_from, valid_to from %s
                union all
                select %s, effective_from, 'infinity'::timestamptz from %s where not reordered"""
                        .formatted(view.name(), own, effective(), own, name()));
    }

    /** The rows with these keys, as they are. */
    Map<String, Kept<R>> load(Collection<String> keys) {
        var found = new HashMap<String, Kept<R>>();
        if (keys.isEmpty()) {
            return found;
        }
        jdbc.query(
                "select * from " + name() + " where id = any(?)",
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
        var names = rowColumns();
        writer.insert(
                name(),
                names,
                rowTypes(),
                rows.stream()
                        .map(
                                kept -> {
                                    var texts = texts(kept);
                                    texts.add(text(kept.effectiveFrom()));
                                    texts.add(Boolean.toString(kept.reordered()));
                                    return texts;
                                })
                        .toList(),
                orUpdate(names));
    }

    private List<String> rowColumns() {
        return concat(columns.names(), KEPT, ROW);
    }

    private List<String> rowTypes() {
        return concat(columns.sqlTypes(), KEPT_TYPES, List.of("timestamptz", "boolean"));
    }

    private static String orUpdate(List<String> names) {
        return " on conflict (id) do update set "
                + names.stream()
                        .filter(name -> !name.equals("id"))
                        .map(name -> name + " = excluded." + name)
                        .collect(Collectors.joining(", "));
    }

    void delete(Collection<String> keys) {
        writer.deleteFrom(name(), keys);
    }

    /** Deletes the business past of rows. */
    void deleteEffective(Collection<String> keys) {
        writer.deleteFrom(effective(), keys);
    }

    /**
     * Adds spans of one row to what is to be copied to its pasts; those of no length are left out.
     */
    void encode(Span<R> known, CopyBuffer toKnown, Span<R> inEffect, CopyBuffer toEffective) {
        var count = columns.count() + KEPT.size() + PAST.size();
        var start = toKnown.size();
        if (!known.isEmpty()) {
            toKnown.beginRow(count);
            start = toKnown.size();
            encode(known.kept(), toKnown);
        }
        if (!inEffect.isEmpty()) {
            if (known.isEmpty()) {
                toEffective.beginRow(count);
                encode(inEffect.kept(), toEffective);
            } else {
                toEffective.beginRowLike(toKnown, start, toKnown.size(), count);
            }
            bounds(inEffect, toEffective);
        }
        if (!known.isEmpty()) {
            bounds(known, toKnown);
        }
    }

    /** Adds a span to what is to be copied to a past. */
    void encode(Span<R> span, CopyBuffer copy) {
        copy.beginRow(columns.count() + KEPT.size() + PAST.size());
        encode(span.kept(), copy);
        bounds(span, copy);
    }

    private static void bounds(Span<?> span, CopyBuffer copy) {
        copy.instant(span.from());
        if (span.until() == null) {
            copy.infinity();
        } else {
            copy.instant(span.until());
        }
    }

    private void encode(Kept<R> kept, CopyBuffer copy) {
        columns.binary(kept.row(), copy);
        copy.text(kept.organizationId());
        copy.text(kept.streamId());
        copy.bigint(kept.version());
        copy.instant(kept.createdAt());
        copy.instant(kept.updatedAt());
    }

    /** Copies what was gathered to a past, and empties the buffer. */
    void copyPast(String past, CopyBuffer copy) {
        writer.copy(past, concat(columns.names(), KEPT, PAST), copy);
    }

    /** Copies rows that the table does not have yet. */
    void copyRows(List<Kept<R>> rows) {
        copyRows(name(), rows);
    }

    /** Writes other rows for those that the table has. */
    void replaceRows(List<Kept<R>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        var incoming = "incoming_" + view.name();
        jdbc.execute(
                "create temporary table %s (like %s) on commit drop".formatted(incoming, name()));
        copyRows(incoming, rows);
        var others = rowColumns().stream().filter(name -> !name.equals("id")).toList();
        jdbc.execute(
                "update %s as stored set (%s) = (%s) from %s as incoming where stored.id = incoming.id"
                        .formatted(
                                name(),
                                String.join(", ", others),
                                others.stream()
                                        .map(name -> "incoming." + name)
                                        .collect(Collectors.joining(", ")),
                                incoming));
        jdbc.execute("drop table " + incoming);
    }

    private void copyRows(String table, List<Kept<R>> rows) {
        var copy = new CopyBuffer(1 << 16);
        for (var kept : rows) {
            copy.beginRow(columns.count() + KEPT.size() + 2);
            encode(kept, copy);
            copy.instant(kept.effectiveFrom());
            copy.bool(kept.reordered());
            if (copy.size() > COPY_AT) {
                writer.copy(table, rowColumns(), copy);
            }
        }
        writer.copy(table, rowColumns(), copy);
    }

    /** How many rows there are. */
    long count() {
        return JdbcClient.create(jdbc)
                .sql("select count(*) from " + name())
                .query(Long.class)
                .single();
    }

    List<String> ids() {
        return jdbc.queryForList("select id from " + name() + " order by id", String.class);
    }

    Fingerprint fingerprint() {
        return new Fingerprint(
                jdbc,
                Fingerprint.hashed(name(), concat(columns.names(), KEPT, ROW)),
                Fingerprint.hashed(known(), concat(columns.names(), KEPT, PAST)),
                Fingerprint.hashed(effective(), concat(columns.names(), KEPT, PAST)));
    }

    /** Rows with an event out of business order, by id, after one. */
    List<String> reorderedAfter(String id) {
        return jdbc.queryForList(
                "select id from %s where reordered and id > ? order by id limit 500"
                        .formatted(name()),
                String.class,
                id);
    }

    /** Empties the business past of all rows with an event out of business order. */
    void forgetReordered() {
        jdbc.execute(
                "delete from %s where id in (select id from %s where reordered)"
                        .formatted(effective(), name()));
    }

    /** Adds spans to a past. */
    void append(String past, Collection<Span<R>> spans) {
        if (!spans.isEmpty()) {
            writer.insert(
                    past,
                    concat(columns.names(), KEPT, PAST),
                    concat(columns.sqlTypes(), KEPT_TYPES, List.of("timestamptz", "timestamptz")),
                    spans.stream().map(this::texts).toList(),
                    "");
        }
    }

    private List<@Nullable String> texts(Span<R> span) {
        var texts = texts(span.kept());
        texts.add(text(span.from()));
        texts.add(span.until() == null ? "infinity" : text(span.until()));
        return texts;
    }

    private List<@Nullable String> texts(Kept<R> kept) {
        var texts = new ArrayList<@Nullable String>(columns.count() + KEPT.size() + 2);
        columns.texts(kept.row(), texts);
        texts.add(kept.organizationId());
        texts.add(kept.streamId());
        texts.add(Long.toString(kept.version()));
        texts.add(text(kept.createdAt()));
        texts.add(text(kept.updatedAt()));
        return texts;
    }

    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).toString();
    }

    @SafeVarargs
    private static <T> List<T> concat(List<? extends T>... lists) {
        var all = new ArrayList<T>();
        for (var list : lists) {
            all.addAll(list);
        }
        return all;
    }
}
