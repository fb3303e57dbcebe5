package nexus.platform.decider;

import java.util.Optional;
import nexus.api.Command;
import nexus.api.CommandResult.Accepted;
import nexus.api.DomainEvent;
import nexus.platform.decider.StateSnapshots.FoldedState;
import nexus.platform.eventstore.EventMetadata;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.jspecify.annotations.Nullable;

/** The only place where a {@link Decider} meets an Axon aggregate: one class hosts them all. */
@AggregateRoot
public final class DeciderAggregate {

    private final Decider<Command, Object, DomainEvent> decider;
    private final RecentCommands recent = new RecentCommands();
    private Object state;
    private @Nullable String organizationId;

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // read by Axon
    private @Nullable String streamId;

    private @Nullable Long version;

    @SuppressWarnings("unchecked") // a stream gets only the commands and events of its own decider
    DeciderAggregate(Decider<?, ?, ?> decider) {
        this.decider = (Decider<Command, Object, DomainEvent>) decider;
        this.state = this.decider.initial();
    }

    Decision<DomainEvent> decide(Command command) {
        return decider.decide(state, command);
    }

    /** Whether somebody of this organization may know of the stream; of a new one, everybody. */
    boolean belongsTo(String organization) {
        return organizationId == null || organizationId.equals(organization);
    }

    boolean isNew() {
        return version == null;
    }

    /** The number of the last event, from 0; -1 before the first. */
    long version() {
        return version == null ? -1 : version;
    }

    /** What was answered to a command that has changed the stream before and comes again. */
    Optional<Accepted> answerTo(Command command, @Nullable String commandId) {
        return recent.of(commandId)
                .map(
                        handled ->
                                new Accepted(
                                        command.streamId(),
                                        handled.last(),
                                        handled.first() == 0,
                                        true));
    }

    void apply(Iterable<DomainEvent> events, MetaData metadata) {
        events.forEach(event -> AggregateLifecycle.apply(event, metadata));
    }

    /** As if all events up to this version had been folded in. */
    void restore(String stream, long lastVersion, FoldedState folded) {
        streamId = stream;
        version = lastVersion;
        organizationId = folded.organizationId();
        state = folded.read();
        folded.recent().forEach(recent::note);
    }

    @EventSourcingHandler
    void evolve(DomainEvent event, DomainEventMessage<?> message) {
        streamId = event.streamId();
        version = message.getSequenceNumber();
        organizationId = (String) message.getMetaData().get(EventMetadata.ORGANIZATION);
        state = decider.evolve(state, event);
        recent.note(message);
    }
}
