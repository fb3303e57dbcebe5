package nexus.query.admin;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
import nexus.platform.security.Actor;
import nexus.query.admin.Replays.Change;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Making projections anew, and putting them in use. */
@RestController
@RequestMapping("/api/admin")
class ReplayCommandController {

    /**
     * How to make something anew.
     *
     * @param dryRun compares only
     */
    record Start(@Nullable Boolean dryRun, @Nullable @Size(max = 2000) String reason) {}

    record Started(String id) {}

    private final Replays replays;

    ReplayCommandController(Replays replays) {
        this.replays = replays;
    }

    @PostMapping("/projections/{name}/replays")
    ResponseEntity<Started> start(
            Actor actor, @PathVariable String name, @Valid @RequestBody Start body) {
        var id = replays.start(actor, name, Boolean.TRUE.equals(body.dryRun()), body.reason());
        return ResponseEntity.accepted()
                .location(URI.create("/api/admin/replays/" + id))
                .body(new Started(id));
    }

    @PostMapping("/replays/{id}/switch")
    ReplayAnswer switchTo(
            Actor actor,
            @PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable Reason body) {
        return replays.change(actor, id, Change.SWITCH, Reason.of(body));
    }

    @PostMapping("/replays/{id}/rollback")
    ReplayAnswer rollBack(
            Actor actor,
            @PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable Reason body) {
        return replays.change(actor, id, Change.ROLL_BACK, Reason.of(body));
    }

    @PostMapping("/replays/{id}/cancel")
    ReplayAnswer cancel(
            Actor actor,
            @PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable Reason body) {
        return replays.change(actor, id, Change.CANCEL, Reason.of(body));
    }
}
