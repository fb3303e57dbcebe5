package nexus.command.company;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import nexus.api.company.CompanyEvent;
import nexus.api.company.CompanyId;
import nexus.platform.web.CommandEndpoint.Answer;
import nexus.platform.web.Undo;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CompanyUndoCommandController {

    record Event(@NotBlank @Size(max = 100) String eventId) {}

    private final Undo undo;

    CompanyUndoCommandController(Undo undo) {
        this.undo = undo;
    }

    @PostMapping("/api/companies/{id}/undo")
    ResponseEntity<Answer> undo(@PathVariable CompanyId id, @Valid @RequestBody Event body) {
        return undo.of(
                id,
                body.eventId(),
                new CompanyDecider(),
                CompanyEvent.class,
                event -> CompanyReversal.of(id, event));
    }
}
