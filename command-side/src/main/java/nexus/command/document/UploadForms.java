package nexus.command.document;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import nexus.api.document.DocumentId;
import nexus.command.document.UploadForm.Meta;
import nexus.platform.blob.Incoming;
import nexus.platform.blob.Incoming.Received;
import nexus.platform.security.CurrentActor;
import nexus.platform.web.FormParts;
import nexus.platform.web.FormParts.Part;
import nexus.platform.web.InvalidRequest;
import nexus.platform.web.NotReady;
import nexus.platform.web.References;
import nexus.platform.web.Refused;
import nexus.platform.web.TooLarge;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Reads uploads as they arrive, and says what is wrong with one before anything comes of it. */
@Component
class UploadForms {

    private static final Logger log = LoggerFactory.getLogger(UploadForms.class);
    private static final String KIND = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final int LONGEST_KIND = 60;

    private final Incoming incoming;
    private final Inspection inspection;
    private final References references;
    private final CurrentActor actor;
    private final JsonMapper json;
    private final long most;

    /**
     * Reads them all.
     *
     * @param largest how large a file may be
     */
    UploadForms(
            Incoming incoming,
            Inspection inspection,
            References references,
            CurrentActor actor,
            JsonMapper json,
            @Value("${nexus.documents.largest:250MB}") DataSize largest) {
        this.incoming = incoming;
        this.inspection = inspection;
        this.references = references;
        this.actor = actor;
        this.json = json;
        this.most = largest.toMegabytes() * 1_000_000;
    }

    /** What of a form was read so far. */
    private static final class Draft {
        private @Nullable Received file;
        private @Nullable FileName name;
        private @Nullable Meta meta;
    }

    /**
     * Reads a form to its end. Whoever asks closes it.
     *
     * @throws InvalidRequest if it is no such form
     * @throws Refused if its file may not be kept, or its record does not exist
     */
    UploadForm read(HttpServletRequest request, Set<String> parts) {
        if (request.getContentLengthLong() > most + (1 << 20)) {
            throw new TooLarge(most); // no need to wait for what is known already
        }
        var draft = new Draft();
        try {
            FormParts.read(request, parts, part -> take(part, draft));
            return inspected(draft);
        } catch (UncheckedIOException e) {
            discard(draft);
            log.error("Files cannot be written down", e);
            throw new NotReady(
                    "documents.unavailable", "Files cannot be stored at the moment. Try again.");
        } catch (RuntimeException e) {
            discard(draft);
            throw e;
        }
    }

    private static void discard(Draft draft) {
        if (draft.file != null) {
            draft.file.close();
        }
    }

    private void take(Part part, Draft draft) throws IOException {
        if (part.name().equals("meta")) {
            draft.meta = meta(part.text());
        } else {
            draft.name = FileName.of(part.fileName());
            draft.file = incoming.receive(part.content(), most);
        }
    }

    private UploadForm inspected(Draft draft) {
        if (draft.file == null || draft.name == null) {
            throw new InvalidRequest("file", "missing", "is a part that the form must have");
        }
        var type = inspection.typeOf(draft.file, draft.name);
        return new UploadForm(draft.file, draft.name, type, draft.meta);
    }

    private Meta meta(String text) {
        try {
            var meta = json.readValue(text, Meta.class);
            if (meta == null || isMissing(meta.recordId())) {
                throw new InvalidRequest("meta.recordId", "missing", "is required");
            }
            if (isMissing(meta.kind())
                    || meta.kind().length() > LONGEST_KIND
                    || !meta.kind().matches(KIND)) {
                throw new InvalidRequest(
                        "meta.kind", "malformed", "must be a word like signed-contract");
            }
            RecordOfDocument.check(actor.get(), meta.recordId(), references);
            return meta;
        } catch (UnrecognizedPropertyException e) {
            throw new InvalidRequest(
                    "meta." + e.getPropertyName(), "unknown", "is not a known field");
        } catch (JacksonException e) {
            throw new InvalidRequest("meta", "malformed", "is not the JSON object asked for");
        }
    }

    @SuppressWarnings("NullAway") // what comes from outside may be null where it must not
    private static boolean isMissing(String given) {
        return given == null || given.isBlank();
    }

    /**
     * Sees to it that there is such a document, before anybody waits for a file that belongs to it.
     *
     * @throws Refused if there is none that the asker may know of
     */
    void requireDocument(DocumentId id) {
        if (!references.isKnownTo(actor.get(), id)) {
            throw Refused.notFound(id.value());
        }
    }
}
