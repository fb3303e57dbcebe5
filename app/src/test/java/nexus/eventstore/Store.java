package nexus.eventstore;

import java.time.Duration;
import java.util.Set;
import nexus.eventstore.Check.Ability;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;

/** An event store that is held to the {@link Conformance}, and what it says of itself. */
abstract class Store implements AutoCloseable {

    abstract EventStore events();

    abstract Set<Ability> abilities();

    /** How long to wait for what must come. */
    Duration patience() {
        return Duration.ofSeconds(20);
    }

    /** A writer that has drawn the number of its event and waits with the commit. */
    WriterBeforeItsCommit drawNumberFor(DomainEventMessage<?> event) {
        throw new UnsupportedOperationException("Numbers are drawn with the commit here");
    }

    /** Commits when told to. */
    interface WriterBeforeItsCommit extends AutoCloseable {
        void commit();

        @Override
        void close();
    }

    /** Stores what the work publishes, all or nothing, as a command handler would. */
    final void inUnitOfWork(Runnable work) {
        DefaultUnitOfWork.startAndGet(null).execute(work);
    }

    final void append(EventMessage<?>... messages) {
        inUnitOfWork(() -> events().publish(messages));
    }

    @Override
    public void close() {}
}
