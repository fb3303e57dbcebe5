package nexus.api.document;

import nexus.api.DomainEvent;
import nexus.api.EventName;

/**
 * Everything that can happen to a document. Each event says which record the document belongs to
 * and as what, so that whoever cares about that record needs no other.
 */
public sealed interface DocumentEvent extends DomainEvent {

    DocumentId documentId();

    /** The contact, company, deal, project or campaign that the document belongs to. */
    String recordId();

    /** What it is to that record: {@code signed-contract}. */
    String kind();

    @Override
    default String streamId() {
        return documentId().value();
    }

    /** A document and its first version are in quarantine. */
    @EventName("document.uploaded")
    record DocumentUploaded(DocumentId documentId, String recordId, String kind, DocumentFile file)
            implements DocumentEvent {}

    /** Another version is in quarantine; what was available before stays so. */
    @EventName("document.version-added")
    record DocumentVersionAdded(
            DocumentId documentId, String recordId, String kind, int version, DocumentFile file)
            implements DocumentEvent {}

    /**
     * A version may be read from now on.
     *
     * @param checkedBy what looked for viruses: {@code clamd}, or {@code none} where there is no
     *     scanner
     */
    @EventName("document.available")
    record DocumentAvailable(
            DocumentId documentId, String recordId, String kind, int version, String checkedBy)
            implements DocumentEvent {}

    /** A version will never be read, and its bytes are no more. */
    @EventName("document.rejected")
    record DocumentRejected(
            DocumentId documentId, String recordId, String kind, int version, String reason)
            implements DocumentEvent {}

    @EventName("document.archived")
    record DocumentArchived(DocumentId documentId, String recordId, String kind)
            implements DocumentEvent {}

    /**
     * The document is back as it was.
     *
     * @param available whether there is a version that may be read
     */
    @EventName("document.restored")
    record DocumentRestored(DocumentId documentId, String recordId, String kind, boolean available)
            implements DocumentEvent {}
}
