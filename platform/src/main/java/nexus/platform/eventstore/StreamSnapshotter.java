package nexus.platform.eventstore;

import java.util.concurrent.Executors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.AbstractSnapshotter;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

/** Takes snapshots of one kind of stream, besides the commands that make it long. */
final class StreamSnapshotter extends AbstractSnapshotter {

    private final Snapshots snapshots;

    StreamSnapshotter(EventStore events, Snapshots snapshots) {
        super(
                new Builder() {}.eventStore(events)
                        .executor(Executors.newVirtualThreadPerTaskExecutor()));
        this.snapshots = snapshots;
    }

    @Override
    protected @Nullable DomainEventMessage<?> createSnapshot(
            Class<?> aggregateType, String streamId, DomainEventStream events) {
        return snapshots
                .after(events.asStream().iterator())
                .map(
                        state ->
                                new GenericDomainEventMessage<>(
                                        aggregateType.getSimpleName(),
                                        streamId,
                                        events.getLastSequenceNumber(),
                                        state))
                .orElse(null);
    }
}
