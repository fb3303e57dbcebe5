package nexus.command.project;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nexus.api.Money;
import nexus.api.Patch;
import nexus.api.contact.ContactCommand.CreateContact;
import nexus.api.contact.ContactDetails;
import nexus.api.contact.ContactId;
import nexus.api.contact.LifecycleStage;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.UserId;
import nexus.api.project.Priority;
import nexus.api.project.ProjectCommand.ArchiveProject;
import nexus.api.project.ProjectCommand.ChangeProject;
import nexus.api.project.ProjectCommand.RestoreProject;
import nexus.api.project.ProjectDetails;
import nexus.api.project.ProjectId;
import nexus.api.project.ProjectStage;
import nexus.api.project.Site;
import nexus.command.project.ProjectOpenings.Draft;
import nexus.platform.NewId;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.CommandEndpoint.Answer;
import nexus.platform.web.InvalidRequest;
import nexus.platform.web.PhoneNumber;
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
@RequestMapping("/api/projects")
class ProjectCommandController {

    /** A project for a client who is known, or who is added as a contact with it. */
    record Open(
            @Nullable ContactId contactId,
            @Nullable @Valid Client client,
            @Nullable ShowroomId showroomId,
            @Nullable @Size(min = 1, max = 200) String title,
            @Nullable Priority priority,
            @Nullable @Size(min = 1, max = 200) String source,
            @Nullable Money contractValue,
            @Nullable UserId responsibleId,
            @Nullable Instant occurredAt) {

        Draft under(ProjectId id) {
            var added = client == null ? null : client.contactWith(id, source);
            var details =
                    new ProjectDetails(
                            title,
                            contact(added),
                            Objects.requireNonNullElse(priority, Priority.MEDIUM),
                            source,
                            client == null ? null : client.postcode());
            return new Draft(
                    id,
                    showroomId,
                    details,
                    contractValue,
                    null,
                    ProjectStage.ENQUIRY,
                    responsibleId,
                    added);
        }

        private ContactId contact(@Nullable CreateContact added) {
            if (contactId != null && added != null) {
                throw new InvalidRequest(
                        "client", "ambiguous", "must not be given together with contactId");
            }
            if (added != null) {
                return added.contactId();
            }
            if (contactId == null) {
                throw new InvalidRequest(
                        "contactId", "missing", "is required where no client is given");
            }
            return contactId;
        }
    }

    /** Somebody who is not known yet. */
    record Client(
            @Nullable @Size(min = 1, max = 200) String firstName,
            @Nullable @Size(min = 1, max = 200) String lastName,
            @Nullable @Size(min = 1, max = 254) @Email String email,
            @Nullable @PhoneNumber String phone,
            @Nullable @Size(min = 1, max = 20) String postcode) {

        /** The same project has the same contact, however often it is sent. */
        CreateContact contactWith(ProjectId project, @Nullable String source) {
            var id = project.value().replaceFirst(ProjectId.PREFIX, ContactId.PREFIX);
            return new CreateContact(
                    new ContactId(id),
                    new ContactDetails(
                            firstName, lastName, email, phone, null, null, List.of(), source,
                            Map.of()),
                    LifecycleStage.LEAD);
        }
    }

    record Change(
            Patch<@Size(min = 1, max = 200) String> title,
            Patch<@NotNull ContactId> contactId,
            Patch<@NotNull Priority> priority,
            Patch<@Size(min = 1, max = 200) String> source,
            Patch<@Size(min = 1, max = 20) String> postcode,
            Patch<Money> contractValue,
            Patch<@NotNull @Valid Place> site,
            Patch<UserId> responsibleId) {

        ChangeProject of(ProjectId id) {
            return new ChangeProject(
                    id,
                    title,
                    contactId,
                    priority,
                    source,
                    postcode,
                    contractValue,
                    site.map(Place::site),
                    responsibleId);
        }
    }

    /**
     * Where the project is built.
     *
     * @param radius in metres
     */
    record Place(
            @NotNull @DecimalMin("-90") @DecimalMax("90") @Digits(integer = 2, fraction = 8)
                    BigDecimal lat,
            @NotNull @DecimalMin("-180") @DecimalMax("180") @Digits(integer = 3, fraction = 8)
                    BigDecimal lon,
            @Nullable @Min(10) @Max(5000) Integer radius) {

        Site site() {
            return new Site(lat, lon, Objects.requireNonNullElse(radius, Site.USUAL_RADIUS));
        }
    }

    private final CommandEndpoint commands;
    private final ProjectOpenings openings;
    private final References references;

    ProjectCommandController(
            CommandEndpoint commands, ProjectOpenings openings, References references) {
        this.commands = commands;
        this.openings = openings;
        this.references = references;
    }

    @PostMapping
    ResponseEntity<Answer> open(@Valid @RequestBody Open body) {
        return openAs(new ProjectId(NewId.of(ProjectId.PREFIX)), body);
    }

    @PutMapping("/{id}")
    ResponseEntity<Answer> openAs(@PathVariable ProjectId id, @Valid @RequestBody Open body) {
        references.check("contactId", body.contactId());
        references.check("responsibleId", body.responsibleId());
        return commands.created(openings.open(body.under(id), commands.context(body.occurredAt())));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {"application/merge-patch+json", "application/json"})
    ResponseEntity<Answer> change(@PathVariable ProjectId id, @Valid @RequestBody Change body) {
        references.check("contactId", body.contactId());
        references.check("responsibleId", body.responsibleId());
        return commands.change(body.of(id));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Answer> archive(@PathVariable ProjectId id) {
        return commands.change(new ArchiveProject(id));
    }

    @PostMapping("/{id}/restore")
    ResponseEntity<Answer> restore(@PathVariable ProjectId id) {
        return commands.change(new RestoreProject(id));
    }
}
