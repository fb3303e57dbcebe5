package nexus.benchmark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nexus.benchmark.Engine.Policies;
import org.jspecify.annotations.Nullable;

/**
 * Event streams of chosen lengths, each in a database of its own. The shortest is what an
 * organization really did, command by command; the longer ones hold it many times over, each time
 * with other records at an earlier time.
 */
final class Histories {

    /** What repeats; the organization, its people and pipelines are there once. */
    private static final String REPEATED = "stream_type in ('deal', 'contact', 'company')";

    /** The organization was there before all that it did. */
    private static final String OLDEST =
            """
            update event set recorded_at = recorded_at - %1$d * interval '1 hour',
              occurred_at = occurred_at - %1$d * interval '1 hour'
            where not %2$s""";

    /** The beginning of a record's id. */
    private static final String RECORD = "((?:deal|contact|company)-)[0-9a-f]{8}(?=-)";

    private final Servers servers;
    private final long shortest;
    private final Map<Long, Database> databases = new HashMap<>();
    private @Nullable Database lived;
    private @Nullable Organization organization;

    Histories(Servers servers, List<Long> lengths) {
        this.servers = servers;
        this.shortest = lengths.getFirst();
    }

    /** The whole engine over a history of so many events, which its views and search have read. */
    Site open(long events) {
        var database = of(events);
        var engine = Engine.whole(servers, database, Policies.REST);
        System.err.println("  waiting for views and search ...");
        engine.settle();
        engine.db().sql("analyze").update();
        return new Site(engine, owner().on(engine));
    }

    /** Only the command side over it. */
    Site decide(long events) {
        var engine = Engine.commandSide(servers, of(events), Policies.REST);
        engine.settle();
        return new Site(engine, owner().on(engine));
    }

    private Organization owner() {
        if (organization == null) {
            throw new IllegalStateException("There is no history yet");
        }
        return organization;
    }

    /** The database of a history, made when first asked for. */
    private Database of(long events) {
        var known = databases.get(events);
        if (known != null) {
            return known;
        }
        var made = repeated(events);
        databases.put(events, made);
        return made;
    }

    /** What is only copied from: the events, and nothing that was made of them. */
    private Database lived() {
        if (lived != null) {
            return lived;
        }
        var database = servers.database("lived");
        try (var engine = Engine.commandSide(servers, database, Policies.REST)) {
            organization = Organization.register(engine);
            organization.live(shortest);
        }
        lived = database;
        return database;
    }

    private Database repeated(long events) {
        var original = lived();
        System.err.println("  making a history of %d events ...".formatted(events));
        var database = servers.copy(original, "history" + events);
        var db = database.db();
        long first = db.sql("select max(seq) from event").query(Long.class).single();
        long each =
                db.sql("select count(*) from event where " + REPEATED).query(Long.class).single();
        long copies = (events - shortest + each - 1) / each;
        for (long copy = 1; copy <= copies; copy++) {
            db.sql(repeat(columns(database)))
                    .param("copy", (int) copy)
                    .param("hours", copies - copy + 1)
                    .param("first", first)
                    .update();
        }
        servers.doctor(database, OLDEST.formatted(copies + 1, REPEATED));
        db.sql("vacuum analyze event").update();
        return database;
    }

    private static List<String> columns(Database database) {
        return database.db()
                .sql(
                        """
                        select column_name from information_schema.columns
                        where table_name = 'event' and is_identity = 'NO'
                        order by ordinal_position""")
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static String repeat(List<String> columns) {
        return "insert into event (%s) select %s from event where %s and seq <= :first order by seq"
                .formatted(
                        String.join(", ", columns),
                        columns.stream().map(Histories::copied).collect(Collectors.joining(", ")),
                        REPEATED);
    }

    /** Ids begin with another number in each copy, wherever they occur. */
    private static String copied(String column) {
        return switch (column) {
            case "event_id" -> numbered(column, "^(.*?)[0-9a-f]{8}(?=-)");
            case "stream_id" -> numbered(column, RECORD);
            case "payload" -> numbered(column + "::text", RECORD) + "::jsonb";
            case "occurred_at", "recorded_at" -> column + " - :hours * interval '1 hour'";
            default -> column;
        };
    }

    private static String numbered(String text, String id) {
        return "regexp_replace(%s, '%s', '\\1' || lpad(to_hex(:copy), 8, '0'), 'g')"
                .formatted(text, id);
    }
}
