package nexus.command.activity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import nexus.api.CustomFields;
import nexus.api.Patch;
import nexus.api.activity.ActivityCommand.AddActivity;
import nexus.api.activity.ActivityCommand.ArchiveActivity;
import nexus.api.activity.ActivityCommand.ChangeActivity;
import nexus.api.activity.ActivityCommand.CompleteActivity;
import nexus.api.activity.ActivityCommand.ReopenActivity;
import nexus.api.activity.ActivityCommand.RescheduleActivity;
import nexus.api.activity.ActivityCommand.RestoreActivity;
import nexus.api.activity.ActivityDetails;
import nexus.api.activity.ActivityId;
import nexus.api.activity.ActivityType;
import nexus.api.company.CompanyId;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealId;
import nexus.api.identity.UserId;
import nexus.api.project.ProjectId;
import nexus.platform.NewId;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.CommandEndpoint.Answer;
import nexus.platform.web.FieldValues;
import nexus.platform.web.References;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/activities")
class ActivityCommandController {

    record Body(
            @NotNull ActivityType type,
            @NotBlank @Size(max = 200) String subject,
            @Nullable @Size(min = 1, max = 10000) String description,
            @Nullable Instant scheduledAt,
            @Nullable Instant completedAt,
            @Nullable UserId assigneeId,
            @Nullable ContactId contactId,
            @Nullable CompanyId companyId,
            @Nullable DealId dealId,
            @Nullable ProjectId projectId,
            @Nullable @FieldValues Map<String, Object> metadata,
            @Nullable Instant occurredAt) {

        AddActivity under(ActivityId id) {
            var details =
                    new ActivityDetails(
                            subject,
                            description,
                            contactId,
                            companyId,
                            dealId,
                            projectId,
                            CustomFields.of(metadata));
            return new AddActivity(id, type, details, scheduledAt, completedAt, assigneeId);
        }
    }

    record Change(
            Patch<@NotBlank @Size(max = 200) String> subject,
            Patch<@Size(min = 1, max = 10000) String> description,
            Patch<Instant> scheduledAt,
            Patch<UserId> assigneeId,
            Patch<ContactId> contactId,
            Patch<CompanyId> companyId,
            Patch<DealId> dealId,
            Patch<ProjectId> projectId,
            Patch<@FieldValues Map<String, Object>> metadata) {

        ChangeActivity of(ActivityId id) {
            return new ChangeActivity(
                    id,
                    subject,
                    description,
                    contactId,
                    companyId,
                    dealId,
                    projectId,
                    metadata,
                    scheduledAt,
                    assigneeId);
        }
    }

    record Completion(@Nullable Instant occurredAt) {}

    record Rescheduling(@NotNull Instant scheduledAt, @Nullable Instant occurredAt) {}

    private final CommandEndpoint commands;
    private final References references;
    private final Reported reported;

    ActivityCommandController(CommandEndpoint commands, References references, Reported reported) {
        this.commands = commands;
        this.references = references;
        this.reported = reported;
    }

    @PostMapping
    ResponseEntity<Answer> add(@Valid @RequestBody Body body) {
        return add(new ActivityId(NewId.of(ActivityId.PREFIX)), body);
    }

    @PutMapping("/{id}")
    ResponseEntity<Answer> add(@PathVariable ActivityId id, @Valid @RequestBody Body body) {
        references.check("contactId", body.contactId());
        references.check("companyId", body.companyId());
        references.check("dealId", body.dealId());
        references.check("projectId", body.projectId());
        references.check("assigneeId", body.assigneeId());
        return commands.create(body.under(id), reported.added(body));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {"application/merge-patch+json", "application/json"})
    ResponseEntity<Answer> change(@PathVariable ActivityId id, @Valid @RequestBody Change body) {
        references.check("contactId", body.contactId());
        references.check("companyId", body.companyId());
        references.check("dealId", body.dealId());
        references.check("projectId", body.projectId());
        references.check("assigneeId", body.assigneeId());
        return commands.change(body.of(id));
    }

    @PostMapping("/{id}/complete")
    ResponseEntity<Answer> complete(
            @PathVariable ActivityId id,
            @Valid @RequestBody(required = false) @Nullable Completion body) {
        return commands.change(new CompleteActivity(id), reported.completed(body));
    }

    @PostMapping("/{id}/reschedule")
    ResponseEntity<Answer> reschedule(
            @PathVariable ActivityId id, @Valid @RequestBody Rescheduling body) {
        return commands.change(new RescheduleActivity(id, body.scheduledAt()), body.occurredAt());
    }

    @PostMapping("/{id}/reopen")
    ResponseEntity<Answer> reopen(@PathVariable ActivityId id) {
        return commands.change(new ReopenActivity(id));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Answer> archive(@PathVariable ActivityId id) {
        return commands.change(new ArchiveActivity(id));
    }

    @PostMapping("/{id}/restore")
    ResponseEntity<Answer> restore(@PathVariable ActivityId id) {
        return commands.change(new RestoreActivity(id));
    }
}
