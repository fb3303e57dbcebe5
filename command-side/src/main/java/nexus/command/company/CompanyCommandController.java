package nexus.command.company;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.Map;
import nexus.api.CustomFields;
import nexus.api.Money;
import nexus.api.Patch;
import nexus.api.company.CompanyCommand.ArchiveCompany;
import nexus.api.company.CompanyCommand.ChangeCompany;
import nexus.api.company.CompanyCommand.CreateCompany;
import nexus.api.company.CompanyCommand.RestoreCompany;
import nexus.api.company.CompanyDetails;
import nexus.api.company.CompanyId;
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
@RequestMapping("/api/companies")
class CompanyCommandController {

    record Body(
            @NotBlank @Size(max = 200) String name,
            @Size(min = 1, max = 200) @Nullable String sector,
            @PositiveOrZero @Nullable Integer employees,
            @Nullable Money revenue,
            @Size(min = 1, max = 200) @Nullable String location,
            @Nullable CompanyId parentId,
            @FieldValues @Nullable Map<String, Object> customFields) {

        CompanyDetails details() {
            return new CompanyDetails(
                    name,
                    sector,
                    employees,
                    revenue,
                    location,
                    parentId,
                    CustomFields.of(customFields));
        }
    }

    record Change(
            Patch<@NotBlank @Size(max = 200) String> name,
            Patch<@Size(min = 1, max = 200) String> sector,
            Patch<@PositiveOrZero Integer> employees,
            Patch<Money> revenue,
            Patch<@Size(min = 1, max = 200) String> location,
            Patch<CompanyId> parentId,
            Patch<@FieldValues Map<String, Object>> customFields) {

        ChangeCompany of(CompanyId id) {
            return new ChangeCompany(
                    id, name, sector, employees, revenue, location, parentId, customFields);
        }
    }

    private final CommandEndpoint commands;
    private final References references;

    CompanyCommandController(CommandEndpoint commands, References references) {
        this.commands = commands;
        this.references = references;
    }

    @PostMapping
    ResponseEntity<Answer> create(@Valid @RequestBody Body body) {
        return create(new CompanyId(NewId.of(CompanyId.PREFIX)), body);
    }

    @PutMapping("/{id}")
    ResponseEntity<Answer> create(@PathVariable CompanyId id, @Valid @RequestBody Body body) {
        references.check("parentId", body.parentId());
        return commands.create(new CreateCompany(id, body.details()));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {"application/merge-patch+json", "application/json"})
    ResponseEntity<Answer> change(@PathVariable CompanyId id, @Valid @RequestBody Change body) {
        references.check("parentId", body.parentId());
        return commands.change(body.of(id));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Answer> archive(@PathVariable CompanyId id) {
        return commands.change(new ArchiveCompany(id));
    }

    @PostMapping("/{id}/restore")
    ResponseEntity<Answer> restore(@PathVariable CompanyId id) {
        return commands.change(new RestoreCompany(id));
    }
}
