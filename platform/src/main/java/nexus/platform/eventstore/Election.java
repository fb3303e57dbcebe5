package nexus.platform.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that one node of an installation gives events their positions, and that the others
 * know how far it has come. Elected is who holds a session advisory lock; it works on the
 * connection that holds the lock, so that whoever loses the one loses the other.
 */
final class Election {

    /** How soon appends of other nodes are noticed. */
    static final Duration IDLE = Duration.ofMillis(20);

    private static final Duration AFTER_A_FAILURE = Duration.ofMillis(500);
    private static final int LOOKS_PER_ATTEMPT = 25;
    private static final Logger log = LoggerFactory.getLogger(Election.class);

    private final String name;
    private final long lock;
    private final DataSource database;
    private final Tail tail;
    private final Candidate candidate;
    private @Nullable Thread thread;
    private volatile boolean running;

    /** Who stands for election. */
    interface Candidate {

        /** Leads, until it may not any more. */
        void lead(Connection connection) throws SQLException, InterruptedException;

        /** Somebody else leads. */
        void following();

        /** Neither leads nor follows for the moment. */
        void failed(Exception failure);
    }

    Election(String name, long lock, DataSource database, Tail tail, Candidate candidate) {
        this.name = name;
        this.lock = lock;
        this.database = database;
        this.tail = tail;
        this.candidate = candidate;
    }

    void start() {
        running = true;
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    void stop() {
        running = false;
        try {
            Objects.requireNonNull(thread).join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try {
                stand();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void stand() throws InterruptedException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            try {
                follow(connection);
                if (running) {
                    candidate.lead(connection);
                }
            } finally {
                giveUp(connection);
            }
        } catch (SQLException | RuntimeException failure) {
            if (running) {
                log.warn("The {} starts over: {}", name, failure.getMessage());
                candidate.failed(failure);
                Thread.sleep(AFTER_A_FAILURE);
            }
        }
    }

    /** Looks how far the leader has come, until this node leads itself. */
    private void follow(Connection connection) throws SQLException, InterruptedException {
        while (running && !tryToLead(connection)) {
            for (int i = 0; i < LOOKS_PER_ATTEMPT && running; i++) {
                tail.advancedTo(lastPosition(connection));
                candidate.following();
                tail.awaitAppend(IDLE);
            }
        }
    }

    private boolean tryToLead(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            query.setLong(1, lock);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
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

    /** The connection goes back to the pool, where it must not keep the lock, or any setting. */
    private static void giveUp(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
            statement.execute("reset all");
        }
    }
}
