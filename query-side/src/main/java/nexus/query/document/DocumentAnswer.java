package nexus.query.document;

import java.time.Instant;
import java.util.List;
import nexus.api.document.DocumentId;
import nexus.query.document.DocumentRow.State;
import org.jspecify.annotations.Nullable;

/**
 * A document as it is answered, alone and in lists. Where its bytes are is nobody's business.
 *
 * @param served the number of the version that its content is: the newest that is available
 */
record DocumentAnswer(
        DocumentId id,
        String recordId,
        String kind,
        String name,
        long size,
        String sha256,
        String contentType,
        State state,
        @Nullable String reason,
        @Nullable Integer served,
        List<Version> versions,
        long version,
        Instant createdAt,
        Instant updatedAt,
        boolean archived) {

    /** A version as it is answered. */
    record Version(
            int version,
            String name,
            long size,
            String sha256,
            String contentType,
            State state,
            @Nullable String reason,
            Instant uploadedAt,
            String uploadedBy,
            @Nullable Instant checkedAt,
            @Nullable String checkedBy) {}
}
