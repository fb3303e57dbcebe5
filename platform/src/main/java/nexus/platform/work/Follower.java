package nexus.platform.work;

import java.util.List;
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

    /** Whether it is to be told of the events of a stream. */
    boolean follows(String stream);

    /**
     * Takes in what has happened, in its order, in the transaction in which its place moves: each
     * event once.
     */
    void take(List<RecordedEvent> events);

    /** Forgets all of it, to be told anew. */
    void forget();
}
