package nexus.command.document;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import nexus.api.RecordRejection;
import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.document.BlobId;
import nexus.api.document.DocumentCommand;
import nexus.api.document.DocumentCommand.AddDocumentVersion;
import nexus.api.document.DocumentCommand.ArchiveDocument;
import nexus.api.document.DocumentCommand.RejectDocument;
import nexus.api.document.DocumentCommand.ReleaseDocument;
import nexus.api.document.DocumentCommand.RestoreDocument;
import nexus.api.document.DocumentCommand.UploadDocument;
import nexus.api.document.DocumentEvent;
import nexus.api.document.DocumentEvent.DocumentArchived;
import nexus.api.document.DocumentEvent.DocumentAvailable;
import nexus.api.document.DocumentEvent.DocumentRejected;
import nexus.api.document.DocumentEvent.DocumentRestored;
import nexus.api.document.DocumentEvent.DocumentUploaded;
import nexus.api.document.DocumentEvent.DocumentVersionAdded;
import nexus.api.document.DocumentFile;
import nexus.api.document.DocumentId;
import nexus.api.document.DocumentRejection.TooManyVersions;
import nexus.platform.decider.testing.DeciderSpec;
import org.junit.jupiter.api.Test;

class DocumentDeciderTest {

    static final DocumentId ID = new DocumentId("document-1");
    static final String RECORD = "project-1";
    static final String KIND = "signed-contract";
    static final BlobId FIRST = new BlobId("blob-1");
    static final BlobId SECOND = new BlobId("blob-2");
    static final UploadDocument UPLOAD = new UploadDocument(ID, RECORD, KIND, file(FIRST));
    static final DocumentUploaded UPLOADED = new DocumentUploaded(ID, RECORD, KIND, file(FIRST));
    static final DocumentVersionAdded ADDED =
            new DocumentVersionAdded(ID, RECORD, KIND, 2, file(SECOND));
    static final ReleaseDocument RELEASE = new ReleaseDocument(ID, FIRST, "clamd");
    static final DocumentAvailable AVAILABLE = new DocumentAvailable(ID, RECORD, KIND, 1, "clamd");
    static final RejectDocument REJECT = new RejectDocument(ID, FIRST, "A virus.");
    static final DocumentRejected REJECTED = new DocumentRejected(ID, RECORD, KIND, 1, "A virus.");
    static final DocumentArchived ARCHIVED = new DocumentArchived(ID, RECORD, KIND);

    private final DeciderSpec<DocumentCommand, Document, DocumentEvent> documents =
            DeciderSpec.of(new DocumentDecider());

    static DocumentFile file(BlobId blob) {
        return new DocumentFile("Contract.pdf", 5, "5a", "application/pdf", blob);
    }

    @Test
    void a_document_begins_in_quarantine() {
        documents.given().when(UPLOAD).then(UPLOADED);
    }

    @Test
    void the_same_again_changes_nothing_and_another_is_refused() {
        documents.given(UPLOADED).when(UPLOAD).thenNothing();
        documents
                .given(UPLOADED)
                .when(new UploadDocument(ID, RECORD, "quote", file(FIRST)))
                .thenRejected(new AlreadyExists("document-1"));
        documents
                .given(UPLOADED, ARCHIVED)
                .when(UPLOAD)
                .thenRejected(new AlreadyExists("document-1"));
    }

    @Test
    void what_was_never_uploaded_is_not_there() {
        for (var command : everythingElse()) {
            documents.given().when(command).thenRejected(new NotFound("document-1"));
        }
    }

    private static DocumentCommand[] everythingElse() {
        return new DocumentCommand[] {
            new AddDocumentVersion(ID, file(SECOND)),
            RELEASE,
            REJECT,
            new ArchiveDocument(ID),
            new RestoreDocument(ID)
        };
    }

    @Test
    void what_was_found_clean_is_available() {
        documents.given(UPLOADED).when(RELEASE).then(AVAILABLE);
    }

    @Test
    void what_was_found_infected_is_rejected() {
        documents.given(UPLOADED).when(REJECT).then(REJECTED);
    }

    @Test
    void a_verdict_is_final() {
        documents.given(UPLOADED, AVAILABLE).when(RELEASE).thenNothing();
        documents.given(UPLOADED, AVAILABLE).when(REJECT).thenNothing();
        documents.given(UPLOADED, REJECTED).when(RELEASE).thenNothing();
        documents.given(UPLOADED, REJECTED).when(REJECT).thenNothing();
    }

    @Test
    void bytes_that_belong_to_no_version_get_no_verdict() {
        documents
                .given(UPLOADED)
                .when(new ReleaseDocument(ID, SECOND, "clamd"))
                .thenRejected(new NotFound("document-1"));
    }

    @Test
    void versions_are_counted_and_each_has_its_own_verdict() {
        documents.given(UPLOADED).when(new AddDocumentVersion(ID, file(SECOND))).then(ADDED);
        documents
                .given(UPLOADED, ADDED)
                .when(new ReleaseDocument(ID, SECOND, "clamd"))
                .then(new DocumentAvailable(ID, RECORD, KIND, 2, "clamd"));
        documents.given(UPLOADED, ADDED).when(RELEASE).then(AVAILABLE);
        documents
                .given(UPLOADED, ADDED, AVAILABLE)
                .when(new RejectDocument(ID, SECOND, "A virus."))
                .then(new DocumentRejected(ID, RECORD, KIND, 2, "A virus."));
    }

    @Test
    void there_is_an_end_to_versions() {
        var many =
                Stream.concat(
                                Stream.of(UPLOADED),
                                IntStream.rangeClosed(2, DocumentDecider.MOST_VERSIONS)
                                        .mapToObj(
                                                number ->
                                                        new DocumentVersionAdded(
                                                                ID,
                                                                RECORD,
                                                                KIND,
                                                                number,
                                                                file(
                                                                        new BlobId(
                                                                                "blob-"
                                                                                        + number)))))
                        .toArray(DocumentEvent[]::new);
        documents
                .given(many)
                .when(new AddDocumentVersion(ID, file(new BlobId("blob-x"))))
                .thenRejected(new TooManyVersions(DocumentDecider.MOST_VERSIONS));
    }

    @Test
    void an_archived_document_takes_no_change_until_it_is_restored() {
        documents.given(UPLOADED).when(new ArchiveDocument(ID)).then(ARCHIVED);
        documents.given(UPLOADED, ARCHIVED).when(new ArchiveDocument(ID)).thenNothing();
        for (var command :
                new DocumentCommand[] {new AddDocumentVersion(ID, file(SECOND)), RELEASE, REJECT}) {
            documents
                    .given(UPLOADED, ARCHIVED)
                    .when(command)
                    .thenRejected(new RecordRejection.Archived("document-1"));
        }
        documents.given(UPLOADED).when(new RestoreDocument(ID)).thenNothing();
    }

    @Test
    void who_is_restored_says_whether_there_is_anything_to_read() {
        documents
                .given(UPLOADED, ARCHIVED)
                .when(new RestoreDocument(ID))
                .then(new DocumentRestored(ID, RECORD, KIND, false));
        documents
                .given(UPLOADED, AVAILABLE, ARCHIVED)
                .when(new RestoreDocument(ID))
                .then(new DocumentRestored(ID, RECORD, KIND, true));
        documents
                .given(UPLOADED, AVAILABLE, ARCHIVED, new DocumentRestored(ID, RECORD, KIND, true))
                .when(new AddDocumentVersion(ID, file(SECOND)))
                .then(ADDED);
    }
}
