package nexus.query.search;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the feeder says of itself, beside what moves the views: up to which position the index has
 * been told of everything.
 */
@Component
class FeederStatus {

    private static final String PROCESSOR = "search";
    private static final Duration EVERY = Duration.ofMillis(500);

    private final String node = ManagementFactory.getRuntimeMXBean().getName();
    private long saidAt;
    private long since = System.nanoTime();
    private long told;

    /** So many more records have been told of; said every now and then. */
    void moved(JdbcClient db, int more) {
        told += more;
        var now = System.nanoTime();
        if (saidAt != 0 && now - saidAt < EVERY.toNanos()) {
            return;
        }
        var rate = told / Math.max(1e-3, (now - since) / 1e9);
        saidAt = now;
        since = now;
        told = 0;
        db.sql(
                        """
                        insert into projection_token as t
                          (processor, segment, segments, position, owner, claimed_until, rate)
                        select :processor, 0, 1, p.position, :node,
                          clock_timestamp() + interval '15 seconds', :rate
                        from (select greatest(0, coalesce(
                            (select min(position) - 1 from search_pending),
                            (select min(position) from projection_token where processor = 'views'),
                            0)) as position) p
                        on conflict (processor, segment) do update
                          set position = excluded.position, owner = excluded.owner,
                              claimed_until = excluded.claimed_until, rate = excluded.rate,
                              moved_at = clock_timestamp(), error = null, failed_at = null""")
                .param("processor", PROCESSOR)
                .param("node", node)
                .param("rate", rate)
                .update();
    }

    void failed(JdbcClient db, String error) {
        saidAt = 0;
        db.sql(
                        """
                        update projection_token set error = :error, failed_at = clock_timestamp(),
                          rate = 0
                        where processor = :processor""")
                .param("error", error)
                .param("processor", PROCESSOR)
                .update();
    }

    /** Somebody else may feed. */
    void left(JdbcClient db) {
        saidAt = 0;
        db.sql(
                        """
                        update projection_token set owner = null, claimed_until = null, rate = 0
                        where processor = :processor and owner = :node""")
                .param("processor", PROCESSOR)
                .param("node", node)
                .update();
    }
}
