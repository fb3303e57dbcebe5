package nexus.query.project;

import java.time.Instant;
import java.util.List;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.SnagChanged;
import nexus.api.project.ProjectEvent.SnagRaised;
import nexus.api.project.ProjectId;
import nexus.api.project.SnagSeverity;
import nexus.api.project.SnagState;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import nexus.query.project.ProjectSnags.SnagRow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per snag of a project. */
@Component
final class ProjectSnags implements View<ProjectEvent, SnagRow> {

    record SnagRow(
            String id,
            ProjectId projectId,
            String title,
            SnagSeverity severity,
            SnagState state,
            String raisedById,
            Instant raisedAt,
            Instant changedAt) {

        SnagRow being(SnagState changed, Instant at) {
            return new SnagRow(id, projectId, title, severity, changed, raisedById, raisedAt, at);
        }
    }

    @Override
    public String name() {
        return "project_snags";
    }

    @Override
    public Class<ProjectEvent> events() {
        return ProjectEvent.class;
    }

    @Override
    public Class<SnagRow> rows() {
        return SnagRow.class;
    }

    @Override
    public List<String> indexes() {
        return List.of("project_id, raised_at");
    }

    @Override
    public String key(ProjectEvent event) {
        return switch (event) {
            case SnagRaised raised -> raised.snagId().value();
            case SnagChanged changed -> changed.snagId().value();
            case ProjectEvent _ -> event.streamId(); // under which there is no row
        };
    }

    @Override
    public @Nullable SnagRow evolve(@Nullable SnagRow snag, ProjectEvent event, Occurrence at) {
        return switch (event) {
            case SnagRaised(var project, var id, var title, var severity) ->
                    new SnagRow(
                            id.value(),
                            project,
                            title,
                            severity,
                            SnagState.OPEN,
                            at.by().id(),
                            at.occurredAt(),
                            at.occurredAt());
            case SnagChanged(_, _, var state) ->
                    snag == null ? null : snag.being(state, at.occurredAt());
            case ProjectEvent _ -> snag;
        };
    }
}
