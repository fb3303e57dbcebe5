package nexus.platform.health;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class HealthQueryController {

    record Answer(String status, Map<String, Map<String, Object>> checks, Instant timestamp) {}

    private final ObjectProvider<HealthCheck> checks;

    HealthQueryController(ObjectProvider<HealthCheck> checks) {
        this.checks = checks;
    }

    /** Everything, also what the engine could do without for a while. */
    @GetMapping("/health")
    ResponseEntity<Answer> health() {
        return answer(false);
    }

    /** Whether requests can be served: what is not essential may be down. */
    @GetMapping("/health/ready")
    ResponseEntity<Answer> ready() {
        return answer(true);
    }

    /** Whether the process runs at all. */
    @GetMapping("/health/live")
    Map<String, String> live() {
        return Map.of("status", "alive");
    }

    private ResponseEntity<Answer> answer(boolean onlyEssential) {
        var results = new LinkedHashMap<String, Map<String, Object>>();
        var healthy = true;
        for (var check : checks.orderedStream().toList()) {
            var result = check.check();
            var details = new LinkedHashMap<String, Object>();
            details.put("status", result.healthy() ? "up" : "down");
            details.putAll(result.details());
            results.put(check.name(), details);
            healthy &= result.healthy() || (onlyEssential && !result.essential());
        }
        return ResponseEntity.status(healthy ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .cacheControl(CacheControl.noStore())
                .body(new Answer(healthy ? "healthy" : "unhealthy", results, Instant.now()));
    }
}
