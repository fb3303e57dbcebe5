package nexus.command.document;

import nexus.api.document.BlobId;
import nexus.api.document.DocumentFile;
import nexus.platform.blob.Incoming.Received;
import nexus.platform.web.InvalidRequest;
import org.jspecify.annotations.Nullable;

/**
 * An upload that has arrived and may be kept, until it is closed.
 *
 * @param metaOrNone what it is to which record, for a new document
 */
record UploadForm(Received received, FileName name, String contentType, @Nullable Meta metaOrNone)
        implements AutoCloseable {

    /** To which record a document belongs, and what it is to it. */
    record Meta(String recordId, String kind) {}

    Meta meta() {
        if (metaOrNone == null) {
            throw new InvalidRequest("meta", "missing", "is a part that the form must have");
        }
        return metaOrNone;
    }

    /** The same for the same file under the same name, and for no other. */
    String fingerprint() {
        return received.sha256() + " " + name.value();
    }

    DocumentFile under(BlobId blob) {
        return new DocumentFile(
                name.value(), received.size(), received.sha256(), contentType, blob);
    }

    @Override
    public void close() {
        received.close();
    }
}
