package nexus.platform.eventstore;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/** Axon's event store over our engines; its streams wake up when the {@link Tail} advances. */
final class PositionedEventStore extends AbstractEventStore {

    private final Tail tail;

    PositionedEventStore(EventStorageEngine engine, Tail tail) {
        super(new Builder() {}.storageEngine(engine));
        this.tail = tail;
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        return new PositionedStream(PostgresEventStorageEngine.position(token));
    }

    /** Reads on from a position, a page at a time. Used by one thread. */
    private final class PositionedStream implements BlockingStream<TrackedEventMessage<?>> {

        private final Queue<TrackedEventMessage<?>> page = new ArrayDeque<>();
        private long position;
        private Runnable unsubscribe = () -> {};

        PositionedStream(long position) {
            this.position = position;
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            fill();
            return Optional.ofNullable(page.peek());
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            fill();
            if (page.isEmpty() && timeout > 0) {
                tail.awaitAfter(position, Duration.of(timeout, unit.toChronoUnit()));
                fill();
            }
            return !page.isEmpty();
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            while (!hasNextAvailable(1, TimeUnit.SECONDS)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return page.remove();
        }

        private void fill() {
            if (page.isEmpty() && position < tail.position()) {
                storageEngine()
                        .readEvents(new GlobalSequenceTrackingToken(position), false)
                        .forEach(
                                event -> {
                                    page.add(event);
                                    position =
                                            PostgresEventStorageEngine.position(
                                                    event.trackingToken());
                                });
            }
        }

        @Override
        public boolean setOnAvailableCallback(Runnable callback) {
            unsubscribe = tail.onAdvance(callback);
            return true;
        }

        @Override
        public void close() {
            unsubscribe.run();
        }
    }
}
