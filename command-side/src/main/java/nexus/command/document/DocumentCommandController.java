package nexus.command.document;

import jakarta.servlet.http.HttpServletRequest;
import nexus.api.document.DocumentCommand.ArchiveDocument;
import nexus.api.document.DocumentId;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.CommandEndpoint.Answer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes no part of a form as a parameter: a file is read as it arrives, by {@link Uploads}. */
@RestController
@RequestMapping("/api/documents")
class DocumentCommandController {

    private final Uploads uploads;
    private final CommandEndpoint commands;

    DocumentCommandController(Uploads uploads, CommandEndpoint commands) {
        this.uploads = uploads;
        this.commands = commands;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Answer> upload(HttpServletRequest request) {
        return uploads.take(request);
    }

    @PostMapping(path = "/{id}/versions", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Answer> addVersion(@PathVariable DocumentId id, HttpServletRequest request) {
        return uploads.takeVersion(request, id);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Answer> archive(@PathVariable DocumentId id) {
        return commands.change(new ArchiveDocument(id));
    }

    @PostMapping("/{id}/restore")
    ResponseEntity<Answer> restore(@PathVariable DocumentId id) {
        return uploads.restore(id);
    }
}
