package nexus.platform.decider;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * So many commands are decided at once on a node; who finds no place waits. Once places are scarce
 * organizations take turns: one that sends a thousand commands waits for its own, and nobody else
 * does. While there are places enough nobody pays for this but by a counter.
 */
final class Places {

    private final AtomicInteger free;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();

    /** Who waits, by organization; the one whose turn it is comes first. */
    private final SequencedMap<String, Deque<Ticket>> queues = new LinkedHashMap<>();

    private static final class Ticket {
        private final String organization;
        private final Thread thread = Thread.currentThread();
        private volatile boolean admitted;

        Ticket(String organization) {
            this.organization = organization;
        }
    }

    Places(int places) {
        this.free = new AtomicInteger(places);
    }

    /**
     * Does something in a place of its own.
     *
     * @throws Busy if none became free in time
     */
    <T> T take(String organization, Duration patience, Supplier<T> work) {
        enter(organization, patience);
        try {
            return work.get();
        } finally {
            free.incrementAndGet();
            if (waiting.get() > 0) {
                admit();
            }
        }
    }

    private void enter(String organization, Duration patience) {
        if (waiting.get() == 0 && takeFree()) {
            return;
        }
        var ticket = new Ticket(organization);
        lock.lock();
        try {
            queues.computeIfAbsent(organization, _ -> new ArrayDeque<>()).add(ticket);
            waiting.incrementAndGet();
        } finally {
            lock.unlock();
        }
        admit(); // a place may have become free before anybody knew of this one
        await(ticket, patience);
    }

    private boolean takeFree() {
        for (int known = free.get(); known > 0; known = free.get()) {
            if (free.compareAndSet(known, known - 1)) {
                return true;
            }
        }
        return false;
    }

    private void await(Ticket ticket, Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        while (!ticket.admitted) {
            var left = end - System.nanoTime();
            if (left <= 0 && giveUp(ticket)) {
                throw new Busy();
            }
            LockSupport.parkNanos(this, Math.max(left, 1));
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hands the free places out, to one organization after the other. */
    private void admit() {
        lock.lock();
        try {
            while (waiting.get() > 0 && takeFree()) {
                var turn = queues.pollFirstEntry();
                var ticket = turn.getValue().remove();
                if (!turn.getValue().isEmpty()) {
                    queues.put(turn.getKey(), turn.getValue());
                }
                waiting.decrementAndGet();
                ticket.admitted = true;
                LockSupport.unpark(ticket.thread);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was not admitted at the last moment. */
    private boolean giveUp(Ticket ticket) {
        lock.lock();
        try {
            if (ticket.admitted) {
                return false;
            }
            queues.computeIfPresent(
                    ticket.organization,
                    (_, queue) -> {
                        queue.remove(ticket);
                        return queue.isEmpty() ? null : queue;
                    });
            waiting.decrementAndGet();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
