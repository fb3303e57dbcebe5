package nexus.platform.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row for as long as it was so.
 *
 * @param kept null when there was no row
 * @param until null when it still is so
 */
record Span<R extends Record>(
        String id, @Nullable Kept<R> kept, Instant from, @Nullable Instant until) {

    Span<R> endingAt(Instant end) {
        return new Span<>(id, kept, from, end);
    }
}
