package nexus.platform.projection;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the views have come, as readers see it: written with the rows it stands for. */
@Component
public class ProjectionPositions {

    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration RECENT = Duration.ofMillis(10);

    private final JdbcClient db;
    private final Object change = new Object();

    /** The segments that this node moves. */
    private final Map<Integer, Long> here = new HashMap<>();

    private volatile long seen;
    private volatile Read recent = new Read(0, System.nanoTime() - RECENT.toNanos());

    /** Whether readers see views that are still being made and are behind the others. */
    private volatile boolean remaking;

    private record Read(long position, long at) {}

    ProjectionPositions(JdbcClient db) {
        this.db = db;
    }

    /** This node has moved a segment, and committed it. */
    void reached(Claim claim) {
        synchronized (change) {
            here.put(claim.segment(), claim.position());
            if (here.size() == claim.segments() && !remaking) {
                here.values().stream()
                        .mapToLong(Long::longValue)
                        .min()
                        .ifPresent(least -> seen = Math.max(seen, least));
            }
            change.notifyAll();
        }
    }

    /** This node does not move that segment any more. */
    void left(Claim claim) {
        synchronized (change) {
            here.remove(claim.segment());
        }
    }

    /** A position that all views have reached, asked for at most every few milliseconds. */
    public long recent() {
        var known = recent;
        if (System.nanoTime() - known.at() > RECENT.toNanos()) {
            known = new Read(current(), System.nanoTime());
            recent = known;
        }
        return Math.max(known.position(), seen);
    }

    /** The position that all views have reached. */
    public long current() {
        return db.sql(
                        """
                        select coalesce(min(t.position), 0) from projection_token t
                        where t.processor = :views or t.processor in
                          (select 'rebuild:' || r.id from projection_rebuild r
                           where r.awaited and r.state in ('RUNNING', 'READY'))""")
                .param("views", ViewProjector.VIEWS)
                .query(Long.class)
                .single();
    }

    /**
     * Waits until all views have reached a position, on whichever node they run.
     *
     * @return whether they did in time
     */
    public boolean await(long position, Duration patience) throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        while (seen < position) {
            var stored = current();
            synchronized (change) {
                seen = Math.max(seen, stored);
                if (seen >= position) {
                    return true;
                }
                if (System.nanoTime() > end) {
                    return false;
                }
                change.wait(POLL.toMillis());
            }
        }
        return true;
    }

    /** Other tables may be in use: what was seen before says nothing. */
    void layoutChanged() {
        var awaited =
                db.sql(
                                """
                                select exists (select from projection_rebuild
                                  where awaited and state in ('RUNNING', 'READY'))""")
                        .query(Boolean.class)
                        .single();
        synchronized (change) {
            remaking = awaited;
            if (awaited) {
                seen = 0;
            }
        }
    }
}
