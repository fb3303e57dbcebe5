package nexus.api;

/**
 * Something a user or a policy asks the system to do. Named in the imperative. May be rejected.
 *
 * <p>Whoever may send it is said by {@link Needs}, on the record or on the family it belongs to.
 */
public interface Command {

    /** The stream this command is decided against. Also the routing key. */
    String streamId();

    /**
     * Whether this makes something new under an id of its own. Then nobody looks first whether
     * there is a stream of that id: appending to it finds out.
     */
    default boolean begins() {
        return false;
    }
}
