package nexus.platform.eventstore;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/**
 * Keeps events in a {@link SourceLog}: appends to it and loads streams from it, so that decisions
 * are made on what is true now. The order of all events is read from the copy in PostgreSQL, where
 * the {@link Mirror} gives them their positions.
 */
final class MirroredEventStorageEngine extends AbstractEventStorageEngine
        implements AppendingEngine {

    /** What JSON can say and PostgreSQL cannot keep. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u0000");

    private final SourceLog log;
    private final ClaimStreams claims;
    private final Mirror mirror;
    private final PostgresEventStorageEngine copy;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Supplier<List<AppendListener>> listeners;

    MirroredEventStorageEngine(
            SourceLog log,
            Mirror mirror,
            PostgresEventStorageEngine copy,
            TransactionTemplate transactions,
            Clock clock,
            Serializer serializer,
            EventUpcaster upcasters,
            ObjectProvider<AppendListener> listeners) {
        super(
                new Builder() {}.eventSerializer(serializer)
                        .snapshotSerializer(serializer)
                        .upcasterChain(upcasters));
        this.log = log;
        this.claims = new ClaimStreams(log);
        this.mirror = mirror;
        this.copy = copy;
        this.transactions = transactions;
        this.clock = clock;
        this.listeners = SingletonSupplier.of(() -> listeners.stream().toList());
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        var append =
                CurrentUnitOfWork.isStarted()
                        ? Append.of(CurrentUnitOfWork.get().root())
                        : new Append();
        for (var event : events) {
            append.add(PostgresEventStorageEngine.row((DomainEventMessage<?>) event, serializer));
        }
        store(append);
    }

    /**
     * What is kept besides events is committed last: should that fail after all, the events are
     * there without it, which a person can mend; the other way round nobody would know.
     */
    @Override
    public void store(Append append) {
        if (!append.isToBeStored()) {
            return;
        }
        if (append.besides().isEmpty()) {
            appendToLog(append);
        } else {
            transactions.executeWithoutResult(
                    _ -> {
                        append.besides().forEach(Runnable::run);
                        appendToLog(append);
                    });
        }
        if (!append.events().isEmpty()) {
            var last = append.events().getLast();
            mirror.await(last.streamId(), last.version());
            tell(append);
        }
    }

    private void appendToLog(Append append) {
        var now =
                clock.instant().truncatedTo(ChronoUnit.MILLIS); // as exact as every log can keep it
        var entries = new ArrayList<>(entries(append, now));
        for (var event : append.events()) {
            entries.add(event(event, now));
        }
        if (!entries.isEmpty()) {
            log.append(entries);
        }
    }

    private List<StoredEvent> entries(Append append, Instant now) {
        try {
            return claims.entries(append, now);
        } catch (Append.AlreadyAnswered answered) {
            mirror.awaitHead(); // where whoever asks again will find the answer
            throw answered;
        }
    }

    private static StoredEvent event(Append.Event event, Instant now) {
        if (NUL.matcher(event.payload()).find() || NUL.matcher(event.metadata()).find()) {
            throw new IllegalArgumentException("An event cannot hold the character U+0000");
        }
        return new StoredEvent(
                event.eventId(),
                event.streamId(),
                event.version(),
                event.streamType(),
                event.type(),
                event.revision(),
                event.payload(),
                event.metadata(),
                now);
    }

    private void tell(Append append) {
        record Kind(String organization, String streamType) {}
        append.events().stream()
                .map(event -> new Kind(String.valueOf(event.organizationId()), event.streamType()))
                .distinct()
                .forEach(
                        kind ->
                                listeners
                                        .get()
                                        .forEach(
                                                listener ->
                                                        listener.appended(
                                                                kind.organization(),
                                                                kind.streamType())));
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readEventData(
            String streamId, long firstVersion) {
        return NewStreams.contain(streamId)
                ? Stream.empty()
                : log.read(streamId, firstVersion).stream();
    }

    @Override
    public void catchUp() {
        mirror.awaitHead();
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String streamId) {
        return Optional.of(log.lastVersion(streamId)).filter(version -> version >= 0);
    }

    @Override
    protected Stream<? extends TrackedEventData<?>> readEventData(
            @Nullable TrackingToken token, boolean mayBlock) {
        return copy.readEventData(token, mayBlock);
    }

    @Override
    public TrackingToken createTailToken() {
        return copy.createTailToken();
    }

    @Override
    public TrackingToken createHeadToken() {
        return copy.createHeadToken();
    }

    @Override
    public TrackingToken createTokenAt(Instant instant) {
        return copy.createTokenAt(instant);
    }

    @Override
    protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
        copy.storeSnapshot(snapshot, serializer);
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String streamId) {
        return copy.readSnapshotData(streamId);
    }
}
