package nexus.command.deal;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import nexus.api.CustomFields;
import nexus.api.Money;
import nexus.api.Patch;
import nexus.api.company.CompanyId;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealCommand.ArchiveDeal;
import nexus.api.deal.DealCommand.AssignDeal;
import nexus.api.deal.DealCommand.ChangeDeal;
import nexus.api.deal.DealCommand.LoseDeal;
import nexus.api.deal.DealCommand.MoveDeal;
import nexus.api.deal.DealCommand.OpenDeal;
import nexus.api.deal.DealCommand.ReopenDeal;
import nexus.api.deal.DealCommand.RestoreDeal;
import nexus.api.deal.DealCommand.WinDeal;
import nexus.api.deal.DealDetails;
import nexus.api.deal.DealId;
import nexus.api.identity.UserId;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.StageId;
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
@RequestMapping("/api/deals")
class DealCommandController {

    record Open(
            @NotBlank @Size(max = 200) String name,
            @NotNull Money value,
            @Nullable PipelineId pipelineId,
            @Nullable StageId stageId,
            @Nullable ContactId contactId,
            @Nullable CompanyId companyId,
            @Nullable UserId ownerId,
            @Nullable LocalDate expectedCloseDate,
            @Nullable @Size(max = 200) String source,
            @Nullable @FieldValues Map<String, Object> customFields,
            @Nullable @Size(min = 1, max = 200) String externalId,
            @Nullable Instant occurredAt) {

        DealDetails details() {
            return new DealDetails(
                    name, contactId, companyId, source, CustomFields.of(customFields));
        }
    }

    record Change(
            Patch<@NotBlank @Size(max = 200) String> name,
            Patch<@NotNull Money> value,
            Patch<ContactId> contactId,
            Patch<CompanyId> companyId,
            Patch<@Size(max = 200) String> source,
            Patch<@FieldValues Map<String, Object>> customFields,
            Patch<LocalDate> expectedCloseDate,
            Patch<UserId> ownerId,
            Patch<@Min(0) @Max(100) Integer> probability) {}

    record Move(@NotNull StageId stageId, @Nullable Instant occurredAt) {}

    record Win(
            @Nullable @Size(max = 2000) String reason,
            @Nullable Money value,
            @Nullable Instant occurredAt) {}

    record Lose(
            @NotBlank @Size(max = 2000) String reason,
            @Nullable @Size(max = 200) String competitor,
            @Nullable Instant occurredAt) {}

    record Reopen(@NotBlank @Size(max = 2000) String reason) {}

    record Assign(@NotNull UserId ownerId) {}

    private final CommandEndpoint commands;
    private final Placements placements;
    private final References references;

    DealCommandController(CommandEndpoint commands, Placements placements, References references) {
        this.commands = commands;
        this.placements = placements;
        this.references = references;
    }

    @PostMapping
    ResponseEntity<Answer> open(@Valid @RequestBody Open body) {
        return open(new DealId(NewId.of(DealId.PREFIX)), body);
    }

    @PutMapping("/{id}")
    ResponseEntity<Answer> openAs(@PathVariable DealId id, @Valid @RequestBody Open body) {
        return open(id, body);
    }

    private ResponseEntity<Answer> open(DealId id, Open body) {
        references.check("contactId", body.contactId());
        references.check("companyId", body.companyId());
        references.check("ownerId", body.ownerId());
        return commands.create(
                new OpenDeal(
                        id,
                        body.details(),
                        body.value(),
                        placements.of(body.pipelineId(), body.stageId()),
                        body.ownerId(),
                        body.expectedCloseDate(),
                        body.externalId()),
                body.occurredAt());
    }

    @PatchMapping("/{id}")
    ResponseEntity<Answer> change(@PathVariable DealId id, @Valid @RequestBody Change body) {
        references.check("contactId", body.contactId());
        references.check("companyId", body.companyId());
        references.check("ownerId", body.ownerId());
        return commands.change(
                new ChangeDeal(
                        id,
                        body.name(),
                        body.value(),
                        body.contactId(),
                        body.companyId(),
                        body.source(),
                        body.customFields(),
                        body.expectedCloseDate(),
                        body.ownerId(),
                        body.probability()));
    }

    @PutMapping("/{id}/stage")
    ResponseEntity<Answer> move(@PathVariable DealId id, @Valid @RequestBody Move body) {
        return commands.change(
                new MoveDeal(id, placements.of(null, body.stageId())), body.occurredAt());
    }

    @PostMapping("/{id}/win")
    ResponseEntity<Answer> win(@PathVariable DealId id, @Valid @RequestBody Win body) {
        return commands.change(new WinDeal(id, body.reason(), body.value()), body.occurredAt());
    }

    @PostMapping("/{id}/lose")
    ResponseEntity<Answer> lose(@PathVariable DealId id, @Valid @RequestBody Lose body) {
        return commands.change(
                new LoseDeal(id, body.reason(), body.competitor()), body.occurredAt());
    }

    @PostMapping("/{id}/reopen")
    ResponseEntity<Answer> reopen(@PathVariable DealId id, @Valid @RequestBody Reopen body) {
        return commands.change(new ReopenDeal(id, body.reason()));
    }

    @PostMapping("/{id}/assign")
    ResponseEntity<Answer> assign(@PathVariable DealId id, @Valid @RequestBody Assign body) {
        references.check("ownerId", body.ownerId());
        return commands.change(new AssignDeal(id, body.ownerId()));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Answer> archive(@PathVariable DealId id) {
        return commands.change(new ArchiveDeal(id, null));
    }

    @PostMapping("/{id}/restore")
    ResponseEntity<Answer> restore(@PathVariable DealId id) {
        return commands.change(new RestoreDeal(id));
    }
}
