package nexus.query.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
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
import nexus.platform.eventstore.RecordedEvent.By;
import nexus.platform.projection.Occurrence;
import nexus.query.document.DocumentRow.State;
import nexus.query.document.DocumentRow.Version;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    private static final DocumentId ID = new DocumentId("document-1");
    private static final String RECORD = "project-1";
    private static final String KIND = "quote";
    private static final Instant THEN = Instant.parse("2026-01-31T12:00:00Z");
    private static final DocumentUploaded UPLOADED =
            new DocumentUploaded(ID, RECORD, KIND, file(1));
    private static final DocumentVersionAdded ADDED =
            new DocumentVersionAdded(ID, RECORD, KIND, 2, file(2));

    private static DocumentFile file(int number) {
        return new DocumentFile(
                "Quote " + number + ".pdf",
                number,
                "sha" + number,
                "application/pdf",
                new BlobId("blob-" + number));
    }

    private static DocumentAvailable available(int number) {
        return new DocumentAvailable(ID, RECORD, KIND, number, "clamd");
    }

    private static DocumentRejected rejected(int number) {
        return new DocumentRejected(ID, RECORD, KIND, number, "A virus.");
    }

    private static @Nullable DocumentRow rowAfter(DocumentEvent... events) {
        var at = new Occurrence(THEN, THEN, new By("USER", "user-1", "Ann"));
        DocumentRow row = null;
        for (var event : events) {
            row = new Documents().evolve(row, event, at);
        }
        return row;
    }

    private static DocumentRow folded(DocumentEvent... events) {
        return Objects.requireNonNull(rowAfter(events));
    }

    @Test
    void what_was_uploaded_is_in_quarantine_and_served_to_nobody() {
        var row = folded(UPLOADED);
        assertThat(row.state()).isEqualTo(State.UPLOADED);
        assertThat(row.name()).isEqualTo("Quote 1.pdf");
        assertThat(row.recordId()).isEqualTo(RECORD);
        assertThat(row.kind()).isEqualTo(KIND);
        assertThat(row.served()).isNull();
        assertThat(row.servedBlob()).isNull();
        assertThat(row.versions())
                .containsExactly(
                        new Version(
                                1,
                                "Quote 1.pdf",
                                1,
                                "sha1",
                                "application/pdf",
                                State.UPLOADED,
                                null,
                                new BlobId("blob-1"),
                                THEN,
                                "Ann",
                                null,
                                null));
    }

    @Test
    void what_is_available_is_served() {
        var row = folded(UPLOADED, available(1));
        assertThat(row.state()).isEqualTo(State.AVAILABLE);
        assertThat(row.served()).isEqualTo(1);
        assertThat(row.servedBlob()).isEqualTo(new BlobId("blob-1"));
        assertThat(row.versions().getFirst().checkedAt()).isEqualTo(THEN);
        assertThat(row.versions().getFirst().checkedBy()).isEqualTo("clamd");
    }

    @Test
    void what_was_rejected_says_why() {
        var row = folded(UPLOADED, rejected(1));
        assertThat(row.state()).isEqualTo(State.REJECTED);
        assertThat(row.reason()).isEqualTo("A virus.");
        assertThat(row.served()).isNull();
    }

    @Test
    void a_newer_version_is_told_of_at_once_and_served_when_it_is_available() {
        var waiting = folded(UPLOADED, available(1), ADDED);
        assertThat(waiting.state()).isEqualTo(State.UPLOADED);
        assertThat(waiting.sha256()).isEqualTo("sha2");
        assertThat(waiting.served()).isEqualTo(1);

        var out = folded(UPLOADED, available(1), ADDED, available(2));
        assertThat(out.state()).isEqualTo(State.AVAILABLE);
        assertThat(out.served()).isEqualTo(2);

        var refused = folded(UPLOADED, available(1), ADDED, rejected(2));
        assertThat(refused.state()).isEqualTo(State.REJECTED);
        assertThat(refused.served()).as("the one before stays").isEqualTo(1);
    }

    @Test
    void an_older_version_that_is_late_takes_nothing_from_a_newer_one() {
        var row = folded(UPLOADED, ADDED, available(2), available(1));
        assertThat(row.served()).isEqualTo(2);
        assertThat(row.state()).isEqualTo(State.AVAILABLE);
    }

    @Test
    void archiving_hides_and_restoring_shows_again() {
        var archived = new DocumentArchived(ID, RECORD, KIND);
        assertThat(folded(UPLOADED, archived).archived()).isTrue();
        assertThat(folded(UPLOADED, archived, new DocumentRestored(ID, RECORD, KIND, false)))
                .isEqualTo(folded(UPLOADED));
    }

    @Test
    void what_comes_before_the_beginning_is_no_row() {
        assertThat(rowAfter(available(1))).isNull();
    }
}
