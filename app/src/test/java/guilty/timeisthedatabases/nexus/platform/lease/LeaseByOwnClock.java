package guilty.timeisthedatabases.nexus.platform.lease;

import java.time.Instant;

/** Believes its own clock about what others see by theirs. */
class LeaseByOwnClock {

    boolean isOver(Instant until) {
        return Instant.now().isAfter(until);
    }
}
