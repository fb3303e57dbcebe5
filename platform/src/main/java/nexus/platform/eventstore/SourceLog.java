package nexus.platform.eventstore;

import java.time.Duration;
import java.util.List;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/** Where the events are kept when it is not PostgreSQL, which then holds a {@link Mirror} of it. */
interface SourceLog {

    /** What a person calls it: {@code Axon Server at localhost:8124}. */
    String name();

    /**
     * Appends all of these durably, or none.
     *
     * @throws ConcurrencyException if one of them is not the next of its stream
     */
    void append(List<StoredEvent> events);

    /** The events of a stream from a version on. */
    List<StoredEvent> read(String streamId, long firstVersion);

    /** The version of the last event of a stream; -1 if there is none. */
    long lastVersion(String streamId);

    /** The index of the last event in the one order of all; -1 if there is none. */
    long head();

    /** Opens the one order of all behind an index; -1 for the beginning. */
    Feed follow(long index);

    /** Events as they come, read by one thread. */
    interface Feed extends AutoCloseable {

        /**
         * The next event, if it comes within this time.
         *
         * @throws IllegalStateException if the connection is lost: whoever reads opens another feed
         */
        @Nullable Placed next(Duration patience) throws InterruptedException;

        @Override
        void close();
    }

    /** An event and its index in the one order of all, from 0 without holes. */
    record Placed(long index, StoredEvent event) {}
}
