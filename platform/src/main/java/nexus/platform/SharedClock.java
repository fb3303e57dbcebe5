package nexus.platform;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What time it is to the installation: the database's, whatever the clock of a node says. Whoever
 * needs an instant that another node will judge asks here.
 *
 * <p>The database is asked once a minute; in between a node counts on by a clock that nobody sets.
 */
@Component
public final class SharedClock extends Clock {

    private static final Duration ASKED_EVERY = Duration.ofMinutes(1);

    private final JdbcClient db;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile @Nullable Reading last;

    /** What the database said, and when by this node's counter. */
    private record Reading(Instant instant, long at) {

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - at);
        }
    }

    SharedClock(JdbcClient db) {
        this.db = db;
    }

    /**
     * The time of the installation.
     *
     * @throws DataAccessException if the database has never answered yet
     */
    @Override
    public Instant instant() {
        var known = last;
        if (known == null) {
            known = read();
        } else if (known.age().compareTo(ASKED_EVERY) > 0 && asking.compareAndSet(false, true)) {
            Thread.startVirtualThread(this::readAgain); // nobody waits for what is good enough
        }
        return known.instant().plus(known.age());
    }

    private void readAgain() {
        try {
            read();
        } catch (DataAccessException _) {
            // it is away: what it said before goes on
        } finally {
            asking.set(false);
        }
    }

    private Reading read() {
        var before = System.nanoTime();
        var said = db.sql("select clock_timestamp()").query(Timestamp.class).single().toInstant();
        var reading = new Reading(said, before + (System.nanoTime() - before) / 2);
        last = reading;
        return reading;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Instants have no zone");
    }
}
