package nexus.command.document;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import nexus.api.Action;
import nexus.api.Command;
import nexus.api.Resource;
import nexus.api.document.BlobId;
import nexus.api.document.DocumentCommand;
import nexus.api.document.DocumentCommand.AddDocumentVersion;
import nexus.api.document.DocumentCommand.RestoreDocument;
import nexus.api.document.DocumentCommand.UploadDocument;
import nexus.api.document.DocumentFile;
import nexus.api.document.DocumentId;
import nexus.command.document.Quarantine.Suspect;
import nexus.platform.NewId;
import nexus.platform.blob.BlobGarbage;
import nexus.platform.blob.BlobKey;
import nexus.platform.blob.BlobStore;
import nexus.platform.security.CurrentActor;
import nexus.platform.security.Permissions;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.CommandEndpoint.Answer;
import nexus.platform.web.NotReady;
import nexus.platform.work.DueLists;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Takes files in: written down while they arrive, inspected, put away, and told of in the
 * transaction that puts them into quarantine. Of what is refused on the way nothing stays.
 */
@Component
class Uploads {

    private static final Logger log = LoggerFactory.getLogger(Uploads.class);
    private static final Set<String> FILE = Set.of("file");
    private static final Set<String> FILE_AND_META = Set.of("file", "meta");

    private final UploadForms forms;
    private final BlobStore blobs;
    private final BlobGarbage garbage;
    private final Quarantine quarantine;
    private final CommandEndpoint commands;
    private final CurrentActor actor;
    private final DueLists work;

    Uploads(
            UploadForms forms,
            BlobStore blobs,
            BlobGarbage garbage,
            Quarantine quarantine,
            CommandEndpoint commands,
            CurrentActor actor,
            DueLists work) {
        this.forms = forms;
        this.blobs = blobs;
        this.garbage = garbage;
        this.quarantine = quarantine;
        this.commands = commands;
        this.actor = actor;
        this.work = work;
    }

    /** A new document. */
    ResponseEntity<Answer> take(HttpServletRequest request) {
        Permissions.require(actor.get(), Action.CREATE, Resource.DOCUMENTS);
        try (var form = forms.read(request, FILE_AND_META)) {
            var meta = form.meta();
            commands.isKnownBy(meta + " " + form.fingerprint());
            var id = new DocumentId(NewId.of(DocumentId.PREFIX));
            return keep(
                    form, id, file -> new UploadDocument(id, meta.recordId(), meta.kind(), file));
        }
    }

    /** Another version of a document. */
    ResponseEntity<Answer> takeVersion(HttpServletRequest request, DocumentId id) {
        Permissions.require(actor.get(), Action.UPDATE, Resource.DOCUMENTS);
        forms.requireDocument(id);
        try (var form = forms.read(request, FILE)) {
            commands.isKnownBy(form.fingerprint());
            return keep(form, id, file -> new AddDocumentVersion(id, file));
        }
    }

    private ResponseEntity<Answer> keep(
            UploadForm form, DocumentId id, Function<DocumentFile, DocumentCommand> command) {
        var organization = actor.get().organizationId();
        var blob = new BlobId(NewId.of(BlobId.PREFIX));
        var key = new BlobKey(organization.value(), blob.value());
        var told = command.apply(form.under(blob));
        var suspect = new Suspect(blob, id, organization, commands.correlationId(), 0);
        garbage.announce(key);
        try {
            put(key, form);
            return send(told, () -> intoQuarantine(key, suspect));
        } finally {
            discardUnlessKept(key);
        }
    }

    private void put(BlobKey key, UploadForm form) {
        try {
            blobs.put(key, form.received().file());
        } catch (IOException e) {
            log.error("{} could not be put away", key, e);
            throw new NotReady(
                    "documents.unavailable", "Files cannot be stored at the moment. Try again.");
        }
    }

    private ResponseEntity<Answer> send(DocumentCommand command, Runnable besides) {
        var told = List.<Command>of(command);
        var answer =
                command.begins()
                        ? commands.createTogether(told, besides)
                        : commands.changeTogether(told, besides);
        work.wake(DocumentChecks.NAME);
        return answer;
    }

    private void intoQuarantine(BlobKey key, Suspect suspect) {
        garbage.keep(key);
        quarantine.add(suspect);
    }

    /** Refused, or already done by the same request before; otherwise there is nothing to do. */
    private void discardUnlessKept(BlobKey key) {
        try {
            garbage.discard(key);
        } catch (DataAccessException e) {
            log.warn("{} goes later: {}", key, e.getMessage());
        }
    }

    /** Brings a document back, and what of it is in quarantine is looked at again. */
    ResponseEntity<Answer> restore(DocumentId id) {
        var answer =
                commands.changeTogether(
                        List.of(new RestoreDocument(id)), () -> quarantine.resume(id));
        work.wake(DocumentChecks.NAME);
        return answer;
    }
}
