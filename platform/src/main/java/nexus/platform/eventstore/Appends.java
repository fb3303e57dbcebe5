package nexus.platform.eventstore;

/** What those who decide say to the event store besides their events. */
public interface Appends {

    /**
     * What the unit of work at hand stores when it commits: with its events, or without any if it
     * has none.
     */
    Append ofUnitOfWork();

    /** Whether somebody else has appended to a stream after this version of it. */
    boolean haveOvertaken(String streamId, long version);

    /** Waits until what was appended before can be read, also what was appended elsewhere. */
    void catchUp();
}
