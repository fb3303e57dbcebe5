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

    private final JdbcClient db;
    private final Object change = new Object();

    /** The segments that this node moves. */
    private final Map<Integer, Long> here = new HashMap<>();

    private volatile long seen;

    ProjectionPositions(JdbcClient db) {
        this.db = db;
    }

    /** This node has moved a segment, and committed it. */
    void reached(Claim claim) {
        synchronized (change) {
            here.put(claim.segment(), claim.position());
            if (here.size() == claim.segments()) {
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

    /** The position that all views have reached. */
    public long current() {
        return db.sql(
                        """
                        select coalesce(min(position), 0) from projection_token
                        where processor = :processor""")
                .param("processor", ViewProjector.VIEWS)
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

    /** Views begin anew: what was reached before says nothing. */
    void forget() {
        synchronized (change) {
            seen = 0;
            here.clear();
        }
    }
}
