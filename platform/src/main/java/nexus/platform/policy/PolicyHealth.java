package nexus.platform.policy;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import nexus.platform.health.HealthCheck;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Whether policies get on. How far behind they are is told with the projections, as their tokens
 * are kept together.
 */
@Component
class PolicyHealth implements HealthCheck {

    private final PolicyProcessor processor;
    private final PolicyLetters letters;

    PolicyHealth(PolicyProcessor processor, PolicyLetters letters, MeterRegistry registry) {
        this.processor = processor;
        this.letters = letters;
        Gauge.builder("nexus.policy.dead.letters", letters, PolicyLetters::count)
                .description("events put aside, as a policy could not do what they ask for")
                .register(registry);
    }

    @Override
    public String name() {
        return "policies";
    }

    @Override
    public Result check() {
        try {
            var details = new LinkedHashMap<String, Object>();
            details.put("deadLetters", letters.count());
            details.put("waiting", processor.troubles());
            return Result.up(details);
        } catch (DataAccessException e) {
            return Result.down("cannot be asked");
        }
    }
}
