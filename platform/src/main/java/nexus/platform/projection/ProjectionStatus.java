package nexus.platform.projection;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How whatever moves views is doing, on whichever node it runs. */
@Component
public class ProjectionStatus {

    private final JdbcClient db;

    ProjectionStatus(JdbcClient db) {
        this.db = db;
    }

    /**
     * One segment of a processor.
     *
     * @param lag how many events it has still to take in
     * @param lagSeconds how long the first of them waits already
     * @param rate how many events a second went in lately
     * @param owner the node that moves it, if one does
     * @param error why it last failed, unless it has moved since
     */
    public record Segment(
            String processor,
            int segment,
            int segments,
            long position,
            long head,
            long lag,
            double lagSeconds,
            double rate,
            @Nullable String owner,
            @Nullable String error,
            @Nullable Instant failedAt) {}

    /** All segments of all processors that are at work or should be. */
    public List<Segment> all() {
        return db.sql(
                        """
                        select t.*, head.position as head,
                          greatest(0, coalesce(extract(epoch from clock_timestamp() - (
                            select e.recorded_at from event_position p join event e using (seq)
                            where p.position = t.position + 1)), 0)) as lag_seconds,
                          case when t.claimed_until > clock_timestamp() then t.owner end as mover
                        from projection_token t,
                          (select coalesce(max(position), 0) as position from event_position) head
                        where t.processor not like 'rebuild:%' or t.owner is not null
                        order by t.processor, t.segment""")
                .query(
                        (row, _) ->
                                new Segment(
                                        row.getString("processor"),
                                        row.getInt("segment"),
                                        row.getInt("segments"),
                                        row.getLong("position"),
                                        row.getLong("head"),
                                        Math.max(0, row.getLong("head") - row.getLong("position")),
                                        row.getDouble("lag_seconds"),
                                        row.getDouble("rate"),
                                        row.getString("mover"),
                                        row.getString("error"),
                                        instant(row.getTimestamp("failed_at"))))
                .list();
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
