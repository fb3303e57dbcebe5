package nexus.platform.query;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A number of rows that many ask for while it changes. One counts at a time; whoever comes
 * meanwhile waits for the next, and shares it with all who wait: nobody is told a number of before
 * they asked, and however many ask, no more than one thread counts.
 */
final class SharedCount {

    private final ReentrantLock counting = new ReentrantLock();
    private volatile @Nullable Count last;

    /**
     * What was counted.
     *
     * @param position how far the views had come when it was begun
     * @param begunAt when that was, by this node's counter
     */
    private record Count(long number, long position, long begunAt) {

        boolean isFor(long asked, long reached, Duration longest) {
            return begunAt - asked >= 0
                    || position == reached && asked - begunAt < longest.toNanos();
        }
    }

    /**
     * The number, as it is now or was after it was asked for.
     *
     * @param reached how far the views have come: while that is the same, so is the number
     * @param longest for how long that goes; tables may be made anew at the same position
     */
    long get(long reached, Duration longest, LongSupplier count) {
        var asked = System.nanoTime();
        var known = last;
        if (known != null && known.isFor(asked, reached, longest)) {
            return known.number();
        }
        counting.lock();
        try {
            known = last;
            if (known == null || !known.isFor(asked, reached, longest)) {
                var begun = System.nanoTime();
                known = new Count(count.getAsLong(), reached, begun);
                last = known;
            }
            return known.number();
        } finally {
            counting.unlock();
        }
    }
}
