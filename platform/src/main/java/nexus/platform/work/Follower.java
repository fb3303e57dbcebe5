package nexus.platform.work;

import java.util.List;
import java.util.Set;
import nexus.platform.eventstore.RecordedEvent;

/**
 * Something that work must know of what has happened, kept in tables of its own: the side that
 * decides has no views. Declaring one as a bean is all the wiring there is.
 */
public interface Follower {

    /** Under which its place in the order of events is kept: {@code reminders}. Never changed. */
    String name();

    /** Counts up whenever events are taken in differently; they are then told from the first on. */
    default int revision() {
        return 1;
    }

    /** Of what it is to be told: types of streams, as the prefixes of their ids tell them. */
    Set<String> follows();

    /**
     * Takes in what has happened, in its order, in the transaction in which its place moves: each
     * event once.
     */
    void take(List<RecordedEvent> events);

    /** What it has taken in is stored now. Not every node that dies then has come to this. */
    default void taken(List<RecordedEvent> events) {}

    /** Forgets all of it, to be told anew. */
    void forget();
}
