package nexus.platform.work;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Works off one list on this node: a lease for each item, a thread for each lease. */
final class DueListWorker {

    private static final Logger log = LoggerFactory.getLogger(DueListWorker.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** More are asked for than there are places, as others may work on the first of them. */
    private static final int LOOKED_AT_FOR_A_PLACE = 4;

    private final DueList list;
    private final Leases leases;
    private final WorkMetrics metrics;
    private final Semaphore places;
    private final Semaphore news = new Semaphore(0);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Map<String, Thread> active = new ConcurrentHashMap<>();
    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
    private volatile boolean leaving;
    private volatile @Nullable String error;

    /**
     * An item that is not to be taken up again at once.
     *
     * @param failures how often it failed in a row
     * @param until when it may be, as {@link System#nanoTime} tells it
     */
    private record Pause(int failures, long until) {

        boolean isOver() {
            return System.nanoTime() - until >= 0;
        }

        static Pause after(int failures, Duration pause) {
            return new Pause(failures, System.nanoTime() + pause.toNanos());
        }
    }

    /**
     * How a list is getting on here.
     *
     * @param failing how many items failed and wait to be tried again
     * @param error why the list itself could not be looked at, or the last item failed
     */
    record State(int active, int failing, @Nullable String error) {}

    DueListWorker(DueList list, Leases leases, WorkMetrics metrics) {
        this.list = list;
        this.leases = leases;
        this.metrics = metrics;
        this.places = new Semaphore(list.atATime());
    }

    void start() {
        Thread.ofVirtual().name(list.name()).start(this::watch);
    }

    void wake() {
        news.release();
    }

    void leave() {
        leaving = true;
        wake();
    }

    void awaitEnd(Duration patience) {
        try {
            if (!ended.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                log.warn("{}: {} did not come to an end in time", list.name(), active.keySet());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    State state() {
        var failing = (int) pauses.values().stream().filter(p -> p.failures() > 0).count();
        return new State(active.size(), failing, error);
    }

    private void watch() {
        try {
            while (!leaving) {
                look();
                if (news.tryAcquire(list.every().toMillis(), TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
            }
            places.acquire(list.atATime()); // all have come back
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void look() {
        try {
            var free = places.availablePermits();
            if (free == 0) {
                return;
            }
            // those on this node and those that pause may be among them
            var most = free * LOOKED_AT_FOR_A_PLACE + active.size() + pauses.size();
            var due = list.due(most);
            pauses.entrySet()
                    .removeIf(pause -> pause.getValue().isOver() && !due.contains(pause.getKey()));
            due.forEach(this::begin);
            if (pauses.values().stream().noneMatch(pause -> pause.failures() > 0)) {
                error = null;
            }
        } catch (RuntimeException failure) {
            error = said(failure);
            log.warn("What is due of {} cannot be told: {}", list.name(), failure.getMessage());
        }
    }

    private void begin(String item) {
        var pause = pauses.get(item);
        if (leaving
                || active.containsKey(item)
                || (pause != null && !pause.isOver())
                || !places.tryAcquire()) {
            return;
        }
        var begun = false;
        try {
            var lease = leases.take(list.name() + "/" + item);
            if (lease.isPresent()) {
                begun = true;
                var thread =
                        Thread.ofVirtual()
                                .name(list.name() + "/" + item)
                                .unstarted(() -> work(item, lease.get()));
                active.put(item, thread);
                thread.start();
            }
        } finally {
            if (!begun) {
                places.release();
            }
        }
    }

    private void work(String item, Lease lease) {
        metrics.began(list.name());
        try {
            list.work(item, new UntilLeaving(lease));
            pauses.put(item, Pause.after(0, list.every()));
            metrics.done(list.name());
        } catch (Lease.Lost lost) {
            log.info("{}", lost.getMessage());
            pauses.put(item, Pause.after(0, list.every()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception failure) {
            failed(item, failure);
        } finally {
            metrics.ended(list.name());
            leases.release(lease);
            active.remove(item);
            places.release();
            wake();
        }
    }

    private void failed(String item, Exception failure) {
        var before = pauses.get(item);
        var failures = before == null ? 1 : before.failures() + 1;
        pauses.put(item, Pause.after(failures, pause(failures)));
        error = said(failure);
        metrics.failed(list.name());
        if (failure instanceof DataAccessException || failure instanceof TransactionException) {
            log.warn("{} of {} goes on later: {}", item, list.name(), failure.getMessage());
        } else {
            log.error("{} of {} failed, {} times by now", item, list.name(), failures, failure);
        }
    }

    static Duration pause(int failures) {
        var doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /** What a database refuses may quote what somebody wrote: that is for the log only. */
    private static String said(Exception failure) {
        return failure.getClass().getSimpleName();
    }

    /** The same lease, which also ends when this node does. */
    private final class UntilLeaving implements Lease {
        private final Lease lease;

        UntilLeaving(Lease lease) {
            this.lease = lease;
        }

        @Override
        public String name() {
            return lease.name();
        }

        @Override
        public boolean goesOn() {
            return !leaving && lease.goesOn();
        }

        @Override
        public <T> T guard(Supplier<T> work) {
            return lease.guard(work);
        }
    }
}
