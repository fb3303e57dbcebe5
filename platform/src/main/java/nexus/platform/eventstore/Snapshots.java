package nexus.platform.eventstore;

import java.util.Iterator;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;

/**
 * How the state of one kind of stream is kept, so that a long stream need not be folded from its
 * beginning. Only a cache: what is of no use is ignored, and folded from the events instead.
 */
public interface Snapshots {

    /** Whether something that came first in a stream is a snapshot, and not an event. */
    boolean isOne(Object payload);

    /** Whether a snapshot was made by the very code that is to go on with it. */
    boolean isOfUse(Object snapshot);

    /**
     * The state after events, of which the first may be a snapshot itself.
     *
     * @return what stands for them all; empty if it could not be read back as it is
     */
    Optional<Object> after(Iterator<? extends DomainEventMessage<?>> events);

    /** A snapshot that ought to be of use and cannot be read all the same. */
    final class Unreadable extends RuntimeException {
        public Unreadable(Throwable cause) {
            super("A snapshot cannot be read", cause);
        }
    }
}
