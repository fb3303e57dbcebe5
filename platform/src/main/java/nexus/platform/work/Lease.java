package nexus.platform.work;

import java.util.function.Supplier;

/**
 * The right to work on something that nobody else has meanwhile. It is renewed for as long as this
 * node lives; a node that dies, or sleeps for too long, loses it to another.
 */
public interface Lease {

    /** What may be worked on. */
    String name();

    /**
     * Whether to go on: as far as is known here nobody else has taken over, and this node is not
     * about to end. To be asked between steps; only {@link #guard} knows for sure.
     */
    boolean goesOn();

    /**
     * Does something in a transaction that is committed only if the lease holds until then.
     *
     * @throws Lost if somebody else has taken over: nothing was done
     */
    <T> T guard(Supplier<T> work);

    /** The same for work without a result. */
    default void guard(Runnable work) {
        guard(
                () -> {
                    work.run();
                    return true;
                });
    }

    /** Somebody else works on it by now. */
    final class Lost extends RuntimeException {
        Lost(String name) {
            super(name + " is worked on by another node", null, false, false);
        }
    }
}
