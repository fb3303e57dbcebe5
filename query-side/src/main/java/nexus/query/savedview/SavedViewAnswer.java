package nexus.query.savedview;

import java.time.Instant;

/** A saved view as clients are told of it. */
record SavedViewAnswer(
        String id,
        String ownerId,
        String resource,
        String name,
        String query,
        boolean shared,
        long version,
        Instant createdAt) {}
