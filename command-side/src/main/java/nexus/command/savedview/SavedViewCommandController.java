package nexus.command.savedview;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import nexus.api.Action;
import nexus.api.Resource;
import nexus.api.identity.UserId;
import nexus.api.savedview.SavedViewCommand.RemoveView;
import nexus.api.savedview.SavedViewCommand.SaveView;
import nexus.api.savedview.SavedViewId;
import nexus.platform.NewId;
import nexus.platform.security.Actor;
import nexus.platform.security.Permissions;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.CommandEndpoint.Answer;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/saved-views")
class SavedViewCommandController {

    /** The lists that a view can be of, as their addresses call them. */
    enum Listed {
        deals,
        contacts,
        companies,
        projects,
        campaigns
    }

    record Body(
            @NotNull Listed resource,
            @NotBlank @Size(max = 100) String name,
            @NotNull @Size(max = 2000) String query,
            boolean shared) {}

    private final CommandEndpoint commands;

    SavedViewCommandController(CommandEndpoint commands) {
        this.commands = commands;
    }

    @PostMapping
    ResponseEntity<Answer> save(Actor actor, @Valid @RequestBody Body body) {
        return commands.create(
                new SaveView(
                        new SavedViewId(NewId.of(SavedViewId.PREFIX)),
                        new UserId(actor.id()),
                        body.resource().name(),
                        body.name(),
                        body.query(),
                        body.shared()));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Answer> remove(Actor actor, @PathVariable SavedViewId id) {
        return commands.change(
                new RemoveView(
                        id,
                        new UserId(actor.id()),
                        Permissions.allow(
                                actor.role(), Action.UPDATE, Resource.ORGANIZATION_SETTINGS)));
    }
}
