package nexus.platform.projection;

import java.util.Map;
import nexus.platform.eventstore.EventLog;
import nexus.platform.health.HealthCheck;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** How far the views are behind, and whether something is parked. */
@Component
class ProjectionHealth implements HealthCheck {

    private final ProjectionPositions positions;
    private final DeadLetters deadLetters;
    private final EventLog events;

    ProjectionHealth(ProjectionPositions positions, DeadLetters deadLetters, EventLog events) {
        this.positions = positions;
        this.deadLetters = deadLetters;
        this.events = events;
    }

    @Override
    public String name() {
        return "projections";
    }

    @Override
    public Result check() {
        try {
            var position = positions.current();
            return Result.up(
                    Map.of(
                            "position", position,
                            "lag", Math.max(0, events.head() - position),
                            "deadLetters", deadLetters.count()));
        } catch (DataAccessException e) {
            return Result.down("cannot be asked");
        }
    }
}
