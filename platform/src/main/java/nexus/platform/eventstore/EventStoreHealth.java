package nexus.platform.eventstore;

import java.util.Map;
import nexus.platform.health.HealthCheck;
import org.springframework.stereotype.Component;

/** Whether events get their positions. */
@Component
class EventStoreHealth implements HealthCheck {

    private final Sequencer sequencer;
    private final Tail tail;

    EventStoreHealth(Sequencer sequencer, Tail tail) {
        this.sequencer = sequencer;
        this.tail = tail;
    }

    @Override
    public String name() {
        return "eventStore";
    }

    @Override
    public Result check() {
        return sequencer.isAlive()
                ? Result.up(Map.of("position", tail.position()))
                : Result.down("the sequencer has no connection");
    }
}
