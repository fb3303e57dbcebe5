package nexus.command.project;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import nexus.api.identity.UserId;
import nexus.api.project.ProjectCommand.CancelProject;
import nexus.api.project.ProjectCommand.HoldProject;
import nexus.api.project.ProjectCommand.LoseProject;
import nexus.api.project.ProjectCommand.MoveProject;
import nexus.api.project.ProjectCommand.ReopenForWarranty;
import nexus.api.project.ProjectCommand.ResumeProject;
import nexus.api.project.ProjectId;
import nexus.api.project.ProjectStage;
import nexus.platform.security.Actor;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.CommandEndpoint.Answer;
import nexus.platform.web.References;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/projects/{id}")
class PassageCommandController {

    record Move(
            @NotNull ProjectStage stage,
            @Nullable @Size(max = 2000) String reason,
            @Nullable UserId responsibleId,
            @Nullable Instant occurredAt) {}

    record Because(@NotBlank @Size(max = 2000) String reason, @Nullable Instant occurredAt) {}

    /** A reason, where none is needed: the whole of it may be left out. */
    record Perhaps(@Nullable @Size(max = 2000) String reason, @Nullable Instant occurredAt) {

        static Perhaps of(@Nullable Perhaps body) {
            return body == null ? new Perhaps(null, null) : body;
        }
    }

    private final CommandEndpoint commands;
    private final Crew crew;
    private final Today today;
    private final References references;

    PassageCommandController(
            CommandEndpoint commands, Crew crew, Today today, References references) {
        this.commands = commands;
        this.crew = crew;
        this.today = today;
        this.references = references;
    }

    @PutMapping("/stage")
    ResponseEntity<Answer> move(
            Actor actor, @PathVariable ProjectId id, @Valid @RequestBody Move body) {
        references.check("responsibleId", body.responsibleId());
        return commands.change(
                new MoveProject(
                        id,
                        body.stage(),
                        body.reason(),
                        body.responsibleId(),
                        today.of(body.occurredAt()),
                        crew.authority(id, actor),
                        crew.staffing(id, actor)),
                body.occurredAt());
    }

    @PostMapping("/hold")
    ResponseEntity<Answer> hold(
            @PathVariable ProjectId id,
            @Valid @RequestBody(required = false) @Nullable Perhaps body) {
        var given = Perhaps.of(body);
        return commands.change(new HoldProject(id, given.reason()), given.occurredAt());
    }

    @PostMapping("/resume")
    ResponseEntity<Answer> resume(
            @PathVariable ProjectId id,
            @Valid @RequestBody(required = false) @Nullable Perhaps body) {
        var given = Perhaps.of(body);
        return commands.change(new ResumeProject(id, given.reason()), given.occurredAt());
    }

    @PostMapping("/cancel")
    ResponseEntity<Answer> cancel(
            @PathVariable ProjectId id,
            @Valid @RequestBody(required = false) @Nullable Perhaps body) {
        var given = Perhaps.of(body);
        return commands.change(new CancelProject(id, given.reason()), given.occurredAt());
    }

    @PostMapping("/lose")
    ResponseEntity<Answer> lose(@PathVariable ProjectId id, @Valid @RequestBody Because body) {
        return commands.change(
                new LoseProject(id, body.reason(), today.of(body.occurredAt())), body.occurredAt());
    }

    @PostMapping("/reopen")
    ResponseEntity<Answer> reopen(
            Actor actor, @PathVariable ProjectId id, @Valid @RequestBody Because body) {
        return commands.change(
                new ReopenForWarranty(id, body.reason(), crew.staffing(id, actor)),
                body.occurredAt());
    }
}
