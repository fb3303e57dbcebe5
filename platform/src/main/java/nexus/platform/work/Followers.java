package nexus.platform.work;

import java.util.List;
import java.util.TreeMap;
import nexus.platform.eventstore.EventFeed;
import nexus.platform.health.HealthCheck;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells all followers of this node what has happened, each in a thread of its own. */
@Component
public class Followers implements SmartLifecycle, HealthCheck {

    private final ObjectProvider<Follower> followers;
    private final EventFeed feed;
    private final JdbcClient db;
    private final TransactionTemplate transactions;
    private volatile List<Following> running = List.of();

    Followers(
            ObjectProvider<Follower> followers,
            EventFeed feed,
            JdbcClient db,
            TransactionTemplate transactions) {
        this.followers = followers;
        this.feed = feed;
        this.db = db;
        this.transactions = transactions;
    }

    /** The position up to which a follower has been told everything, on whichever node. */
    public long position(String follower) {
        return db.sql("select position from follower where name = :name")
                .param("name", follower)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    @Override
    public void start() {
        var started =
                followers
                        .orderedStream()
                        .map(follower -> new Following(follower, feed, db, transactions))
                        .toList();
        started.forEach(Following::start);
        running = started;
    }

    @Override
    public void stop() {
        running.forEach(Following::leave);
        running.forEach(Following::awaitEnd);
        running = List.of();
    }

    @Override
    public String name() {
        return "followers";
    }

    /** What is heard of late holds up nobody: it is told, and no more. */
    @Override
    public Result check() {
        var troubles = new TreeMap<String, Object>();
        running.forEach(
                following ->
                        following
                                .trouble()
                                .ifPresent(error -> troubles.put(following.name(), error)));
        return new Result(troubles.isEmpty(), false, troubles);
    }

    @Override
    public boolean isRunning() {
        return !running.isEmpty();
    }
}
