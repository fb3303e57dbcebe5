package nexus.platform.projection;

/** Where waits what could not be done about events, until somebody deals with it. */
public interface ParkingPlace {

    /** Whether it is here that those wait which are told under a name. */
    boolean holds(String name);

    /** Tries again what is parked for a record. */
    Retried retry(String name, String recordId);

    /** Does without one thing that is parked for a record, and tries what waits behind it. */
    void skip(String name, String recordId, long position);

    /** What came of trying again. */
    enum Retried {
        TAKEN_IN,
        REFUSED_AGAIN,
        /** In a moment, by whoever can. */
        WILL_BE
    }
}
