package nexus.command.document;

import static nexus.platform.decider.Decision.accept;
import static nexus.platform.decider.Decision.nothing;
import static nexus.platform.decider.Decision.reject;

import java.util.function.IntFunction;
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
import nexus.api.document.DocumentRejection.TooManyVersions;
import nexus.command.document.Document.Absent;
import nexus.command.document.Document.Archived;
import nexus.command.document.Document.Kept;
import nexus.command.document.Document.Verdict;
import nexus.platform.decider.Decider;
import nexus.platform.decider.Decision;

/** The business rules of a document: every version passes quarantine, once and for good. */
final class DocumentDecider implements Decider<DocumentCommand, Document, DocumentEvent> {

    /** More are no versions of one document any more. */
    static final int MOST_VERSIONS = 100;

    @Override
    public Document initial() {
        return new Absent();
    }

    @Override
    public Decision<DocumentEvent> decide(Document document, DocumentCommand command) {
        return switch (document) {
            case Absent _ when command instanceof UploadDocument upload -> accept(uploaded(upload));
            case Absent _ -> reject(new NotFound(command.streamId()));
            case Kept kept -> whenKept(kept, command);
            case Archived(var before) -> whenArchived(before, command);
        };
    }

    private static DocumentUploaded uploaded(UploadDocument upload) {
        return new DocumentUploaded(
                upload.documentId(), upload.recordId(), upload.kind(), upload.file());
    }

    private static Decision<DocumentEvent> whenKept(Kept document, DocumentCommand command) {
        var record = document.uploaded().recordId();
        var kind = document.uploaded().kind();
        return switch (command) {
            case UploadDocument again when uploaded(again).equals(document.uploaded()) -> nothing();
            case UploadDocument _ -> reject(new AlreadyExists(command.streamId()));
            case AddDocumentVersion add -> add(document, add);
            case ReleaseDocument(var id, var blob, var by) ->
                    judge(
                            document,
                            blob,
                            command,
                            number -> new DocumentAvailable(id, record, kind, number, by));
            case RejectDocument(var id, var blob, var reason) ->
                    judge(
                            document,
                            blob,
                            command,
                            number -> new DocumentRejected(id, record, kind, number, reason));
            case ArchiveDocument(var id) -> accept(new DocumentArchived(id, record, kind));
            case RestoreDocument _ -> nothing();
        };
    }

    /** What is in quarantine meanwhile stays there until the document is back. */
    private static Decision<DocumentEvent> whenArchived(Kept before, DocumentCommand command) {
        var uploaded = before.uploaded();
        return switch (command) {
            case RestoreDocument(var id) ->
                    accept(
                            new DocumentRestored(
                                    id,
                                    uploaded.recordId(),
                                    uploaded.kind(),
                                    before.isAvailable()));
            case ArchiveDocument _ -> nothing();
            case UploadDocument _ -> reject(new AlreadyExists(command.streamId()));
            case AddDocumentVersion _, ReleaseDocument _, RejectDocument _ ->
                    reject(new RecordRejection.Archived(command.streamId()));
        };
    }

    private static Decision<DocumentEvent> add(Kept document, AddDocumentVersion add) {
        var uploaded = document.uploaded();
        var number = document.versions().size() + 1;
        return number > MOST_VERSIONS
                ? reject(new TooManyVersions(MOST_VERSIONS))
                : accept(
                        new DocumentVersionAdded(
                                add.documentId(),
                                uploaded.recordId(),
                                uploaded.kind(),
                                number,
                                add.file()));
    }

    /** A verdict is final: whoever comes to one a second time changes nothing. */
    private static Decision<DocumentEvent> judge(
            Kept document, BlobId blob, DocumentCommand command, IntFunction<DocumentEvent> event) {
        var number = document.numberOf(blob);
        if (number.isEmpty()) {
            return reject(new NotFound(command.streamId()));
        }
        return document.isAwaitingVerdict(number.getAsInt())
                ? accept(event.apply(number.getAsInt()))
                : nothing();
    }

    @Override
    public Document evolve(Document document, DocumentEvent event) {
        if (event instanceof DocumentUploaded uploaded) {
            return Kept.of(uploaded);
        }
        return switch (document) {
            case Absent _ -> document;
            case Archived(var before) -> event instanceof DocumentRestored ? before : document;
            case Kept kept -> after(kept, event);
        };
    }

    private static Document after(Kept document, DocumentEvent event) {
        return switch (event) {
            case DocumentUploaded _, DocumentRestored _ -> document;
            case DocumentVersionAdded added -> document.with(added.file().blob());
            case DocumentAvailable available -> document.judged(available.version(), Verdict.CLEAN);
            case DocumentRejected rejected -> document.judged(rejected.version(), Verdict.REJECTED);
            case DocumentArchived _ -> new Archived(document);
        };
    }
}
