package nexus.platform.projection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import nexus.platform.eventstore.EventLog;
import nexus.platform.eventstore.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How far the views have come, as readers see it: written with the rows it stands for.
 *
 * <p>Whoever waits is told by those who move the views here. Only what other nodes do has to be
 * asked for, by one for all who wait.
 */
@Component
public class ProjectionPositions {

    private static final Duration POLL = Duration.ofMillis(5);

    /** Should it be told of no move, although all are made here. */
    private static final Duration LOOK = Duration.ofMillis(100);

    /** How often an event is looked for that nobody here has met. */
    private static final Duration LOOK_UP = Duration.ofMillis(20);

    private static final Duration RECENT = Duration.ofMillis(10);

    private static final int REMEMBERED = 10_000;

    private final JdbcClient db;
    private final EventLog events;
    private final Object change = new Object();
    private final AtomicLong lookAt = new AtomicLong(System.nanoTime());

    /** The last event of a stream that the views here have met, or that somebody asked for. */
    private final Cache<String, Met> met = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** The segments that this node moves. */
    private final Map<Integer, Long> here = new HashMap<>();

    /** How often other tables may have been put in use; guarded by {@link #change}. */
    private int layouts;

    private volatile long seen;
    private volatile Read recent = new Read(0, System.nanoTime() - RECENT.toNanos());

    /** Whether readers see views that are still being made and are behind the others. */
    private volatile boolean remaking;

    /** Whether all segments are moved by this node, so that it hears of every move. */
    private volatile boolean allHere;

    private record Read(long position, long at) {}

    private record Met(long version, long position) {

        Met orLater(Met other) {
            return other.version > version ? other : this;
        }
    }

    ProjectionPositions(JdbcClient db, EventLog events) {
        this.db = db;
        this.events = events;
    }

    /** This node has brought events into a segment, and committed it. */
    void reached(Claim claim, List<RecordedEvent> taken) {
        taken.forEach(
                event -> remember(event.streamId(), new Met(event.version(), event.position())));
        synchronized (change) {
            here.put(claim.segment(), claim.position());
            allHere = here.size() == claim.segments() && !remaking;
            if (allHere) {
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
            allHere = false;
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
     * Waits until all views have taken in an event, which was stored, on whichever node they run.
     *
     * @return a position that they have reached, not before that of the event; empty if they did
     *     not in time
     */
    public OptionalLong await(String streamId, long version, Duration patience)
            throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        var lookUpAt = System.nanoTime();
        while (true) {
            var known = met.getIfPresent(streamId);
            if ((known == null || known.version() < version) && System.nanoTime() >= lookUpAt) {
                known = lookedUp(streamId, version);
                lookUpAt = System.nanoTime() + LOOK_UP.toNanos();
            }
            if (known != null && known.version() >= version) {
                return await(known.position(), Duration.ofNanos(end - System.nanoTime()))
                        ? OptionalLong.of(known.position())
                        : OptionalLong.empty();
            }
            var now = System.nanoTime();
            if (now >= end) {
                return OptionalLong.empty();
            }
            synchronized (change) {
                waitAtMost(Math.min(end, lookUpAt) - now);
            }
        }
    }

    private @Nullable Met lookedUp(String streamId, long version) {
        var position = events.positionOf(streamId, version);
        if (position.isEmpty()) {
            return null;
        }
        var found = new Met(version, position.get());
        remember(streamId, found);
        return found;
    }

    private void remember(String streamId, Met event) {
        met.asMap().merge(streamId, event, Met::orLater);
    }

    /**
     * Waits until all views have reached a position, on whichever node they run.
     *
     * @return whether they did in time
     */
    public boolean await(long position, Duration patience) throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        while (seen < position) {
            look();
            synchronized (change) {
                if (seen >= position) {
                    return true;
                }
                var now = System.nanoTime();
                if (now >= end) {
                    return false;
                }
                waitAtMost(Math.min(end - now, (allHere ? LOOK : POLL).toNanos()));
            }
        }
        return true;
    }

    /** What is stored says how far the nodes are; one asks for all who wait. */
    private void look() {
        var now = System.nanoTime();
        var due = lookAt.get();
        if (now < due || !lookAt.compareAndSet(due, now + (allHere ? LOOK : POLL).toNanos())) {
            return;
        }
        int before;
        synchronized (change) {
            before = layouts;
        }
        var stored = current();
        synchronized (change) {
            if (layouts == before && stored > seen) {
                seen = stored;
                change.notifyAll();
            }
        }
    }

    private void waitAtMost(long nanos) throws InterruptedException {
        change.wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
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
            layouts++;
            remaking = awaited;
            if (awaited) {
                allHere = false;
                seen = 0;
            }
        }
    }
}
