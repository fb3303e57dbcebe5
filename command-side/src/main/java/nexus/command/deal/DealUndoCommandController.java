package nexus.command.deal;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import nexus.api.deal.DealEvent;
import nexus.api.deal.DealId;
import nexus.platform.web.CommandEndpoint.Answer;
import nexus.platform.web.Undo;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DealUndoCommandController {

    record Event(@NotBlank @Size(max = 100) String eventId) {}

    private final Undo undo;

    DealUndoCommandController(Undo undo) {
        this.undo = undo;
    }

    @PostMapping("/api/deals/{id}/undo")
    ResponseEntity<Answer> undo(@PathVariable DealId id, @Valid @RequestBody Event body) {
        return undo.of(
                id,
                body.eventId(),
                new DealDecider(),
                DealEvent.class,
                event -> DealReversal.of(id, event));
    }
}
