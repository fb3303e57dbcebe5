package nexus.command.campaign;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import nexus.api.Action;
import nexus.api.Resource;
import nexus.api.campaign.CampaignEvent;
import nexus.api.campaign.CampaignId;
import nexus.platform.security.Actor;
import nexus.platform.security.Permissions;
import nexus.platform.web.CommandEndpoint.Answer;
import nexus.platform.web.Undo;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CampaignUndoCommandController {

    record Event(@NotBlank @Size(max = 100) String eventId) {}

    private final Undo undo;

    CampaignUndoCommandController(Undo undo) {
        this.undo = undo;
    }

    @PostMapping("/api/campaigns/{id}/undo")
    ResponseEntity<Answer> undo(
            Actor actor, @PathVariable CampaignId id, @Valid @RequestBody Event body) {
        var mayLaunch = Permissions.allow(actor.role(), Action.LAUNCH, Resource.CAMPAIGNS);
        return undo.of(
                id,
                body.eventId(),
                new CampaignDecider(),
                CampaignEvent.class,
                event -> CampaignReversal.of(id, event, mayLaunch));
    }
}
