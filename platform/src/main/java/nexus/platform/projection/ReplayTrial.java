package nexus.platform.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import nexus.platform.NewId;
import nexus.platform.eventstore.EventFeed;
import nexus.platform.eventstore.EventLog;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells how fast views can be made from all events: into tables of their own, as a rebuild fills
 * them, which are dropped afterwards.
 */
@Component
public class ReplayTrial {

    private final Views views;
    private final EventFeed feed;
    private final EventLog events;
    private final Tokens tokens;
    private final Generations generations;
    private final TransactionTemplate transactions;
    private final JdbcTemplate jdbc;
    private final int workers;
    private final int cachedRows;

    ReplayTrial(
            Views views,
            EventFeed feed,
            EventLog events,
            Tokens tokens,
            Generations generations,
            TransactionTemplate transactions,
            JdbcTemplate jdbc,
            @Value("${nexus.projections.rebuild-workers:2}") int workers,
            @Value("${nexus.projections.rebuild-cached-rows:120000}") int cachedRows) {
        this.views = views;
        this.feed = feed;
        this.events = events;
        this.tokens = tokens;
        this.generations = generations;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.workers = workers;
        this.cachedRows = cachedRows;
    }

    /**
     * What was measured.
     *
     * @param events how many these views fold
     * @param loaded until all was in the tables
     * @param usable until they had their indexes too
     */
    public record Measured(long events, Duration loaded, Duration usable) {

        public double perSecond() {
            return events / (usable.toNanos() / 1e9);
        }
    }

    /**
     * Makes views and drops them again.
     *
     * @param names of views; none for all
     * @param withPast with what was known and in effect, or rows as they are only
     */
    public Measured run(Collection<String> names, boolean withPast) {
        var id = NewId.of("trial");
        var processor = Rebuild.processor(id);
        var tables = new ArrayList<ViewTable<?, ?>>();
        try {
            transactions.executeWithoutResult(
                    _ -> {
                        for (var view : views.all()) {
                            if (names.isEmpty() || names.contains(view.name())) {
                                tables.add(generations.make(view, id));
                            }
                        }
                        tokens.begin(processor, workers, 0);
                    });
            var claims = new ArrayList<Claim>();
            for (int worker = 0; worker < workers; worker++) {
                tokens.claim(processor, worker).ifPresent(claims::add);
            }
            var folded = new AtomicLong();
            var load =
                    new BulkLoad(
                            feed,
                            tokens,
                            transactions,
                            jdbc,
                            tables,
                            withPast,
                            cachedRows,
                            null,
                            (_, more) -> folded.addAndGet(more));
            var start = System.nanoTime();
            load.run(claims, feed.head());
            var loaded = System.nanoTime();
            new Indexing(transactions, jdbc, workers).of(tables, () -> {});
            if (withPast) {
                transactions.executeWithoutResult(
                        _ -> tables.forEach(table -> BulkLoad.orderBusinessPast(table, events)));
            }
            return new Measured(
                    folded.get(),
                    Duration.ofNanos(loaded - start),
                    Duration.ofNanos(System.nanoTime() - start));
        } finally {
            tokens.forget(processor);
            generations.dropUnused(id);
        }
    }
}
