package nexus.command.campaign;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/t")
class TrackingCommandController {

    private final Tracking tracking;

    TrackingCommandController(Tracking tracking) {
        this.tracking = tracking;
    }

    @GetMapping("/{token}")
    ResponseEntity<byte[]> follow(@PathVariable String token, HttpServletRequest request) {
        return tracking.follow(token, request.getMethod());
    }
}
