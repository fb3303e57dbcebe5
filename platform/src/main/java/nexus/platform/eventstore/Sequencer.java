package nexus.platform.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Gives every committed event its position, densely, in rounds: what is visible now and was not
 * before comes next.
 *
 * <p>A sequence drawn in the append transaction cannot be the order to read by, as transactions
 * commit in another order than they draw: a reader that passed number 7 would never see a 6 that
 * commits later. One node does the rounds, elected by a session advisory lock; the others only look
 * how far it has come.
 */
@Component
class Sequencer implements SmartLifecycle {

    /** How soon appends of other nodes are noticed. */
    private static final Duration IDLE = Duration.ofMillis(20);

    private static final Duration AFTER_A_FAILURE = Duration.ofMillis(500);
    private static final long LEADERSHIP = 0x4e58_5553_5345_5131L; // any constant of our own
    private static final int MOST_PER_ROUND = 10_000;
    private static final Logger log = LoggerFactory.getLogger(Sequencer.class);

    private static final String ROUND =
            """
            insert into event_position (position, seq)
            select ? + row_number() over (order by seq), seq
            from (select e.seq from event e
                  where e.seq > ? and not exists
                    (select 1 from event_position p where p.seq = e.seq)
                  order by e.seq limit ?) as fresh
            """;

    private final DataSource database;
    private final Tail tail;
    private @Nullable Thread thread;
    private volatile boolean running;
    private volatile boolean connected;

    /** Every event up to this number has its position, or will never be visible. */
    private long floor;

    /** A candidate for the floor: the last number drawn at an instant of the database's clock. */
    private @Nullable Drawn drawn;

    private record Drawn(long seq, Timestamp at) {}

    Sequencer(DataSource database, Tail tail) {
        this.database = database;
        this.tail = tail;
    }

    private void run() {
        while (running) {
            try {
                followAndLead();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void followAndLead() throws InterruptedException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            connected = true;
            try {
                follow(connection);
                lead(connection);
            } finally {
                giveUpLeadership(connection);
            }
        } catch (SQLException e) {
            connected = false;
            if (running) {
                log.warn("The sequencer starts over: {}", e.getMessage());
                Thread.sleep(AFTER_A_FAILURE);
            }
        }
    }

    /** Looks how far the leader has come, until this node leads itself. */
    private void follow(Connection connection) throws SQLException, InterruptedException {
        while (running && !tryToLead(connection)) {
            for (int i = 0; i < 25 && running; i++) {
                tail.advancedTo(lastPosition(connection));
                tail.awaitAppend(IDLE);
            }
        }
    }

    private void lead(Connection connection) throws SQLException, InterruptedException {
        var last = lastPosition(connection);
        floor = 0;
        drawn = null;
        tail.advancedTo(last);
        try (var round = connection.prepareStatement(ROUND)) {
            var given = 0;
            while (running) {
                var settled = given > 0 || drawn != null ? settledNow(connection) : floor;
                round.setLong(1, last);
                round.setLong(2, floor);
                round.setInt(3, MOST_PER_ROUND);
                given = round.executeUpdate();
                last += given;
                tail.advancedTo(last);
                if (given < MOST_PER_ROUND) {
                    floor = Math.max(floor, settled);
                    tail.awaitAppend(IDLE);
                }
            }
        }
    }

    /**
     * A number is settled once every transaction that was open when it was drawn has ended: then
     * the next round sees its event, or nobody ever will. So the floor follows the numbers drawn,
     * one open transaction behind, and rounds need not look further back.
     *
     * @return the floor that holds after the next round
     */
    private long settledNow(Connection connection) throws SQLException {
        if (drawn == null) {
            drawn = lastDrawn(connection);
            return floor;
        }
        if (openSince(connection, drawn.at())) {
            return floor;
        }
        var settled = drawn.seq();
        drawn = null;
        return settled;
    }

    private static Drawn lastDrawn(Connection connection) throws SQLException {
        try (var query =
                        connection.prepareStatement(
                                "select last_value, clock_timestamp() from event_seq_seq");
                var row = query.executeQuery()) {
            row.next();
            return new Drawn(row.getLong(1), row.getTimestamp(2));
        }
    }

    private static boolean openSince(Connection connection, Timestamp instant) throws SQLException {
        try (var query =
                connection.prepareStatement(
                        """
                        select exists (select 1 from pg_stat_activity
                          where datname = current_database() and pid <> pg_backend_pid()
                            and backend_type = 'client backend' and xact_start <= ?)""")) {
            query.setTimestamp(1, instant);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static boolean tryToLead(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            query.setLong(1, LEADERSHIP);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** The connection goes back to the pool, where it must not keep the lock. */
    private static void giveUpLeadership(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
        }
    }

    private static long lastPosition(Connection connection) throws SQLException {
        try (var query =
                        connection.prepareStatement(
                                "select coalesce(max(position), 0) from event_position");
                var row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Whether this node leads or follows, rather than looking for its database. */
    boolean isAlive() {
        return connected;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("sequencer").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        try {
            Objects.requireNonNull(thread).join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before anybody reads events, and until everybody has stopped. */
    @Override
    public int getPhase() {
        return -1000;
    }
}
