package nexus.query.admin;

import nexus.platform.security.Actor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What moves the projections, and how far it is. */
@RestController
@RequestMapping("/api/admin/projections")
class ProjectionQueryController {

    private final Processors processors;

    ProjectionQueryController(Processors processors) {
        this.processors = processors;
    }

    @GetMapping
    Processors.All all(Actor actor) {
        return processors.all(actor);
    }
}
