package nexus.query.project;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.CheckedIn;
import nexus.api.project.ProjectId;
import nexus.api.project.VisitPurpose;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import nexus.query.project.ProjectCheckIns.CheckInRow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per time that somebody checked in at the site of a project. */
@Component
final class ProjectCheckIns implements View<ProjectEvent, CheckInRow> {

    record CheckInRow(
            String id,
            ProjectId projectId,
            BigDecimal lat,
            BigDecimal lon,
            @Nullable BigDecimal accuracy,
            @Nullable Instant deviceTime,
            VisitPurpose purpose,
            long distance,
            boolean onSite,
            String byId,
            Instant at) {}

    @Override
    public String name() {
        return "project_check_ins";
    }

    @Override
    public Class<ProjectEvent> events() {
        return ProjectEvent.class;
    }

    @Override
    public Class<CheckInRow> rows() {
        return CheckInRow.class;
    }

    @Override
    public List<String> indexes() {
        return List.of("project_id, at");
    }

    @Override
    public String key(ProjectEvent event) {
        return event instanceof CheckedIn visit
                ? visit.checkInId().value()
                : event.streamId(); // under which there is no row
    }

    @Override
    public @Nullable CheckInRow evolve(
            @Nullable CheckInRow row, ProjectEvent event, Occurrence at) {
        return event instanceof CheckedIn visit
                ? new CheckInRow(
                        visit.checkInId().value(),
                        visit.projectId(),
                        visit.latitude(),
                        visit.longitude(),
                        visit.accuracy(),
                        visit.deviceTime(),
                        visit.purpose(),
                        visit.distance(),
                        visit.onSite(),
                        at.by().id(),
                        at.occurredAt())
                : row;
    }
}
