package nexus.platform.projection;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Something that is made of what is stored, and can be made anew beside what is in use. */
public interface Replayable extends ParkingPlace {

    /** What of it can be made anew, by name. */
    Set<String> names();

    /** What its progress counts: events, or documents. */
    String unit();

    /**
     * Begins to make it anew.
     *
     * @param dryRun compares only
     * @return the id to ask by
     * @throws Rebuilds.NotPossible as things stand
     */
    String start(String name, boolean dryRun);

    /**
     * Begins to make all of it anew, as its part of a replay of everything.
     *
     * @param id that of the whole; whose other parts may end first, and if one fails, all do
     * @throws Rebuilds.NotPossible as things stand
     */
    void startAs(String id, boolean dryRun);

    Optional<Rebuild> find(String id);

    /** All there were, the last first. */
    List<Rebuild> all();

    /** Puts what was made anew in use, and keeps what was before. */
    Rebuild switchTo(String id);

    /** Puts in use again what was before. */
    Rebuild rollBack(String id);

    /** Ends what is not in use, and drops it. */
    Rebuild cancel(String id);

    @Override
    default boolean holds(String name) {
        return names().contains(name);
    }
}
