package nexus.query.stream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import nexus.platform.eventstore.EventFeed;
import nexus.platform.eventstore.EventFeed.Request;
import nexus.platform.eventstore.EventFeed.UnknownEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The last events of all organizations, followed once for everybody who listens at this node; where
 * nobody listens, nothing is read.
 */
@Component
class LatestEvents implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LatestEvents.class);

    private static final int KEPT = 4096;
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final EventFeed feed;
    private final ArrayDeque<Told> latest = new ArrayDeque<>();

    /** The kept are all there is after this position, up to {@link #through}. */
    private long since;

    private long through;
    private int listeners;
    private volatile boolean running;
    private @Nullable Thread follower;

    LatestEvents(EventFeed feed) {
        this.feed = feed;
    }

    /**
     * What followed a position.
     *
     * @param through up to where nothing is missing
     */
    record News(List<Told> events, long through) {}

    /** The end of the stream now, from where on somebody new listens. */
    long head() {
        return feed.head();
    }

    /** Somebody begins to listen; until they leave, events are followed. */
    synchronized void joined() {
        if (listeners++ == 0) {
            latest.clear();
            since = feed.head();
            through = since;
            notifyAll();
        }
    }

    synchronized void left() {
        listeners--;
    }

    /**
     * What an organization was told after a position; waits for something, at most this long.
     *
     * @return null where that is so long ago that it is not kept
     */
    synchronized @Nullable News after(long position, String organization, Duration patience)
            throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        var seen = position;
        while (seen >= since) {
            var news = kept(seen, organization);
            var left = (end - System.nanoTime()) / 1_000_000;
            if (!news.events().isEmpty() || !running || left <= 0) {
                return news;
            }
            seen = news.through();
            wait(left);
        }
        return null;
    }

    private News kept(long position, String organization) {
        var news = new ArrayList<Told>();
        for (var told : (Iterable<Told>) latest::descendingIterator) {
            if (told.position() <= position) {
                break;
            }
            if (told.organizationId().equals(organization)) {
                news.addFirst(told);
            }
        }
        return new News(news, Math.max(position, through));
    }

    /** What followed a position, by the store itself. */
    News read(long position, String organization) {
        var page = feed.read(Request.after(position, BATCH));
        var events =
                page.events().stream()
                        .filter(event -> event.organizationId().equals(organization))
                        .map(Told::of)
                        .filter(Objects::nonNull)
                        .toList();
        return new News(events, page.through());
    }

    @Override
    public void start() {
        running = true;
        follower = Thread.ofPlatform().name("latest-events").daemon().start(this::follow);
    }

    @Override
    public void stop() {
        running = false;
        synchronized (this) {
            notifyAll();
        }
        if (follower != null) {
            follower.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void follow() {
        while (running) {
            try {
                var from = awaitListeners();
                if (feed.awaitAfter(from, PATIENCE)) {
                    keep(from, feed.read(Request.after(from, BATCH)));
                }
            } catch (InterruptedException _) {
                return;
            } catch (DataAccessException | UnknownEvent failure) {
                log.warn("What happens is not told at the moment: {}", failure.toString());
                LockSupport.parkNanos(AFTER_FAILURE.toNanos());
            }
        }
    }

    private synchronized long awaitListeners() throws InterruptedException {
        while (running && listeners == 0) {
            wait();
        }
        return through;
    }

    private synchronized void keep(long from, EventFeed.Page page) {
        if (from != through) {
            return; // everybody left meanwhile, and somebody else came
        }
        var told = new ArrayList<Told>();
        page.events().forEach(event -> add(told, Told.of(event)));
        latest.addAll(told);
        while (latest.size() > KEPT) {
            since = latest.removeFirst().position();
        }
        through = page.through();
        notifyAll();
    }

    private static void add(List<Told> told, @Nullable Told one) {
        if (one != null) {
            told.add(one);
        }
    }
}
