package nexus.query.customfield;

import java.time.Instant;
import java.util.List;

/** The definition of a custom field as clients are told of it. */
record CustomFieldAnswer(
        String id,
        String resource,
        String key,
        String label,
        String kind,
        List<String> options,
        long version,
        Instant createdAt) {}
