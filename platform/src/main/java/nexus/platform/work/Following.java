package nexus.platform.work;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import nexus.platform.eventstore.EventFeed;
import nexus.platform.eventstore.EventFeed.Page;
import nexus.platform.eventstore.EventFeed.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells one follower what has happened. Nodes take turns, page by page, under a lock that ends with
 * its transaction; the place moves with the rows it stands for. Both are lost together if the
 * database crashes at once, and made again from the same events, so nobody waits for its disk.
 */
final class Following {

    private static final Logger log = LoggerFactory.getLogger(Following.class);

    private static final int PAGE = 2000;
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration BETWEEN_TURNS = Duration.ofMillis(50);

    /** A page costs much the same for one event as for many: under load let some gather. */
    private static final Duration GATHER = Duration.ofMillis(50);

    /** That there was nothing to take in need not be written down at once. */
    private static final Duration WRITTEN_EVERY = Duration.ofSeconds(1);

    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(2);

    private final Follower follower;
    private final EventFeed feed;
    private final JdbcClient db;
    private final TransactionTemplate transactions;
    private final Thread thread;
    private Quiet quiet = new Quiet(-1, -1);
    private long writtenAt;
    private volatile boolean leaving;
    private volatile @Nullable String error;

    Following(Follower follower, EventFeed feed, JdbcClient db, TransactionTemplate transactions) {
        this.follower = follower;
        this.feed = feed;
        this.db = db;
        this.transactions = transactions;
        this.thread = Thread.ofVirtual().name("follows/" + follower.name()).unstarted(this::follow);
    }

    void start() {
        thread.start();
    }

    void leave() {
        leaving = true;
    }

    void awaitEnd() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String name() {
        return follower.name();
    }

    /** Why nothing is heard; empty where all is well. */
    Optional<String> trouble() {
        return Optional.ofNullable(error);
    }

    private void follow() {
        while (!leaving) {
            try {
                transactions.executeWithoutResult(_ -> startOverIfNew());
                while (!leaving) {
                    step();
                    error = null;
                }
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException failure) {
                error = failure.getClass().getSimpleName(); // the rest is for the log only
                log.warn("{} hears nothing for now: {}", follower.name(), failure.getMessage());
                pauseAfterFailure();
            }
        }
    }

    private void pauseAfterFailure() {
        try {
            Thread.sleep(AFTER_A_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            leaving = true;
        }
    }

    private void startOverIfNew() {
        var isNew =
                db.sql(
                                        """
                                        insert into follower (name, position, revision)
                                        values (:name, 0, :revision)
                                        on conflict (name) do update
                                          set position = 0, revision = excluded.revision
                                          where follower.revision < excluded.revision""")
                                .param("name", follower.name())
                                .param("revision", follower.revision())
                                .update()
                        == 1;
        if (isNew) {
            follower.forget();
        }
    }

    /** Takes the next page, or waits until there is one, or until another node has had its turn. */
    private void step() throws InterruptedException {
        switch (Objects.requireNonNull(transactions.execute(_ -> take()))) {
            case Turn.Others _ -> Thread.sleep(BETWEEN_TURNS);
            case Turn.Ours(var from, var page) when page.through() == from ->
                    feed.awaitAfter(from, PATIENCE);
            case Turn.Ours(var from, var page) -> {
                if (!page.events().isEmpty()) {
                    follower.taken(page.events());
                }
                if (page.through() - from < PAGE) {
                    Thread.sleep(GATHER);
                }
            }
        }
    }

    /** Whose turn it was, and what there was to be told after where it began. */
    private sealed interface Turn {

        record Others() implements Turn {}

        record Ours(long from, Page page) implements Turn {}
    }

    /** Nothing is to be told between where its place is written down and another position. */
    private record Quiet(long place, long through) {

        long from(long written) {
            return written == place ? through : written;
        }
    }

    private Turn take() {
        var place =
                db.sql(
                                """
                                select position, set_config('synchronous_commit', 'off', true)
                                from follower where name = :name for update skip locked""")
                        .param("name", follower.name())
                        .query((row, _) -> row.getLong(1))
                        .optional();
        if (place.isEmpty()) {
            return new Turn.Others();
        }
        var from = quiet.from(place.get());
        var page = feed.read(Request.after(from, PAGE, follower.follows()));
        if (!page.events().isEmpty()) {
            follower.take(page.events());
            write(page.through());
        } else if (page.through() > from) {
            quiet = new Quiet(place.get(), page.through());
            if (System.nanoTime() - writtenAt > WRITTEN_EVERY.toNanos()) {
                write(page.through());
            }
        }
        return new Turn.Ours(from, page);
    }

    private void write(long place) {
        db.sql("update follower set position = :place where name = :name")
                .param("place", place)
                .param("name", follower.name())
                .update();
        writtenAt = System.nanoTime();
    }
}
