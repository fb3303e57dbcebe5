package nexus.platform.health;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import nexus.platform.health.HealthCheck.Result;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * How the engine is: the sum of all checks. They are made at the same time, as each may have to
 * wait for what is away, and who asks does not wait long.
 */
@Component
class Health {

    /** What is told of it. */
    record Answer(String status, Map<String, Map<String, Object>> checks, Instant timestamp) {

        @JsonIgnore
        HttpStatus httpStatus() {
            return status.equals("healthy") ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        }
    }

    private final ObjectProvider<HealthCheck> checks;

    Health(ObjectProvider<HealthCheck> checks) {
        this.checks = checks;
    }

    Answer ofEverything() {
        return judgedBy(Result::healthy);
    }

    Answer ofWhatIsEssential() {
        return judgedBy(result -> result.healthy() || !result.essential());
    }

    private record Made(String name, CompletableFuture<Result> result) {}

    private List<Made> allMade() {
        return checks.orderedStream()
                .map(
                        check ->
                                new Made(
                                        check.name(),
                                        CompletableFuture.supplyAsync(
                                                check::check, Thread::startVirtualThread)))
                .toList();
    }

    private Answer judgedBy(Predicate<Result> well) {
        var told = new LinkedHashMap<String, Map<String, Object>>();
        var healthy = true;
        for (var made : allMade()) {
            var result = made.result().join();
            var details = new LinkedHashMap<String, Object>();
            details.put("status", result.healthy() ? "up" : "down");
            details.putAll(result.details());
            told.put(made.name(), details);
            healthy &= well.test(result);
        }
        return new Answer(healthy ? "healthy" : "unhealthy", told, Instant.now());
    }
}
