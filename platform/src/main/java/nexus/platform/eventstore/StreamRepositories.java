package nexus.platform.eventstore;

import org.axonframework.common.caching.Cache;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.CachingEventSourcingRepository;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.Repository;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Makes the repositories through which streams are loaded, and kept in memory between commands. */
@Component
public class StreamRepositories {

    private final EventStore events;
    private final Cache cache;

    StreamRepositories(
            EventStore events, @Value("${nexus.event-store.cached-streams:20000}") int size) {
        this.events = events;
        this.cache = new BoundedCache(size);
    }

    /** The streams of one kind of aggregate. */
    public <T> Repository<T> of(AggregateFactory<T> factory) {
        return new Streams<>(
                CachingEventSourcingRepository.builder(factory.getAggregateType())
                        .eventStore(events)
                        .cache(cache)
                        .aggregateFactory(factory));
    }

    /** Leaves streams out of the cache that nothing was ever appended to. */
    private static final class Streams<T> extends CachingEventSourcingRepository<T> {

        Streams(EventSourcingRepository.Builder<T> builder) {
            super(builder);
        }

        @Override
        protected void doSaveWithLock(EventSourcedAggregate<T> aggregate) {
            if (aggregate.version() != null) {
                super.doSaveWithLock(aggregate);
            }
        }
    }
}
