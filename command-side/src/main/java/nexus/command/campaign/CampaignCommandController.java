package nexus.command.campaign;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import nexus.api.Patch;
import nexus.api.campaign.CampaignCommand.ArchiveCampaign;
import nexus.api.campaign.CampaignCommand.CancelCampaign;
import nexus.api.campaign.CampaignCommand.CreateCampaign;
import nexus.api.campaign.CampaignCommand.PauseCampaign;
import nexus.api.campaign.CampaignCommand.RestoreCampaign;
import nexus.api.campaign.CampaignCommand.ResumeCampaign;
import nexus.api.campaign.CampaignId;
import nexus.api.campaign.CampaignType;
import nexus.api.campaign.Content;
import nexus.api.campaign.ContentChange;
import nexus.api.campaign.Sender;
import nexus.api.campaign.SenderChange;
import nexus.api.contact.ContactId;
import nexus.platform.NewId;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.CommandEndpoint.Answer;
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
@RequestMapping("/api/campaigns")
class CampaignCommandController {

    private static final String ONE_LINE = "[^\\r\\n]*";

    record ContentBody(
            @Size(max = 250) @Pattern(regexp = ONE_LINE, message = "must be one line")
                    @Nullable String subject,
            @Size(max = 300000) @Nullable String html,
            @Size(max = 100000) @Nullable String text,
            @Size(max = 1600) @Nullable String sms) {

        Content content() {
            return new Content(subject, html, text, sms);
        }
    }

    record SenderBody(
            @Size(max = 200) @Pattern(regexp = ONE_LINE, message = "must be one line")
                    @Nullable String name,
            @NotBlank @Size(max = 254) @Email String email) {

        Sender sender() {
            return new Sender(name, email);
        }
    }

    record Body(
            @NotBlank @Size(max = 200) String name,
            @NotNull CampaignType type,
            @Valid @Nullable AudienceBody audience,
            @Valid @Nullable ContentBody content,
            @Valid @Nullable SenderBody sender,
            @Min(1) @Max(10000) @Nullable Integer perSecond) {}

    record ContentPart(
            Patch<@Size(max = 250) @Pattern(regexp = ONE_LINE, message = "must be one line") String>
                    subject,
            Patch<@Size(max = 300000) String> html,
            Patch<@Size(max = 100000) String> text,
            Patch<@Size(max = 1600) String> sms) {

        ContentChange change() {
            return new ContentChange(subject, html, text, sms);
        }
    }

    record SenderPart(
            Patch<@Size(max = 200) @Pattern(regexp = ONE_LINE, message = "must be one line") String>
                    name,
            Patch<@NotBlank @Size(max = 254) @Email String> email) {

        SenderChange change() {
            return new SenderChange(name, email);
        }
    }

    record Change(
            Patch<@NotBlank @Size(max = 200) String> name,
            Patch<CampaignType> type,
            Patch<@Valid AudiencePart> audience,
            Patch<@Valid ContentPart> content,
            Patch<@Valid SenderPart> sender,
            Patch<@Min(1) @Max(10000) Integer> perSecond) {}

    record Start(@NotNull Instant startAt) {}

    record Cancellation(@Size(min = 1, max = 500) @Nullable String reason) {}

    record AudienceQuestion(@Valid @Nullable AudienceBody audience, @Nullable CampaignType type) {}

    record ContentQuestion(
            @NotNull @Valid ContentBody content,
            @Valid @Nullable SenderBody sender,
            @Nullable ContactId contactId) {}

    private final CommandEndpoint commands;
    private final Planning planning;
    private final Launching launching;

    CampaignCommandController(CommandEndpoint commands, Planning planning, Launching launching) {
        this.commands = commands;
        this.planning = planning;
        this.launching = launching;
    }

    @PostMapping
    ResponseEntity<Answer> create(@Valid @RequestBody Body body) {
        return create(new CampaignId(NewId.of(CampaignId.PREFIX)), body);
    }

    @PutMapping("/{id}")
    ResponseEntity<Answer> create(@PathVariable CampaignId id, @Valid @RequestBody Body body) {
        return commands.create(new CreateCampaign(id, planning.plan(body)));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {"application/merge-patch+json", "application/json"})
    ResponseEntity<Answer> change(@PathVariable CampaignId id, @Valid @RequestBody Change body) {
        return commands.change(planning.change(id, body));
    }

    @PostMapping("/{id}/schedule")
    ResponseEntity<Answer> schedule(@PathVariable CampaignId id, @Valid @RequestBody Start body) {
        return launching.schedule(id, body.startAt());
    }

    @PostMapping("/{id}/launch")
    ResponseEntity<Answer> launch(@PathVariable CampaignId id) {
        return launching.launch(id);
    }

    @PostMapping("/{id}/pause")
    ResponseEntity<Answer> pause(@PathVariable CampaignId id) {
        return commands.change(new PauseCampaign(id));
    }

    @PostMapping("/{id}/resume")
    ResponseEntity<Answer> resume(@PathVariable CampaignId id) {
        return commands.change(new ResumeCampaign(id));
    }

    @PostMapping("/{id}/cancel")
    ResponseEntity<Answer> cancel(
            @PathVariable CampaignId id,
            @Valid @RequestBody(required = false) @Nullable Cancellation body) {
        return commands.change(new CancelCampaign(id, planning.reason(body)));
    }

    @PostMapping("/{id}/retry-failed")
    ResponseEntity<Answer> retryFailed(@PathVariable CampaignId id) {
        return launching.retryFailed(id);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Answer> archive(@PathVariable CampaignId id) {
        return commands.change(new ArchiveCampaign(id));
    }

    @PostMapping("/{id}/restore")
    ResponseEntity<Answer> restore(@PathVariable CampaignId id) {
        return commands.change(new RestoreCampaign(id));
    }

    @PostMapping("/preview-audience")
    Audiences.Preview previewAudience(@Valid @RequestBody AudienceQuestion body) {
        return planning.previewAudience(body);
    }

    @PostMapping("/preview-content")
    Planning.ContentPreview previewContent(@Valid @RequestBody ContentQuestion body) {
        return planning.previewContent(body);
    }
}
