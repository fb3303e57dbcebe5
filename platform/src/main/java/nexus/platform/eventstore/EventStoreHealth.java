package nexus.platform.eventstore;

import java.util.Map;
import nexus.platform.health.HealthCheck;
import org.springframework.stereotype.Component;

/** Whether events get their positions. */
@Component
class EventStoreHealth implements HealthCheck {

    private final Ordering ordering;
    private final Tail tail;

    EventStoreHealth(Ordering ordering, Tail tail) {
        this.ordering = ordering;
        this.tail = tail;
    }

    @Override
    public String name() {
        return "eventStore";
    }

    @Override
    public Result check() {
        return ordering.trouble()
                .map(Result::down)
                .orElseGet(() -> Result.up(Map.of("position", tail.position())));
    }
}
