package nexus.platform.eventstore;

import org.axonframework.common.caching.Cache;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.CachingEventSourcingRepository;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Makes the repositories through which streams are loaded, and kept in memory between commands. */
@Component
public class StreamRepositories {

    private static final Logger log = LoggerFactory.getLogger(StreamRepositories.class);

    private final EventStore events;
    private final SnapshotTable table;
    private final Cache cache;
    private final int longStream;

    StreamRepositories(
            EventStore events,
            SnapshotTable table,
            @Value("${nexus.event-store.cached-streams:20000}") int size,
            @Value("${nexus.event-store.events-per-snapshot:200}") int longStream) {
        this.events = events;
        this.table = table;
        this.cache = new BoundedCache(size);
        this.longStream = longStream;
    }

    /** The streams of one kind of aggregate. */
    public <T> Repository<T> of(AggregateFactory<T> factory, Snapshots snapshots) {
        return new Streams<>(
                CachingEventSourcingRepository.builder(factory.getAggregateType())
                        .eventStore(events)
                        .cache(cache)
                        .snapshotTriggerDefinition(
                                new EventCountSnapshotTriggerDefinition(
                                        new StreamSnapshotter(events, snapshots), longStream))
                        .aggregateFactory(factory),
                snapshots,
                table);
    }

    private static final class Streams<T> extends CachingEventSourcingRepository<T> {

        private final Snapshots snapshots;
        private final SnapshotTable table;

        Streams(EventSourcingRepository.Builder<T> builder, Snapshots all, SnapshotTable table) {
            super(builder);
            this.snapshots = all;
            this.table = table;
        }

        /** Leaves streams out of the cache that nothing was ever appended to. */
        @Override
        protected void doSaveWithLock(EventSourcedAggregate<T> aggregate) {
            if (aggregate.version() != null) {
                super.doSaveWithLock(aggregate);
            }
        }

        @Override
        protected EventSourcedAggregate<T> doLoadWithLock(String streamId, Long expectedVersion) {
            try {
                return super.doLoadWithLock(streamId, expectedVersion);
            } catch (Snapshots.Unreadable unreadable) {
                log.warn("The snapshot of {} cannot be read, its events are", streamId, unreadable);
                table.ignore(streamId);
                return super.doLoadWithLock(streamId, expectedVersion);
            }
        }

        @Override
        protected DomainEventStream readEvents(String streamId) {
            var stream = super.readEvents(streamId);
            if (stream.hasNext() && isOfNoUse(stream.peek().getPayload())) {
                table.ignore(streamId);
                return super.readEvents(streamId);
            }
            return stream;
        }

        private boolean isOfNoUse(Object first) {
            return snapshots.isOne(first) && !snapshots.isOfUse(first);
        }
    }
}
