package nexus.platform.eventstore;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import nexus.platform.eventstore.Append.Value;
import nexus.platform.eventstore.EventMove.Refused;

/** The events in a {@link SourceLog}, without what it keeps for its own purposes. */
final class LogToMove implements StoreToMove {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** As many as a transaction of Axon Server takes with ease. */
    private static final int AT_ONCE = 200;

    private final SourceLog log;
    private final Runnable closing;

    LogToMove(SourceLog log, Runnable closing) {
        this.log = log;
        this.closing = closing;
    }

    @Override
    public String name() {
        return log.name();
    }

    @Override
    public long count() {
        var counted = new long[1];
        each((event, position) -> counted[0] = position);
        return counted[0];
    }

    @Override
    public void read(long after, long upTo, Consumer<StoredEvent> reader) {
        each(
                (event, position) -> {
                    if (position > after && position <= upTo) {
                        reader.accept(event);
                    }
                });
    }

    /** The events of the business with their positions. */
    private void each(ObjLongConsumer<StoredEvent> reader) {
        var position = new long[1];
        all(
                event -> {
                    if (!ClaimStreams.own(event.streamId())) {
                        reader.accept(event, ++position[0]);
                    }
                });
    }

    private void all(Consumer<StoredEvent> reader) {
        var head = log.head();
        if (head < 0) {
            return;
        }
        try (var feed = log.follow(-1)) {
            for (long index = -1; index < head; ) {
                var next = feed.next(PATIENCE);
                if (next == null) {
                    throw new Refused("%s stopped in the middle.".formatted(name()));
                }
                index = next.index();
                reader.accept(next.event());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("Interrupted.", e);
        }
    }

    @Override
    public void append(List<StoredEvent> events) {
        for (int i = 0; i < events.size(); i += AT_ONCE) {
            log.append(events.subList(i, Math.min(i + AT_ONCE, events.size())));
        }
    }

    @Override
    public List<Value> reservations() {
        Map<String, Value> held = new LinkedHashMap<>();
        all(
                event -> {
                    switch (event.type()) {
                        case ClaimStreams.TAKEN ->
                                held.put(event.streamId(), ClaimStreams.value(event));
                        case ClaimStreams.RELEASED -> held.remove(event.streamId());
                        default -> {}
                    }
                });
        return held.values().stream().sorted(EventMove.BY_VALUE).toList();
    }

    @Override
    public void reserve(List<Value> values) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        append(new ClaimStreams(log).taking(values, now));
    }

    @Override
    public void settle() {}

    @Override
    public void close() {
        closing.run();
    }
}
