package nexus.platform.health;

import java.util.Map;
import nexus.platform.health.Health.Answer;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class HealthQueryController {

    private final Health health;

    HealthQueryController(Health health) {
        this.health = health;
    }

    /** Everything, also what the engine could do without for a while. */
    @GetMapping("/health")
    ResponseEntity<Answer> health() {
        return answer(health.ofEverything());
    }

    /** Whether requests can be served: what is not essential may be down. */
    @GetMapping("/health/ready")
    ResponseEntity<Answer> ready() {
        return answer(health.ofWhatIsEssential());
    }

    /** Whether the process runs at all. */
    @GetMapping("/health/live")
    Map<String, String> live() {
        return Map.of("status", "alive");
    }

    private static ResponseEntity<Answer> answer(Answer answer) {
        return ResponseEntity.status(answer.httpStatus())
                .cacheControl(CacheControl.noStore())
                .body(answer);
    }
}
