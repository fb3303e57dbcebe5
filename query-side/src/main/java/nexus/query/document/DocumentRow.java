package nexus.query.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nexus.api.document.BlobId;
import nexus.api.document.DocumentEvent.DocumentUploaded;
import nexus.api.document.DocumentFile;
import nexus.api.document.DocumentId;
import nexus.platform.projection.Occurrence;
import org.jspecify.annotations.Nullable;

/**
 * A document as lists read it: what is said of its file is said of its newest version.
 *
 * @param state how the newest version stands
 * @param reason why the newest version was rejected
 * @param served the number of the version that is given to readers: the newest that is available
 */
record DocumentRow(
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
        @Nullable BlobId servedBlob,
        List<Version> versions,
        boolean archived) {

    /** How a version stands. */
    enum State {
        /** In quarantine. */
        UPLOADED,
        AVAILABLE,
        REJECTED
    }

    /**
     * A version.
     *
     * @param uploadedBy the name of whoever sent it
     * @param checkedAt when it left quarantine
     * @param checkedBy what looked for viruses then
     */
    record Version(
            int version,
            String name,
            long size,
            String sha256,
            String contentType,
            State state,
            @Nullable String reason,
            BlobId blob,
            Instant uploadedAt,
            String uploadedBy,
            @Nullable Instant checkedAt,
            @Nullable String checkedBy) {

        static Version of(int number, DocumentFile file, Occurrence at) {
            return new Version(
                    number,
                    file.name(),
                    file.size(),
                    file.sha256(),
                    file.contentType(),
                    State.UPLOADED,
                    null,
                    file.blob(),
                    at.occurredAt(),
                    at.by().name(),
                    null,
                    null);
        }

        Version judged(State to, @Nullable String because, @Nullable String by, Instant at) {
            return new Version(
                    version,
                    name,
                    size,
                    sha256,
                    contentType,
                    to,
                    because,
                    blob,
                    uploadedAt,
                    uploadedBy,
                    at,
                    by);
        }
    }

    static DocumentRow of(DocumentUploaded uploaded, Occurrence at) {
        return of(
                uploaded.documentId(),
                uploaded.recordId(),
                uploaded.kind(),
                List.of(Version.of(1, uploaded.file(), at)),
                false);
    }

    DocumentRow with(int number, DocumentFile file, Occurrence at) {
        var more = new ArrayList<>(versions);
        more.add(Version.of(number, file, at));
        return with(more);
    }

    DocumentRow available(int number, String by, Instant at) {
        return judged(number, State.AVAILABLE, null, by, at);
    }

    DocumentRow rejected(int number, String because, Instant at) {
        return judged(number, State.REJECTED, because, null, at);
    }

    private DocumentRow judged(
            int number, State to, @Nullable String because, @Nullable String by, Instant at) {
        return with(
                versions.stream()
                        .map(
                                version ->
                                        version.version() == number
                                                ? version.judged(to, because, by, at)
                                                : version)
                        .toList());
    }

    private DocumentRow with(List<Version> changed) {
        return of(id, recordId, kind, changed, archived);
    }

    DocumentRow archived(boolean now) {
        return of(id, recordId, kind, versions, now);
    }

    private static DocumentRow of(
            DocumentId id, String recordId, String kind, List<Version> versions, boolean archived) {
        var newest = versions.getLast();
        var served =
                versions.reversed().stream()
                        .filter(version -> version.state() == State.AVAILABLE)
                        .findFirst();
        return new DocumentRow(
                id,
                recordId,
                kind,
                newest.name(),
                newest.size(),
                newest.sha256(),
                newest.contentType(),
                newest.state(),
                newest.reason(),
                served.map(Version::version).orElse(null),
                served.map(Version::blob).orElse(null),
                List.copyOf(versions),
                archived);
    }
}
