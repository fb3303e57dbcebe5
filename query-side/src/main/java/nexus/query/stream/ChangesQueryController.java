package nexus.query.stream;

import nexus.platform.query.ListRequest;
import nexus.platform.security.Actor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ChangesQueryController {

    private final Density density;

    ChangesQueryController(Density density) {
        this.density = density;
    }

    @GetMapping("/api/changes")
    Density.Answer changes(Actor reader, ListRequest request) {
        return density.of(reader, request);
    }
}
