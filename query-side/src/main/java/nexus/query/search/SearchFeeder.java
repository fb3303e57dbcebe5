package nexus.query.search;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Tells the search index what has changed, for as long as the engine runs.
 *
 * <p>One process of an installation does it at a time: the one that holds a lock in the database.
 * All it does there goes over the connection that holds the lock, so that who has lost it strikes
 * nothing off. While Elasticsearch is away nothing is lost and nothing grows here: what changed
 * waits in its table.
 */
@Component
@ConditionalOnProperty(name = "nexus.search.feeder", havingValue = "true", matchIfMissing = true)
class SearchFeeder implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SearchFeeder.class);

    private static final int BATCH = 1000;

    /** Some changes gather meanwhile: what is written together costs less. */
    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(50);

    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration STOP_AT_MOST = Duration.ofSeconds(5);

    private final DataSource database;
    private final SearchPending pending;
    private final RecordIndex index;
    private final SearchHealth health;
    private final IndexRebuilding rebuilding;
    private final FeederStatus status;
    private final Backoff backoff = new Backoff();

    private volatile boolean running;
    private @Nullable Thread thread;
    private volatile CountDownLatch stopping = new CountDownLatch(1);
    private long lookedAt;

    SearchFeeder(
            DataSource database,
            SearchPending pending,
            RecordIndex index,
            SearchHealth health,
            IndexRebuilding rebuilding,
            FeederStatus status) {
        this.database = database;
        this.pending = pending;
        this.index = index;
        this.health = health;
        this.rebuilding = rebuilding;
        this.status = status;
    }

    @Override
    public void start() {
        stopping = new CountDownLatch(1);
        running = true; // before the thread looks at it
        thread = Thread.ofPlatform().name("search-feeder").daemon().start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        var feeding = thread;
        if (feeding != null) {
            stopping.countDown();
            pending.ring();
            try {
                if (!feeding.join(STOP_AT_MOST)) {
                    feeding.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (isRunning()) {
            try (var connection = database.getConnection()) {
                standFor(connection);
            } catch (SQLException | RuntimeException e) {
                failed(e, 0);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Feeds while it may; otherwise looks on, and asks again a little later. */
    private void standFor(Connection connection) throws SQLException, InterruptedException {
        var db = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        if (!isTrue(db, "select pg_try_advisory_lock(hashtext('nexus.search'))")) {
            lookOn(db);
            pending.awaitBell(LOOK_EVERY);
            return;
        }
        try {
            var installation =
                    db.sql("select id::text from search_installation").query(String.class).single();
            while (isRunning()) {
                feed(db, installation);
            }
        } finally {
            rebuilding.stop();
            status.left(db);
            isTrue(db, "select pg_advisory_unlock(hashtext('nexus.search'))");
        }
    }

    private void lookOn(JdbcClient db) {
        try {
            index.reach();
            health.answered(SearchPending.count(db));
        } catch (IOException | ElasticsearchException e) {
            failed(e, SearchPending.count(db));
        }
    }

    private void feed(JdbcClient db, String installation) throws InterruptedException {
        try {
            var began = System.nanoTime();
            look(db, installation);
            var told = tell(db);
            var more = rebuilding.step(db, installation);
            status.moved(db, told);
            backoff.reset();
            if (told == 0 && !more) {
                pending.awaitBell(IDLE);
            } else if (told > 0 && told < BATCH) {
                var left = BETWEEN_BATCHES.toNanos() - (System.nanoTime() - began);
                stopping.await(left, TimeUnit.NANOSECONDS);
            }
        } catch (IOException | ElasticsearchException | Overloaded e) {
            lookedAt = 0; // who comes back may have come back empty
            status.failed(db, String.valueOf(e.getMessage()));
            failed(e, SearchPending.count(db));
        }
    }

    /** Sees to it, every now and then, that the index is there, and is the right one. */
    private void look(JdbcClient db, String installation) throws IOException {
        if (lookedAt != 0 && System.nanoTime() - lookedAt < LOOK_EVERY.toNanos()) {
            return;
        }
        if (!index.isInPlace(installation)) {
            log.info("The search index is new or has changed: all records are written to it");
            SearchPending.markEverything(db);
            index.putInPlace(installation);
        }
        lookedAt = System.nanoTime();
        answered(SearchPending.count(db));
    }

    /**
     * Tells the index of the records that have waited longest. The order of the steps matters: the
     * version is drawn after the records are seen and before they are read, so that of two writings
     * the one with the higher version knows at least what the other knew.
     */
    private int tell(JdbcClient db) throws IOException, Overloaded {
        var records = SearchPending.first(db, BATCH);
        if (records.isEmpty()) {
            answered(0);
            return 0;
        }
        var version = SearchPending.nextVersion(db);
        var documents = SearchDocuments.read(db, records);
        var outcome = index.write(records, documents, version);
        outcome.refused()
                .forEach((record, cause) -> log.warn("Search refuses {}: {}", record.id(), cause));
        SearchPending.park(db, outcome.refused());
        SearchPending.forgive(db, outcome.taken());
        SearchPending.strike(db, outcome.told());
        if (outcome.cause() != null) {
            throw new Overloaded(outcome.cause());
        }
        return records.size();
    }

    private void answered(long waiting) {
        if (health.failure() != null) {
            log.info("Search is there; {} records wait to be written", waiting);
        }
        health.answered(waiting);
    }

    /** Says so once, and waits longer each time. */
    private void failed(Exception failure, long waiting) {
        var cause = String.valueOf(failure.getMessage());
        if (health.failure() == null) {
            log.warn("Search is away, its changes wait: {}", cause);
        }
        health.failed(cause, waiting);
        try {
            stopping.await(backoff.next().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isTrue(JdbcClient db, String sql) throws DataAccessException {
        return db.sql(sql).query(Boolean.class).single();
    }

    /** The index is there but did not take everything; what it did not take still waits. */
    private static final class Overloaded extends Exception {
        Overloaded(String cause) {
            super(cause);
        }
    }
}
