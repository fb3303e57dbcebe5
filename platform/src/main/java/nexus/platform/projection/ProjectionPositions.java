package nexus.platform.projection;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** How far the views have come, as readers see it: written with the rows it stands for. */
@Component
public class ProjectionPositions {

    private static final Duration POLL = Duration.ofMillis(5);

    private final JdbcClient db;
    private final AtomicLong seen = new AtomicLong();

    ProjectionPositions(JdbcClient db) {
        this.db = db;
    }

    void reached(String processor, int segment, long position) {
        db.sql(
                        """
                        insert into projection_position (processor, segment, position)
                        values (:processor, :segment, :position)
                        on conflict (processor, segment) do update
                          set position = excluded.position, updated_at = now()""")
                .param("processor", processor)
                .param("segment", segment)
                .param("position", position)
                .update();
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        sawPosition(position);
                    }
                });
    }

    private void sawPosition(long position) {
        seen.accumulateAndGet(position, Math::max);
        synchronized (seen) {
            seen.notifyAll();
        }
    }

    /** The position that all views have reached. */
    public long current() {
        var position =
                db.sql(
                                """
                                select coalesce(min(position), 0) from projection_position
                                where processor = :processor""")
                        .param("processor", ProjectionProcessor.NAME)
                        .query(Long.class)
                        .single();
        seen.set(position);
        return position;
    }

    /**
     * Waits until all views have reached a position, on whichever node they run.
     *
     * @return whether they did in time
     */
    public boolean await(long position, Duration patience) throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        while (seen.get() < position && current() < position) {
            if (System.nanoTime() > end) {
                return false;
            }
            synchronized (seen) {
                seen.wait(POLL.toMillis());
            }
        }
        return true;
    }

    void forget() {
        seen.set(0);
    }
}
