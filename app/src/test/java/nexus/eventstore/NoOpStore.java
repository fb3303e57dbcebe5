package nexus.eventstore;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nexus.eventstore.Check.Ability;
import org.axonframework.common.Registration;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.jspecify.annotations.Nullable;

/** Takes everything and keeps nothing, yet claims to be able to do whatever can be asked. */
final class NoOpStore extends Store implements EventStore {

    @Override
    EventStore events() {
        return this;
    }

    @Override
    Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
    }

    @Override
    Duration patience() {
        return Duration.ofMillis(100);
    }

    @Override
    WriterBeforeItsCommit drawNumberFor(DomainEventMessage<?> event) {
        return new WriterBeforeItsCommit() {
            @Override
            public void commit() {}

            @Override
            public void close() {}
        };
    }

    @Override
    public void publish(List<? extends EventMessage<?>> events) {}

    @Override
    public DomainEventStream readEvents(String streamId) {
        return DomainEventStream.empty();
    }

    @Override
    public DomainEventStream readEvents(String streamId, long firstVersion) {
        return DomainEventStream.empty();
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {}

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        return new Silence();
    }

    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(0);
    }

    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(0);
    }

    @Override
    public TrackingToken createTokenAt(Instant instant) {
        return new GlobalSequenceTrackingToken(0);
    }

    @Override
    public Registration subscribe(Consumer<List<? extends EventMessage<?>>> processor) {
        return () -> true;
    }

    @Override
    public Registration registerDispatchInterceptor(
            MessageDispatchInterceptor<? super EventMessage<?>> interceptor) {
        return () -> true;
    }

    private static final class Silence implements BlockingStream<TrackedEventMessage<?>> {

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return Optional.empty();
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            unit.sleep(timeout);
            return false;
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() {
            throw new IllegalStateException("never");
        }

        @Override
        public void close() {}
    }
}
