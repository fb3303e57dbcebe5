package nexus.platform.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row for as long as it was so.
 *
 * @param until null when it still is so
 */
record Span<R extends Record>(Kept<R> kept, Instant from, @Nullable Instant until) {

    boolean isEmpty() {
        return from.equals(until);
    }
}
