package nexus.command.contact;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nexus.api.CustomFields;
import nexus.api.Patch;
import nexus.api.company.CompanyId;
import nexus.api.contact.Channel;
import nexus.api.contact.ConsentBasis;
import nexus.api.contact.ContactCommand.ArchiveContact;
import nexus.api.contact.ContactCommand.ChangeConsent;
import nexus.api.contact.ContactCommand.ChangeContact;
import nexus.api.contact.ContactCommand.CreateContact;
import nexus.api.contact.ContactCommand.RestoreContact;
import nexus.api.contact.ContactDetails;
import nexus.api.contact.ContactId;
import nexus.api.contact.LifecycleStage;
import nexus.platform.NewId;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.CommandEndpoint.Answer;
import nexus.platform.web.FieldValues;
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
@RequestMapping("/api/contacts")
class ContactCommandController {

    record Body(
            @Size(min = 1, max = 200) @Nullable String firstName,
            @Size(min = 1, max = 200) @Nullable String lastName,
            @Size(min = 1, max = 254) @Email @Nullable String email,
            @PhoneNumber @Nullable String phone,
            @Nullable CompanyId companyId,
            @Size(min = 1, max = 200) @Nullable String jobTitle,
            @Size(max = 50) @Nullable List<@NotBlank @Size(max = 60) String> tags,
            @Size(min = 1, max = 200) @Nullable String source,
            @Nullable LifecycleStage lifecycleStage,
            @FieldValues @Nullable Map<String, Object> customFields) {

        CreateContact under(ContactId id) {
            var details =
                    new ContactDetails(
                            firstName,
                            lastName,
                            email,
                            phone,
                            companyId,
                            jobTitle,
                            Objects.requireNonNullElse(tags, List.of()),
                            source,
                            CustomFields.of(customFields));
            return new CreateContact(
                    id, details, Objects.requireNonNullElse(lifecycleStage, LifecycleStage.LEAD));
        }
    }

    record Change(
            Patch<@Size(min = 1, max = 200) String> firstName,
            Patch<@Size(min = 1, max = 200) String> lastName,
            Patch<@Size(min = 1, max = 254) @Email String> email,
            Patch<@PhoneNumber String> phone,
            Patch<CompanyId> companyId,
            Patch<@Size(min = 1, max = 200) String> jobTitle,
            Patch<@Size(max = 50) List<@NotBlank @Size(max = 60) String>> tags,
            Patch<@Size(min = 1, max = 200) String> source,
            Patch<LifecycleStage> lifecycleStage,
            Patch<@FieldValues Map<String, Object>> customFields) {

        ChangeContact of(ContactId id) {
            return new ChangeContact(
                    id,
                    firstName,
                    lastName,
                    email,
                    phone,
                    companyId,
                    jobTitle,
                    tags,
                    source,
                    lifecycleStage,
                    customFields);
        }
    }

    record Consent(@NotNull Boolean given, @Nullable ConsentBasis basis) {}

    private final CommandEndpoint commands;
    private final References references;

    ContactCommandController(CommandEndpoint commands, References references) {
        this.commands = commands;
        this.references = references;
    }

    @PostMapping
    ResponseEntity<Answer> create(@Valid @RequestBody Body body) {
        return create(new ContactId(NewId.of(ContactId.PREFIX)), body);
    }

    @PutMapping("/{id}")
    ResponseEntity<Answer> create(@PathVariable ContactId id, @Valid @RequestBody Body body) {
        references.check("companyId", body.companyId());
        return commands.create(body.under(id));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {"application/merge-patch+json", "application/json"})
    ResponseEntity<Answer> change(@PathVariable ContactId id, @Valid @RequestBody Change body) {
        references.check("companyId", body.companyId());
        return commands.change(body.of(id));
    }

    @PutMapping("/{id}/consents/{channel}")
    ResponseEntity<Answer> consent(
            @PathVariable ContactId id,
            @PathVariable Channel channel,
            @Valid @RequestBody Consent body) {
        return commands.change(new ChangeConsent(id, channel, body.given(), body.basis()));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Answer> archive(@PathVariable ContactId id) {
        return commands.change(new ArchiveContact(id));
    }

    @PostMapping("/{id}/restore")
    ResponseEntity<Answer> restore(@PathVariable ContactId id) {
        return commands.change(new RestoreContact(id));
    }
}
