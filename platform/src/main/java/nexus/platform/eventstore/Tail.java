package nexus.platform.eventstore;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** The end of the event stream as this node knows it: wakes whoever waits for events. */
@Component
class Tail {

    private final Semaphore appends = new Semaphore(0);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile long position;

    /** The highest position known here. */
    long position() {
        return position;
    }

    /** Something was committed on this node and waits for its position. */
    void appended() {
        appends.release();
    }

    /** Waits until something was committed here, at most this long. */
    void awaitAppend(Duration patience) throws InterruptedException {
        if (appends.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            appends.drainPermits();
        }
    }

    /** Positions up to this one can be read. */
    void advancedTo(long newPosition) {
        if (newPosition > position) {
            synchronized (this) {
                position = Math.max(position, newPosition);
                notifyAll();
            }
            listeners.forEach(Runnable::run);
        }
    }

    /** Waits until there is something after this position, at most this long. */
    synchronized boolean awaitAfter(long seen, Duration patience) throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        while (position <= seen) {
            var left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Runs this whenever the tail advances, until the returned handle is run. */
    Runnable onAdvance(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
