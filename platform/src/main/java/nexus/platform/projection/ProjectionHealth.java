package nexus.platform.projection;

import java.util.LinkedHashMap;
import java.util.Map;
import nexus.platform.eventstore.EventLog;
import nexus.platform.health.HealthCheck;
import nexus.platform.projection.ProjectionStatus.Segment;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** How far the views are behind, and whether something is parked. */
@Component
class ProjectionHealth implements HealthCheck {

    private final ProjectionPositions positions;
    private final DeadLetters deadLetters;
    private final EventLog events;
    private final ProjectionStatus status;

    ProjectionHealth(
            ProjectionPositions positions,
            DeadLetters deadLetters,
            EventLog events,
            ProjectionStatus status) {
        this.positions = positions;
        this.deadLetters = deadLetters;
        this.events = events;
        this.status = status;
    }

    @Override
    public String name() {
        return "projections";
    }

    @Override
    public Result check() {
        try {
            var position = positions.current();
            var details = new LinkedHashMap<String, Object>();
            details.put("position", position);
            details.put("lag", Math.max(0, events.head() - position));
            details.put("deadLetters", deadLetters.count());
            details.put("processors", status.all().stream().map(ProjectionHealth::shown).toList());
            return Result.up(details);
        } catch (DataAccessException e) {
            return Result.down("cannot be asked");
        }
    }

    private static Map<String, Object> shown(Segment segment) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("processor", segment.processor());
        shown.put("segment", segment.segment());
        shown.put("position", segment.position());
        shown.put("lag", segment.lag());
        shown.put("lagSeconds", segment.lagSeconds());
        shown.put("rate", segment.rate());
        if (segment.error() != null) {
            shown.put("error", segment.error());
        }
        return shown;
    }
}
