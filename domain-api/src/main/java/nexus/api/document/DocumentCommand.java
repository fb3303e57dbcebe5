package nexus.api.document;

import nexus.api.Action;
import nexus.api.Command;
import nexus.api.Needs;
import nexus.api.Resource;

/** Everything that can be asked of a document. */
@Needs(resource = Resource.DOCUMENTS, action = Action.UPDATE)
public sealed interface DocumentCommand extends Command {

    DocumentId documentId();

    @Override
    default String streamId() {
        return documentId().value();
    }

    /**
     * Adds a document with its first version, into quarantine.
     *
     * @param recordId the contact, company, deal, project or campaign that it belongs to
     * @param kind what it is to that record: {@code signed-contract}
     */
    @Needs(resource = Resource.DOCUMENTS, action = Action.CREATE)
    record UploadDocument(DocumentId documentId, String recordId, String kind, DocumentFile file)
            implements DocumentCommand {
        @Override
        public boolean begins() {
            return true;
        }
    }

    /** Adds another version, into quarantine; the one before goes on being served until then. */
    record AddDocumentVersion(DocumentId documentId, DocumentFile file)
            implements DocumentCommand {}

    /**
     * Lets a version out of quarantine.
     *
     * @param blob the bytes that were checked
     * @param checkedBy what looked for viruses: {@code clamd}, or {@code none} where there is no
     *     scanner
     */
    record ReleaseDocument(DocumentId documentId, BlobId blob, String checkedBy)
            implements DocumentCommand {}

    /**
     * Refuses a version in quarantine.
     *
     * @param blob the bytes that were checked
     */
    record RejectDocument(DocumentId documentId, BlobId blob, String reason)
            implements DocumentCommand {}

    /** Puts a document away. */
    @Needs(resource = Resource.DOCUMENTS, action = Action.DELETE)
    record ArchiveDocument(DocumentId documentId) implements DocumentCommand {}

    @Needs(resource = Resource.DOCUMENTS, action = Action.DELETE)
    record RestoreDocument(DocumentId documentId) implements DocumentCommand {}
}
