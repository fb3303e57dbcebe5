package nexus.eventstore;

import java.time.Duration;
import java.util.Set;
import nexus.eventstore.Check.Ability;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;

/** Axon's own store in memory, which is not ours: it keeps events, but any version any time. */
final class AxonsMemoryStore extends Store {

    private final EmbeddedEventStore events =
            EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build();

    @Override
    EventStore events() {
        return events;
    }

    @Override
    Set<Ability> abilities() {
        return Set.of();
    }

    @Override
    Duration patience() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void close() {
        events.shutDown();
    }
}
