package nexus.platform.eventstore;

import java.util.Optional;

/** Gives events their positions. */
interface Ordering {

    /** Why it does not at the moment, if it does not. */
    Optional<String> trouble();
}
