package nexus.query.document;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import nexus.api.Action;
import nexus.api.RecordRejection.Archived;
import nexus.api.Resource;
import nexus.api.document.DocumentBearer;
import nexus.api.document.DocumentId;
import nexus.api.document.DocumentRejection.DocumentNotAvailable;
import nexus.platform.blob.BlobKey;
import nexus.platform.blob.BlobStore;
import nexus.platform.projection.Columns;
import nexus.platform.query.Moment;
import nexus.platform.query.ReadModel;
import nexus.platform.security.Actor;
import nexus.platform.security.Permissions;
import nexus.platform.web.NotReady;
import nexus.platform.web.Refused;
import nexus.query.document.DocumentRow.State;
import nexus.query.document.DocumentRow.Version;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/**
 * Gives readers the bytes of documents: only those that were found clean, always to be saved and
 * never to be shown within a page, in parts where a reader wants parts.
 */
@Component
class DocumentContent {

    private static final Logger log = LoggerFactory.getLogger(DocumentContent.class);

    private final ReadModel model;
    private final BlobStore blobs;

    DocumentContent(ReadModel model, BlobStore blobs) {
        this.model = model;
        this.blobs = blobs;
    }

    /** Bytes that may be read. */
    record Readable(BlobKey key, Version version) {

        String etag() {
            return '"' + version.sha256() + '"';
        }
    }

    /**
     * The version that was asked for, or the newest that is available.
     *
     * @throws Refused if there is none that may be read
     * @throws AccessDeniedException if the reader may not see the record that it belongs to
     */
    Readable find(Moment moment, DocumentId id, @Nullable Integer number) {
        var document =
                model.sql(moment, "select r.* from {documents} r where r.id = :id")
                        .param("id", id.value())
                        .query(Columns.of(DocumentRow.class).reader())
                        .optional()
                        .orElseThrow(() -> Refused.notFound(id.value()));
        requireReader(moment.reader(), document.recordId());
        if (document.archived()) {
            throw new Refused(new Archived(id.value()));
        }
        var version = version(document, number == null ? document.served() : number);
        return new Readable(new BlobKey(moment.organizationId(), version.blob().value()), version);
    }

    /** What a record is about is not read by who may not see the record. */
    private static void requireReader(Actor reader, String recordId) {
        Permissions.require(reader, Action.READ, Resource.DOCUMENTS);
        DocumentBearer.of(recordId)
                .ifPresent(bearer -> Permissions.require(reader, Action.READ, bearer.resource()));
    }

    private static Version version(DocumentRow document, @Nullable Integer number) {
        if (number == null) {
            throw new Refused(new DocumentNotAvailable(document.id(), document.state().toString()));
        }
        var found =
                document.versions().stream()
                        .filter(version -> version.version() == number)
                        .findFirst()
                        .orElseThrow(() -> Refused.notFound(document.id() + " version " + number));
        if (found.state() != State.AVAILABLE) {
            throw new Refused(new DocumentNotAvailable(document.id(), found.state().toString()));
        }
        return found;
    }

    /** Answers with the bytes, or with those of the range that was asked for. */
    void serve(Readable readable, HttpServletRequest request, HttpServletResponse response) {
        var range = Range.asked(request, readable.version().size(), readable.etag());
        describe(readable, response);
        if (isKnown(request.getHeader(HttpHeaders.IF_NONE_MATCH), readable.etag())) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(readable.version().contentType());
        response.setContentLengthLong(range.length());
        if (range.isPart()) {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader(HttpHeaders.CONTENT_RANGE, range.toString());
        }
        if (!request.getMethod().equals("HEAD")) {
            send(readable.key(), range, response);
        }
    }

    private static void describe(Readable readable, HttpServletResponse response) {
        response.setHeader(HttpHeaders.ETAG, readable.etag());
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        // to be kept by its reader alone, and asked for again before it is used again
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, Attachment.named(readable.version().name()));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    }

    private static boolean isKnown(@Nullable String ifNoneMatch, String etag) {
        return ifNoneMatch != null && (ifNoneMatch.equals("*") || ifNoneMatch.contains(etag));
    }

    private void send(BlobKey key, Range range, HttpServletResponse response) {
        try (var bytes = blobs.open(key, range.from(), range.length())) {
            send(bytes, response);
        } catch (IOException e) {
            log.error("{} cannot be read", key, e);
            if (response.isCommitted()) {
                throw new IllegalStateException("A file ended half way", e);
            }
            response.reset();
            throw new NotReady(
                    "documents.unavailable", "Files cannot be read at the moment. Try again.");
        }
    }

    private static void send(InputStream bytes, HttpServletResponse response) throws IOException {
        var buffer = new byte[64 * 1024];
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            if (!write(response, buffer, read)) {
                return;
            }
        }
    }

    /** Whether somebody still listens. */
    private static boolean write(HttpServletResponse response, byte[] buffer, int length) {
        try {
            OutputStream out = response.getOutputStream();
            out.write(buffer, 0, length);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
