package nexus.platform.eventstore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Events that are gone with the process, for tests and demos. Axon has such an engine as well, but
 * takes any version of a stream any number of times, and looks through all events to find those of
 * one stream.
 */
final class MemoryLog implements SourceLog {

    private final List<StoredEvent> all = new ArrayList<>();
    private final Map<String, List<StoredEvent>> streams = new HashMap<>();

    @Override
    public String name() {
        return "the memory of this process";
    }

    @Override
    public synchronized void append(List<StoredEvent> events) {
        Map<String, Long> last = new HashMap<>();
        for (var event : events) {
            var before = last.getOrDefault(event.streamId(), lastVersion(event.streamId()));
            if (event.version() != before + 1) {
                throw new ConcurrencyException(
                        "%s is at version %d".formatted(event.streamId(), before));
            }
            last.put(event.streamId(), event.version());
        }
        for (var event : events) {
            all.add(event);
            streams.computeIfAbsent(event.streamId(), _ -> new ArrayList<>()).add(event);
        }
        notifyAll();
    }

    @Override
    public synchronized List<StoredEvent> read(String streamId, long firstVersion) {
        var stream = streams.getOrDefault(streamId, List.of());
        var first = (int) Math.min(firstVersion, stream.size());
        return List.copyOf(stream.subList(first, stream.size()));
    }

    @Override
    public synchronized long lastVersion(String streamId) {
        return streams.getOrDefault(streamId, List.of()).size() - 1;
    }

    @Override
    public synchronized long head() {
        return all.size() - 1;
    }

    private synchronized @Nullable Placed await(int index, Duration patience)
            throws InterruptedException {
        if (index >= all.size()) {
            wait(Math.max(1, patience.toMillis()));
        }
        return index < all.size() ? new Placed(index, all.get(index)) : null;
    }

    @Override
    public Feed follow(long index) {
        return new Feed() {
            private int next = (int) index + 1;

            @Override
            public @Nullable Placed next(Duration patience) throws InterruptedException {
                var placed = await(next, patience);
                if (placed != null) {
                    next++;
                }
                return placed;
            }

            @Override
            public void close() {}
        };
    }
}
