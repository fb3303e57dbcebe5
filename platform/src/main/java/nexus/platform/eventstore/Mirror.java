package nexus.platform.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import nexus.platform.eventstore.SourceLog.Feed;
import nexus.platform.eventstore.SourceLog.Placed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Copies the events of a {@link SourceLog} into PostgreSQL, in their order and with dense
 * positions, so that whatever reads events reads them there: views, history, directories, audit.
 *
 * <p>One node does it. Events, what they claim, and how far the copy has come are committed
 * together, so that a killed node repeats nothing and leaves nothing out.
 */
final class Mirror implements SmartLifecycle, Ordering, Election.Candidate {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Who leads says something much more often than this, unless it is frozen or cut off. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private static final Duration SIGN_OF_LIFE = Duration.ofMillis(500);
    static final long LEADERSHIP = 0x4e58_5553_4d49_5252L; // any constant of our own
    private static final int MOST_AT_ONCE = 1000;
    private static final Logger log = LoggerFactory.getLogger(Mirror.class);

    private final SourceLog source;
    private final JdbcClient db;
    private final Tail tail;
    private final Election election;
    private volatile @Nullable String trouble;

    /** Somebody, here or elsewhere, has seen that the copy is one of this source. */
    private volatile boolean settled;

    Mirror(SourceLog source, DataSource database, Tail tail) {
        this.source = source;
        this.db = JdbcClient.create(database);
        this.tail = tail;
        this.election = new Election("mirror", LEADERSHIP, database, tail, this);
    }

    /** Waits until the copy has this event, for a while: who appended it wants to read it. */
    void await(String streamId, long version) {
        tail.appended();
        var end = System.nanoTime() + PATIENCE.toNanos();
        for (var seen = tail.position(); !has(streamId, version); seen = tail.position()) {
            if (System.nanoTime() > end || !awaitAfter(seen)) {
                return;
            }
        }
    }

    /** Waits until the copy has everything that the source has now, for a while. */
    void awaitHead() {
        var head = source.head();
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (lastIndex() < head && System.nanoTime() < end && awaitAfter(tail.position())) {
            tail.appended();
        }
    }

    /** False when nobody should wait any longer. */
    private boolean awaitAfter(long position) {
        try {
            tail.awaitAfter(position, Election.IDLE);
            return isRunning();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean has(String streamId, long version) {
        return db.sql("select exists (select 1 from event where stream_id = ? and version = ?)")
                .param(streamId)
                .param(version)
                .query(Boolean.class)
                .single();
    }

    private long lastIndex() {
        return db.sql("select coalesce(max(last_index), -1) from event_mirror")
                .query(Long.class)
                .single();
    }

    @Override
    public void lead(Connection connection) throws SQLException, InterruptedException {
        connection.setAutoCommit(false);
        var rows = new MirrorRows(connection, source.name());
        connection.commit();
        tail.advancedTo(rows.position());
        try (var feed = openChecked(rows)) {
            following();
            beOverseen(connection);
            for (var said = System.nanoTime(); isRunning(); ) {
                var batch = next(feed);
                if (!batch.isEmpty()) {
                    rows.take(batch);
                    connection.commit();
                    tail.advancedTo(rows.position());
                    said = System.nanoTime();
                } else if (System.nanoTime() - said > SIGN_OF_LIFE.toNanos()) {
                    execute(connection, "select 1");
                    said = System.nanoTime();
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** From now on the database ends the session if it is silent, and others may lead. */
    private static void beOverseen(Connection connection) throws SQLException {
        execute(connection, "set idle_session_timeout = " + SILENCE.toMillis());
        execute(connection, "set idle_in_transaction_session_timeout = " + SILENCE.toMillis());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
        connection.commit();
    }

    @Override
    public void following() {
        trouble = null;
        settled = true;
    }

    @Override
    public void failed(Exception failure) {
        trouble = String.valueOf(failure.getMessage());
    }

    /** Opens the source where the copy ends, once it is sure that it is a copy of this source. */
    private Feed openChecked(MirrorRows rows) throws InterruptedException {
        var last = rows.lastIndex();
        if (last < 0) {
            return source.follow(-1);
        }
        var feed = source.follow(last - 1);
        var again = feed.next(PATIENCE);
        if (again != null
                && again.index() == last
                && again.event().eventId().equals(rows.lastId())) {
            return feed;
        }
        feed.close();
        throw again == null && source.head() >= last
                ? new IllegalStateException("there is no answer from " + source.name())
                : foreign();
    }

    private IllegalStateException foreign() {
        return new IllegalStateException(
                "The events in this database are not those of %s: see docs/operations/axon-server.md"
                        .formatted(source.name()));
    }

    /** What has come, without waiting for more once there is something. */
    private static List<Placed> next(Feed feed) throws InterruptedException {
        var batch = new ArrayList<Placed>();
        for (var placed = feed.next(Election.IDLE);
                placed != null && batch.size() < MOST_AT_ONCE;
                placed = batch.size() < MOST_AT_ONCE ? feed.next(Duration.ZERO) : null) {
            batch.add(placed);
        }
        return batch;
    }

    @Override
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /**
     * Serves nothing before the copy has what the source has: a database that was filled by another
     * source is found out now and not by whoever reads from it.
     */
    @Override
    public void start() {
        election.start();
        var head = source.head();
        var next = System.nanoTime();
        while (!settled || lastIndex() < head) {
            if (trouble != null) {
                stop();
                throw new IllegalStateException(trouble);
            }
            if (System.nanoTime() > next) {
                log.info("The copy is at {} of {} events", lastIndex() + 1, head + 1);
                next += Duration.ofSeconds(10).toNanos();
            }
            tail.appended();
            awaitAfter(tail.position());
        }
        requireNothingElse();
    }

    private void requireNothingElse() {
        record Counted(long copied, long all) {}
        // of one moment, as whoever leads goes on copying
        var counted =
                db.sql(
                                """
                                select (select coalesce(max(position), 0) from event_mirror),
                                       (select coalesce(max(position), 0) from event_position)""")
                        .query((row, _) -> new Counted(row.getLong(1), row.getLong(2)))
                        .single();
        if (counted.all() > counted.copied() && source.head() <= lastIndex()) {
            stop();
            throw new IllegalStateException(
                    "This database has %d events, %s has %d of them: bring the others there first"
                                    .formatted(counted.all(), source.name(), counted.copied())
                            + " (./nexus import, see docs/operations/axon-server.md)");
        }
    }

    @Override
    public void stop() {
        election.stop();
    }

    @Override
    public boolean isRunning() {
        return election.isRunning();
    }

    /** Before anybody reads events, and until everybody has stopped. */
    @Override
    public int getPhase() {
        return -1000;
    }
}
