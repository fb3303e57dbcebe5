package nexus.platform.projection;

import java.time.Instant;

/**
 * A row with what the mechanism keeps beside it.
 *
 * @param streamId the stream the row is folded from
 * @param version of that stream, at the last event that was folded in
 * @param createdAt when the first event was recorded, and {@code updatedAt} the last
 * @param effectiveFrom when the row as it is began to be the case in the business
 * @param reordered whether an event once arrived out of business order, so that the row's business
 *     past is no longer the fold in the order of recording
 */
record Kept<R extends Record>(
        String id,
        R row,
        String organizationId,
        String streamId,
        long version,
        Instant createdAt,
        Instant updatedAt,
        Instant effectiveFrom,
        boolean reordered) {}
