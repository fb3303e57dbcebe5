package nexus.platform.query;

import java.time.Instant;
import nexus.platform.security.Actor;

/**
 * Of which organization a reader asks, and as of when: now, as it was known at an instant, or as it
 * was in effect at an instant by what is known now.
 */
public sealed interface Moment {

    Actor reader();

    record Now(Actor reader) implements Moment {}

    record AsOf(Actor reader, Instant instant) implements Moment {}

    record EffectiveAt(Actor reader, Instant instant) implements Moment {}

    default String organizationId() {
        return reader().organizationId().value();
    }
}
