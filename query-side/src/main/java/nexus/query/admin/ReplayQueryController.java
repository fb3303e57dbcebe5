package nexus.query.admin;

import nexus.platform.security.Actor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How replays are getting on, and what came of them. */
@RestController
@RequestMapping("/api/admin/replays")
class ReplayQueryController {

    private final Replays replays;

    ReplayQueryController(Replays replays) {
        this.replays = replays;
    }

    @GetMapping
    ReplayAnswer.All all(Actor actor) {
        return new ReplayAnswer.All(replays.all(actor));
    }

    @GetMapping("/{id}")
    ReplayAnswer one(Actor actor, @PathVariable String id) {
        return replays.one(actor, id);
    }
}
