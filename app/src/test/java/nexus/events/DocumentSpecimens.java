package nexus.events;

import java.util.List;
import nexus.api.document.BlobId;
import nexus.api.document.DocumentEvent;
import nexus.api.document.DocumentEvent.DocumentArchived;
import nexus.api.document.DocumentEvent.DocumentAvailable;
import nexus.api.document.DocumentEvent.DocumentRejected;
import nexus.api.document.DocumentEvent.DocumentRestored;
import nexus.api.document.DocumentEvent.DocumentUploaded;
import nexus.api.document.DocumentEvent.DocumentVersionAdded;
import nexus.api.document.DocumentFile;
import nexus.api.document.DocumentId;

/** One of every event of a document. */
final class DocumentSpecimens {

    private static final DocumentId ID =
            new DocumentId("document-01990000-0000-7000-8000-000000000001");
    private static final String RECORD = "project-01990000-0000-7000-8000-000000000001";
    private static final String KIND = "signed-contract";
    private static final DocumentFile FILE =
            new DocumentFile(
                    "Contract Wagner.pdf",
                    48_213,
                    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                    "application/pdf",
                    new BlobId("blob-01990000-0000-7000-8000-000000000001"));

    static final List<DocumentEvent> ALL =
            List.of(
                    new DocumentUploaded(ID, RECORD, KIND, FILE),
                    new DocumentVersionAdded(ID, RECORD, KIND, 2, FILE),
                    new DocumentAvailable(ID, RECORD, KIND, 2, "clamd"),
                    new DocumentRejected(ID, RECORD, KIND, 1, "Eicar-Test-Signature was found."),
                    new DocumentArchived(ID, RECORD, KIND),
                    new DocumentRestored(ID, RECORD, KIND, true));

    private DocumentSpecimens() {}
}
