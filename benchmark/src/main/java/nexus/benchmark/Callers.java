package nexus.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/** Threads that do the same work at the same time, and note how long it takes them. */
final class Callers implements AutoCloseable {

    static final long LONGEST = TimeUnit.MINUTES.toNanos(5);

    private final int count;
    private final ExecutorService threads;
    private final ExecutorService virtual =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("virtual-caller-", 0).factory());

    Callers(int count) {
        this.count = count;
        this.threads =
                Executors.newFixedThreadPool(
                        count, Thread.ofPlatform().daemon().name("caller-", 0).factory());
    }

    /**
     * Everybody does the work as soon as they have done it before, once at least, until time is up.
     */
    Round untiring(Duration duration, Work work) {
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        return together(
                start,
                work,
                caller -> {
                    var latencies = histogram();
                    long now = System.nanoTime();
                    do {
                        work.once(caller);
                        long after = System.nanoTime();
                        record(latencies, after - now);
                        now = after;
                    } while (now < end);
                    return latencies;
                });
    }

    /**
     * Work comes in at a steady rate, whether or not the earlier is done. How long a piece of it
     * takes counts from the moment it was due: a stall delays all that was due meanwhile, and is
     * not hidden by asking nothing while it lasts.
     */
    Round paced(double perSecond, Duration duration, Work work) {
        long start = System.nanoTime();
        double gap = 1e9 / perSecond;
        long pieces = (long) (duration.toNanos() / gap);
        return together(
                start,
                work,
                caller -> {
                    var latencies = histogram();
                    for (long piece = caller; piece < pieces; piece += count) {
                        long due = start + (long) (piece * gap);
                        awaitInstant(due);
                        work.once(caller);
                        record(latencies, System.nanoTime() - due);
                    }
                    return latencies;
                });
    }

    private interface Shift {
        Histogram of(int caller) throws Exception;
    }

    private Round together(long start, Work work, Shift shift) {
        var shifts = new ArrayList<Future<Histogram>>();
        var workers = work.isServed() ? virtual : threads;
        IntFunction<Future<Histogram>> begin = caller -> workers.submit(() -> shift.of(caller));
        for (int caller = 0; caller < count; caller++) {
            shifts.add(begin.apply(caller));
        }
        var all = histogram();
        for (var one : shifts) {
            all.add(outcome(one));
        }
        var elapsed = Duration.ofNanos(System.nanoTime() - start);
        return new Round(all.getTotalCount(), elapsed, all);
    }

    private static Histogram outcome(Future<Histogram> shift) {
        try {
            return shift.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("The bench was interrupted.", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BenchFailure known
                    ? known
                    : new BenchFailure("A piece of work failed: " + e.getCause(), e);
        }
    }

    private static void awaitInstant(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Does nothing for a while. */
    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("The bench was interrupted.", e);
        }
    }

    static Histogram histogram() {
        return new Histogram(LONGEST, 3);
    }

    private static void record(Histogram latencies, long nanos) {
        latencies.recordValue(Math.min(nanos, LONGEST));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        virtual.shutdownNow();
    }
}
