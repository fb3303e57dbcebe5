package nexus.command.project;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import nexus.api.project.ProjectCommand;
import nexus.api.project.ProjectCommand.RevokeRequirement;
import nexus.api.project.ProjectCommand.SatisfyRequirement;
import nexus.api.project.ProjectCommand.WaiveRequirement;
import nexus.api.project.ProjectId;
import nexus.platform.security.Actor;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.CommandEndpoint.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/projects/{id}/requirements/{key}")
class RequirementCommandController {

    /**
     * Whether a requirement is met.
     *
     * @param date the day that it is about, if it is about one
     */
    record Met(
            @NotNull Boolean satisfied,
            @Nullable @Size(max = 2000) String note,
            @Nullable LocalDate date,
            @Nullable Instant occurredAt) {

        ProjectCommand of(ProjectId id, String key, LocalDate today) {
            return satisfied
                    ? new SatisfyRequirement(id, key, note, date, today)
                    : new RevokeRequirement(id, key, note);
        }
    }

    record Waive(@NotBlank @Size(max = 2000) String reason, @Nullable Instant occurredAt) {}

    private final CommandEndpoint commands;
    private final Crew crew;
    private final Today today;

    RequirementCommandController(CommandEndpoint commands, Crew crew, Today today) {
        this.commands = commands;
        this.crew = crew;
        this.today = today;
    }

    @PutMapping
    ResponseEntity<Answer> put(
            @PathVariable ProjectId id, @PathVariable String key, @Valid @RequestBody Met body) {
        return commands.change(body.of(id, key, today.of(body.occurredAt())), body.occurredAt());
    }

    @PostMapping("/waive")
    ResponseEntity<Answer> waive(
            Actor actor,
            @PathVariable ProjectId id,
            @PathVariable String key,
            @Valid @RequestBody Waive body) {
        return commands.change(
                new WaiveRequirement(id, key, body.reason(), crew.authority(id, actor)),
                body.occurredAt());
    }
}
