package nexus.command.project;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectId;
import nexus.command.project.ProjectReversal.Circumstances;
import nexus.platform.security.Actor;
import nexus.platform.web.CommandEndpoint.Answer;
import nexus.platform.web.Undo;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ProjectUndoCommandController {

    record Event(@NotBlank @Size(max = 100) String eventId) {}

    private final Undo undo;
    private final Crew crew;
    private final Today today;

    ProjectUndoCommandController(Undo undo, Crew crew, Today today) {
        this.undo = undo;
        this.crew = crew;
        this.today = today;
    }

    @PostMapping("/api/projects/{id}/undo")
    ResponseEntity<Answer> undo(
            Actor actor, @PathVariable ProjectId id, @Valid @RequestBody Event body) {
        var now =
                new Circumstances(
                        today.of(null), crew.authority(id, actor), crew.staffing(id, actor));
        return undo.of(
                id,
                body.eventId(),
                new ProjectDecider(),
                ProjectEvent.class,
                event -> ProjectReversal.of(id, event, now));
    }
}
