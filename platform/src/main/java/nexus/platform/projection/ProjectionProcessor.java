package nexus.platform.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nexus.platform.eventstore.EventFeed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs the views: claims its share of the segments, and has each moved by a thread. Where there are
 * several segments, nodes tell each other that they are here and share them evenly.
 *
 * <p>All views of a segment move together, so that whatever is joined is of one position.
 */
@Component
@ConditionalOnProperty(name = "nexus.projections", havingValue = "true", matchIfMissing = true)
class ProjectionProcessor implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ProjectionProcessor.class);
    private static final Duration LOOK_AROUND = Duration.ofMillis(200);
    private static final Duration ANNOUNCED_EVERY = Tokens.CLAIM.dividedBy(4);
    private static final Duration MEASURED_EVERY = Duration.ofSeconds(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final EventFeed feed;
    private final Tokens tokens;
    private final Generations generations;
    private final ViewProjector projector;
    private final ProjectionPositions positions;
    private final Rebuilds rebuilds;
    private final ProjectionMetrics metrics;
    private final TransactionTemplate transactions;
    private final JdbcClient db;
    private final int segments;
    private final int batchSize;
    private final Map<Integer, Running> runners = new HashMap<>();
    private @Nullable Thread coordinator;
    private boolean sharedOut;
    private long measuredAt;
    private boolean announced;
    private long announcedAt;

    private record Running(SegmentRunner runner, Thread thread) {}

    ProjectionProcessor(
            EventFeed feed,
            Tokens tokens,
            Generations generations,
            ViewProjector projector,
            ProjectionPositions positions,
            Rebuilds rebuilds,
            ProjectionMetrics metrics,
            TransactionTemplate transactions,
            JdbcClient db,
            @Value("${nexus.projections.segments:1}") int segments,
            @Value("${nexus.projections.batch-size:1000}") int batchSize) {
        this.feed = feed;
        this.tokens = tokens;
        this.generations = generations;
        this.projector = projector;
        this.positions = positions;
        this.rebuilds = rebuilds;
        this.metrics = metrics;
        this.transactions = transactions;
        this.db = db;
        this.segments = segments;
        this.batchSize = batchSize;
    }

    /**
     * Sees to it that there are tables and tokens before anybody reads or writes. Views that have
     * another shape than their tables are made anew, and only these.
     */
    private void prepare() {
        transactions.executeWithoutResult(
                _ -> {
                    db.sql("select pg_advisory_xact_lock(hashtext('nexus.views'))")
                            .query((_, _) -> 0)
                            .single();
                    if (tokens.segments(ViewProjector.VIEWS) == 0) {
                        tokens.begin(ViewProjector.VIEWS, segments, 0);
                    }
                    var outdated = new ArrayList<>(generations.outdated());
                    outdated.removeAll(rebuilds.beingRemade());
                    if (outdated.isEmpty()) {
                        return;
                    }
                    var names = outdated.stream().map(View::name).sorted().toList();
                    if (feed.head() == 0) {
                        begin(outdated);
                    } else {
                        log.info("{}: new or changed, made from the events", names);
                        rebuilds.start(outdated, false, true);
                    }
                });
        positions.layoutChanged();
    }

    /** Nothing has happened yet: empty tables are all there is to make. */
    private void begin(List<View<?, ?>> views) {
        var tables = new ArrayList<ViewTable<?, ?>>();
        views.forEach(view -> tables.add(generations.make(view, "begin")));
        tables.forEach(view -> view.tables().forEach(view::index));
        generations.use(tables);
        tokens.layoutChanged(ViewProjector.VIEWS);
    }

    private void coordinate() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    shareOut();
                    takeOwnShare();
                    if (System.nanoTime() - measuredAt > MEASURED_EVERY.toNanos()) {
                        metrics.refresh();
                        measuredAt = System.nanoTime();
                    }
                    Thread.sleep(LOOK_AROUND);
                } catch (DataAccessException e) {
                    log.warn("Segments cannot be claimed: {}", e.getMessage());
                    Thread.sleep(PAUSE_AFTER_FAILURE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Once after the start: the node that came last says into how many segments. */
    private void shareOut() {
        if (!sharedOut) {
            sharedOut =
                    Boolean.TRUE.equals(
                            transactions.execute(
                                    _ -> tokens.shareOut(ViewProjector.VIEWS, segments)));
        }
    }

    private void takeOwnShare() {
        runners.values().removeIf(running -> !running.thread().isAlive());
        var held = tokens.held(ViewProjector.VIEWS);
        var free =
                held.stream()
                        .filter(one -> one.owner().isEmpty())
                        .map(Tokens.Held::segment)
                        .filter(segment -> !runners.containsKey(segment))
                        .toList();
        var shares = shares(held, free.size());
        free.stream()
                .limit(shares.toTake())
                .forEach(
                        segment -> tokens.claim(ViewProjector.VIEWS, segment).ifPresent(this::run));
        runners.values().stream()
                .limit(shares.toGive())
                .forEach(running -> running.runner().leave());
    }

    /** A single segment is not shared, so nobody needs to know who else is here. */
    private Shares shares(List<Tokens.Held> held, int free) {
        if (held.size() < 2) {
            return Shares.alone(held.size(), runners.size(), free);
        }
        if (System.nanoTime() - announcedAt > ANNOUNCED_EVERY.toNanos()) {
            tokens.announce(ViewProjector.VIEWS);
            announced = true;
            announcedAt = System.nanoTime();
        }
        var owned = new HashMap<String, Integer>();
        tokens.others(ViewProjector.VIEWS).forEach(node -> owned.put(node, 0));
        held.forEach(one -> owned.computeIfPresent(one.owner(), (_, count) -> count + 1));
        return Shares.of(held.size(), runners.size(), free, owned.values());
    }

    private void run(Claim claim) {
        positions.layoutChanged();
        var runner =
                new SegmentRunner(
                        claim,
                        feed,
                        tokens,
                        projector.live(claim.segments()),
                        positions,
                        transactions,
                        batchSize);
        var thread = Thread.ofPlatform().daemon().name("views-" + claim.segment()).start(runner);
        runners.put(claim.segment(), new Running(runner, thread));
    }

    @Override
    public void start() {
        prepare();
        sharedOut = false;
        announcedAt = System.nanoTime() - ANNOUNCED_EVERY.toNanos() - 1;
        coordinator = Thread.ofPlatform().daemon().name("views").start(this::coordinate);
    }

    @Override
    public void stop() {
        var leading = coordinator;
        coordinator = null;
        if (leading != null) {
            end(leading);
        }
        runners.values().forEach(running -> running.thread().interrupt());
        runners.values().forEach(running -> end(running.thread()));
        runners.clear();
        withdraw();
    }

    private void withdraw() {
        try {
            if (announced) {
                tokens.withdraw(ViewProjector.VIEWS);
            }
        } catch (DataAccessException _) {
            // the others see that it says nothing any more
        }
        announced = false;
    }

    private static void end(Thread thread) {
        try {
            thread.interrupt();
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return coordinator != null;
    }
}
