package nexus.platform.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import nexus.platform.SharedClock;
import nexus.platform.projection.ProjectionPositions;
import nexus.platform.projection.Views;
import nexus.platform.query.Moment.AsOf;
import nexus.platform.query.Moment.EffectiveAt;
import nexus.platform.query.Moment.Now;
import nexus.platform.security.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * Asks views by SQL in which {@code {deals}} stands for the rows of a view: those of the reader's
 * organization only, at the moment asked for. No query can forget the tenant, and every query can
 * travel in time.
 *
 * <p>{@code {lookup:companies}} is for what is joined to be named: in effect at an instant of the
 * past may be a deal whose company was written down later, and its name is the one known now.
 */
@Component
public class ReadModel {

    private static final Pattern VIEW = Pattern.compile("\\{(lookup:)?([a-z_]+)}");

    private static final String READER = "reader";

    /** Tables may be made anew without a position being another. */
    private static final Duration COUNTED_FOR = Duration.ofSeconds(5);

    private final JdbcClient db;
    private final Views views;

    private final ProjectionPositions positions;
    private final SharedClock clock;
    private final Cache<Counted, SharedCount> counts =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(COUNTED_FOR).build();

    ReadModel(JdbcClient db, Views views, ProjectionPositions positions, SharedClock clock) {
        this.db = db;
        this.views = views;
        this.positions = positions;
        this.clock = clock;
    }

    /** The present, as whoever stored the rows had it. */
    public Instant now() {
        return clock.instant();
    }

    /** A question for a number. */
    private record Counted(String organization, String sql, Map<String, String> values) {}

    /**
     * A number of rows, counted once for as long as nothing changes, and by one for all who ask
     * while it does: whatever a reader looks at, the pages of a list have one total.
     */
    public long count(Moment moment, String sql, Map<String, Object> values) {
        if (!(moment instanceof Now)) {
            return counted(moment, sql, values);
        }
        var texts = new HashMap<String, String>();
        values.forEach((name, value) -> texts.put(name, text(value)));
        if (sql.contains(":" + READER)) {
            texts.put(READER, moment.reader().id());
        }
        var question = new Counted(moment.organizationId(), sql, texts);
        return counts.get(question, _ -> new SharedCount())
                .get(positions.recent(), COUNTED_FOR, () -> counted(moment, sql, values));
    }

    private static String text(Object value) {
        return value instanceof Object[] array ? Arrays.toString(array) : value.toString();
    }

    private long counted(Moment moment, String sql, Map<String, Object> values) {
        return sql(moment, sql).params(values).query(Long.class).single();
    }

    /**
     * A statement over views; {@code :organization}, {@code :reader} and {@code :instant} are bound
     * already.
     */
    public StatementSpec sql(Moment moment, String sql) {
        var statement =
                db.sql(rowsAt(moment, sql))
                        .param("organization", moment.organizationId())
                        .param(READER, moment.reader().id());
        return switch (moment) {
            case Now _ -> statement;
            case AsOf(_, var instant) -> statement.param("instant", Timestamp.from(instant));
            case EffectiveAt(_, var instant) -> statement.param("instant", Timestamp.from(instant));
        };
    }

    /** Which past: of what was known, or of what was the case. */
    public enum Past {
        KNOWN,
        EFFECTIVE
    }

    /**
     * A statement over every row that a view had at any time, each with the instant it began at;
     * {@code {rows}} stands for them and {@code :organization} is bound already.
     */
    public StatementSpec everSql(Actor reader, Past past, String view, String sql) {
        if (views.named(view) == null) {
            throw new IllegalArgumentException("There is no view " + view);
        }
        var table = view + (past == Past.KNOWN ? "_known" : "_effective");
        return db.sql(
                        sql.replace(
                                "{rows}",
                                "(select * from "
                                        + table
                                        + " where organization_id = :organization) rows"))
                .param("organization", reader.organizationId().value());
    }

    private String rowsAt(Moment moment, String sql) {
        return VIEW.matcher(sql)
                .replaceAll(
                        match -> {
                            var view = match.group(2);
                            if (views.named(view) == null) {
                                throw new IllegalArgumentException("There is no view " + view);
                            }
                            return switch (moment) {
                                case Now _ -> now(view);
                                case AsOf _ -> past(view + "_known");
                                case EffectiveAt _ when match.group(1) != null -> now(view);
                                case EffectiveAt _ -> past(view + "_effective");
                            };
                        });
    }

    private static String now(String view) {
        return "(select * from " + view + " where organization_id = :organization)";
    }

    private static String past(String table) {
        return "(select * from "
                + table
                + " where organization_id = :organization"
                + " and valid_from <= :instant and valid_to > :instant)";
    }
}
