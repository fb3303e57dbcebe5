package nexus.platform.projection;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import nexus.platform.eventstore.EventFeed;
import nexus.platform.eventstore.EventFeed.Request;
import nexus.platform.eventstore.RecordedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves one segment of the views for as long as its claim holds: reads a page, and brings it into
 * all views in one transaction with the token.
 */
final class SegmentRunner implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(SegmentRunner.class);
    private static final Duration HEARTBEAT = Tokens.CLAIM.dividedBy(4);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** A batch costs much the same for one event as for ten: under load let some gather. */
    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(10);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final EventFeed feed;
    private final Tokens tokens;
    private final Projection projection;
    private final ProjectionPositions positions;
    private final TransactionTemplate transactions;
    private final int batchSize;
    private Claim claim;
    private volatile boolean leaving;
    private long aliveAt = System.nanoTime();
    private final Rate rate = new Rate();

    SegmentRunner(
            Claim claim,
            EventFeed feed,
            Tokens tokens,
            Projection projection,
            ProjectionPositions positions,
            TransactionTemplate transactions,
            int batchSize) {
        this.claim = claim;
        this.feed = feed;
        this.tokens = tokens;
        this.projection = projection;
        this.positions = positions;
        this.transactions = transactions;
        this.batchSize = batchSize;
    }

    @Override
    public void run() {
        try {
            positions.reached(claim, List.of());
            while (!leaving && !Thread.currentThread().isInterrupted()) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Claim.Lost lost) {
            log.info("{}", lost.getMessage());
        } catch (RuntimeException failure) {
            if (!Thread.currentThread().isInterrupted()) {
                log.warn(
                        "Segment {} of {} starts over",
                        claim.segment(),
                        claim.processor(),
                        failure);
                recordFailure(failure);
            }
        } finally {
            release();
        }
    }

    /** Lets go of the segment once the page at hand is in. */
    void leave() {
        leaving = true;
    }

    private void step() throws InterruptedException {
        var stopAt = claim.stopAt();
        var page =
                projection.isEmpty()
                        ? new EventFeed.Page(List.of(), claim.position())
                        : feed.read(
                                new Request(
                                        claim.position(),
                                        stopAt == null ? Long.MAX_VALUE : stopAt,
                                        batchSize,
                                        claim::covers,
                                        java.util.Set.of()));
        if (page.through() > claim.position()) {
            var began = System.nanoTime();
            move(page);
            if (page.events().size() < batchSize) {
                LockSupport.parkNanos(BETWEEN_BATCHES.toNanos() - (System.nanoTime() - began));
            }
        } else if (System.nanoTime() - aliveAt > HEARTBEAT.toNanos()) {
            move(new EventFeed.Page(List.of(), claim.position()));
        } else if (stopAt != null || projection.isEmpty()) {
            Thread.sleep(PAUSE);
        } else {
            feed.awaitAfter(claim.position(), PATIENCE);
        }
    }

    private void move(EventFeed.Page page) {
        Claim moved;
        try {
            moved = transactions.execute(_ -> moved(page, false));
        } catch (DataAccessException failure) {
            if (!Projection.isRefusal(failure)) {
                throw failure;
            }
            moved = transactions.execute(_ -> moved(page, true));
        }
        claim = moved;
        aliveAt = System.nanoTime();
        positions.reached(claim, page.events());
    }

    private Claim moved(EventFeed.Page page, boolean carefully) {
        List<RecordedEvent> events = page.events();
        var recordedAt = events.isEmpty() ? null : events.getLast().recordedAt();
        var moved = tokens.advance(claim, page.through(), recordedAt, rate.after(events.size()));
        if (!events.isEmpty()) {
            if (carefully) {
                projection.projectCarefully(events);
            } else {
                projection.project(events);
            }
        }
        return moved;
    }

    private void recordFailure(RuntimeException failure) {
        try {
            tokens.failed(claim, said(failure));
        } catch (DataAccessException _) {
            // the database is away: others see the claim expire
        }
    }

    /** What a database refuses may quote what somebody wrote: that is for the log only. */
    private static String said(RuntimeException failure) {
        return failure instanceof DataAccessException
                ? failure.getClass().getSimpleName()
                : failure.toString();
    }

    private void release() {
        positions.left(claim);
        try {
            tokens.release(claim);
        } catch (DataAccessException _) {
            // the claim expires by itself
        }
    }
}
