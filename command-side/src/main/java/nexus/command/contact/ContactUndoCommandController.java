package nexus.command.contact;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import nexus.api.contact.ContactEvent;
import nexus.api.contact.ContactId;
import nexus.platform.web.CommandEndpoint.Answer;
import nexus.platform.web.Undo;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ContactUndoCommandController {

    record Event(@NotBlank @Size(max = 100) String eventId) {}

    private final Undo undo;

    ContactUndoCommandController(Undo undo) {
        this.undo = undo;
    }

    @PostMapping("/api/contacts/{id}/undo")
    ResponseEntity<Answer> undo(@PathVariable ContactId id, @Valid @RequestBody Event body) {
        return undo.of(
                id,
                body.eventId(),
                new ContactDecider(),
                ContactEvent.class,
                event -> ContactReversal.of(id, event));
    }
}
