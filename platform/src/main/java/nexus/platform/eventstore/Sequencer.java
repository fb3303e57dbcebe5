package nexus.platform.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
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
@ConditionalOnProperty(name = "nexus.event-store", havingValue = "postgres", matchIfMissing = true)
class Sequencer implements SmartLifecycle, Ordering {

    /** How soon appends of other nodes are noticed. */
    private static final Duration IDLE = Duration.ofMillis(20);

    /** A round costs much the same for one event as for a hundred: let some gather. */
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(2);

    private static final Duration AFTER_A_FAILURE = Duration.ofMillis(500);
    static final long LEADERSHIP = 0x4e58_5553_5345_5131L; // any constant of our own
    private static final int MOST_PER_ROUND = 10_000;
    private static final Logger log = LoggerFactory.getLogger(Sequencer.class);

    private final DataSource database;
    private final Tail tail;
    private @Nullable Thread thread;
    private volatile boolean running;
    private volatile boolean connected;

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
        try (var rounds = new SequencerRounds(connection, MOST_PER_ROUND)) {
            tail.advancedTo(rounds.position());
            while (running) {
                var began = System.nanoTime();
                var given = rounds.next();
                tail.advancedTo(rounds.position());
                if (given < MOST_PER_ROUND) {
                    LockSupport.parkNanos(BETWEEN_ROUNDS.toNanos() - (System.nanoTime() - began));
                    tail.awaitAppend(IDLE);
                }
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

    /** The connection goes back to the pool, where it must not keep the lock, or any setting. */
    private static void giveUpLeadership(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
            statement.execute("reset all");
        }
    }

    static long lastPosition(Connection connection) throws SQLException {
        try (var query =
                        connection.prepareStatement(
                                "select coalesce(max(position), 0) from event_position");
                var row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public Optional<String> trouble() {
        return connected ? Optional.empty() : Optional.of("the sequencer has no connection");
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
