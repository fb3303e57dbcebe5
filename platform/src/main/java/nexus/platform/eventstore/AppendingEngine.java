package nexus.platform.eventstore;

import java.util.Optional;

/** An engine that stores, with the events of a unit of work, what else belongs to it. */
interface AppendingEngine {

    /** Stores what a unit of work has to store; nothing if that has happened already. */
    void store(Append append);

    Optional<Long> lastSequenceNumberFor(String streamId);

    /**
     * Waits until what was appended before, wherever, is in the tables that are read; not at all
     * where it is appended to these.
     */
    default void catchUp() {}
}
