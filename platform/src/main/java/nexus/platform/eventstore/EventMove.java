package nexus.platform.eventstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import nexus.platform.eventstore.Append.Value;
import nexus.platform.eventstore.EventArchive.Chunk;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;

/**
 * Brings a whole event stream from one store into a folder, and from a folder into another store:
 * ids, versions, moments, circumstances and contents as they are.
 *
 * <p>Both go on where they were stopped, however they were stopped. Nobody else may write to the
 * store in the meantime.
 */
public final class EventMove implements AutoCloseable {

    static final Comparator<Value> BY_VALUE =
            Comparator.comparing(Value::scope)
                    .thenComparing(Value::kind)
                    .thenComparing(Value::value);

    private final StoreToMove store;
    private final int chunk;

    EventMove(StoreToMove store, int chunk) {
        this.store = store;
        this.chunk = chunk;
    }

    /** The events in a database of PostgreSQL. */
    public static EventMove ofPostgres(DataSource database) {
        return new EventMove(new PostgresToMove(database), EventArchive.EVENTS_A_CHUNK);
    }

    /** The events in Axon Server: {@code host:port}, or several of a cluster. */
    public static EventMove ofAxonServer(String servers) {
        var configuration = new AxonServerConfiguration();
        configuration.setServers(servers);
        configuration.setComponentName("nexus-move");
        configuration.setSuppressDownloadMessage(true);
        var connections =
                AxonServerConnectionManager.builder()
                        .axonServerConfiguration(configuration)
                        .build();
        connections.start();
        return new EventMove(
                new LogToMove(
                        new AxonServerLog(connections, servers, Duration.ofSeconds(30)),
                        connections::shutdown),
                EventArchive.EVENTS_A_CHUNK);
    }

    /** The same, with so many events a file. */
    public EventMove inFilesOf(int events) {
        return new EventMove(store, events);
    }

    /** How many events the store holds. */
    public long count() {
        return store.count();
    }

    /** Is told how far it is. */
    public interface Progress {
        void at(long events, long of);
    }

    /** Why a move was not made: one sentence for a person. */
    public static final class Refused extends RuntimeException {
        public Refused(String sentence) {
            super(sentence);
        }

        public Refused(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }

    /**
     * Writes everything there is into a folder. A folder that was begun before is gone on with.
     *
     * @return how many events the folder holds
     * @throws Refused if the folder holds the events of another store, or was tampered with
     */
    public long exportTo(Path folder, Progress progress) {
        try {
            Files.createDirectories(folder);
            var archive = EventArchive.open(folder);
            var total = store.count();
            if (archive.last() > total) {
                throw new Refused(
                        "%s holds %d events, %s only %d: it is not of this store."
                                .formatted(folder, archive.last(), store.name(), total));
            }
            requireSame(archive, archive.last());
            archive.dropShortLast(chunk, total);
            for (var next = archive.last(); next < total; next = archive.last()) {
                var upTo = Math.min(total, next + chunk);
                var events = new ArrayList<StoredEvent>();
                store.read(next, upTo, events::add);
                archive.add(events);
                progress.at(upTo, total);
            }
            archive.finish(store.reservations());
            return total;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Fills a store from a folder. Of a store that was begun before, the events there are must be
     * the first of the folder.
     *
     * @return how many events the store holds
     * @throws Refused if the folder is incomplete or was tampered with, or the store holds others
     */
    public long importFrom(Path folder, Progress progress) {
        try {
            var archive = EventArchive.open(folder);
            archive.requireComplete();
            var there = store.count();
            if (there > archive.last()) {
                throw new Refused(
                        "%s holds %d events, %s only %d: nothing was imported."
                                .formatted(store.name(), there, folder, archive.last()));
            }
            requireSame(archive, there);
            for (var each : archive.chunks()) {
                append(archive, each, there);
                progress.at(each.last(), archive.last());
            }
            requireSame(archive, archive.last());
            reserve(archive.reservations());
            store.settle();
            return archive.last();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(EventArchive archive, Chunk chunk, long there) throws IOException {
        if (chunk.last() <= there) {
            return;
        }
        var events = archive.read(chunk);
        var known = (int) Math.max(0, there - chunk.first() + 1);
        store.append(events.subList(known, events.size()));
    }

    private void reserve(List<Value> values) {
        store.reserve(values);
        if (!store.reservations().containsAll(values)) {
            throw new Refused(
                    "Some values that exist once only are held by others in " + store.name());
        }
    }

    /** Compares what the store has with the folder, event by event and in all that they are. */
    private void requireSame(EventArchive archive, long upTo) throws IOException {
        var comparison = archive.compareWith();
        store.read(0, upTo, comparison::next);
        comparison.requireSeen(upTo);
    }

    @Override
    public void close() {
        store.close();
    }
}
