package nexus.platform.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nexus.platform.LongWork;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes full tables fit to be read, some at once. What is made stays made: who goes on after a
 * crash finds it.
 */
final class Indexing {

    private static final Duration SIGN_OF_LIFE = Tokens.CLAIM.dividedBy(4);

    private final TransactionTemplate transactions;
    private final JdbcTemplate jdbc;
    private final int workers;

    Indexing(TransactionTemplate transactions, JdbcTemplate jdbc, int workers) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.workers = workers;
    }

    /**
     * Answers when all tables are done.
     *
     * @param alive called every now and then meanwhile; if it fails, so does this
     */
    void of(Collection<ViewTable<?, ?>> views, Runnable alive) {
        var threads =
                Executors.newFixedThreadPool(
                        workers, Thread.ofPlatform().daemon().name("index-", 0).factory());
        try {
            var all = new ArrayList<Future<?>>();
            for (var view : views) {
                view.tables().forEach(table -> all.add(threads.submit(() -> index(view, table))));
            }
            for (var one : all) {
                await(one, alive);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void index(ViewTable<?, ?> view, String table) {
        transactions.executeWithoutResult(
                _ -> {
                    LongWork.begins(jdbc);
                    jdbc.execute("set local maintenance_work_mem = '64MB'");
                    view.index(table);
                });
    }

    private static void await(Future<?> work, Runnable alive) throws InterruptedException {
        while (true) {
            try {
                work.get(SIGN_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException _) {
                alive.run();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException known
                        ? known
                        : new IllegalStateException("A table was not made fit", e.getCause());
            }
        }
    }
}
