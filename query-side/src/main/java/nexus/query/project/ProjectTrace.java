package nexus.query.project;

import java.util.Map;
import java.util.TreeMap;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.RequirementRevoked;
import nexus.api.project.ProjectEvent.RequirementSatisfied;
import nexus.api.project.ProjectEvent.RequirementWaived;
import nexus.api.project.ProjectEvent.SnagChanged;
import nexus.api.project.ProjectEvent.SnagRaised;
import nexus.api.project.RequirementState;
import nexus.api.project.SnagState;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import nexus.query.project.ProjectTrace.TraceRow;
import org.jspecify.annotations.Nullable;

/**
 * A project with its requirements and snags in one row, in which its history is told. It is folded
 * when somebody asks, from the events of one stream, and is kept nowhere.
 */
final class ProjectTrace implements View<ProjectEvent, TraceRow> {

    private final Projects projects = new Projects();

    /**
     * What may change about a project.
     *
     * @param requirements how it stands with each that something was said of, by its key
     * @param snags what became of each, by its id
     */
    record TraceRow(
            String id,
            ProjectRow project,
            Map<String, RequirementState> requirements,
            Map<String, SnagState> snags) {

        TraceRow with(ProjectRow changed) {
            return new TraceRow(id, changed, requirements, snags);
        }

        TraceRow with(String key, RequirementState state) {
            var changed = new TreeMap<>(requirements);
            changed.put(key, state);
            return new TraceRow(id, project, changed, snags);
        }

        TraceRow with(String snag, SnagState state) {
            var changed = new TreeMap<>(snags);
            changed.put(snag, state);
            return new TraceRow(id, project, requirements, changed);
        }
    }

    @Override
    public String name() {
        return "project_trace";
    }

    @Override
    public Class<ProjectEvent> events() {
        return ProjectEvent.class;
    }

    @Override
    public Class<TraceRow> rows() {
        return TraceRow.class;
    }

    @Override
    public @Nullable TraceRow evolve(@Nullable TraceRow row, ProjectEvent event, Occurrence at) {
        var project = projects.evolve(row == null ? null : row.project(), event, at);
        if (project == null) {
            return null;
        }
        var known =
                row == null
                        ? new TraceRow(project.id(), project, Map.of(), Map.of())
                        : row.with(project);
        return switch (event) {
            case RequirementSatisfied(_, var key, _, _, _, _) ->
                    known.with(key, RequirementState.SATISFIED);
            case RequirementRevoked(_, var key, _, _) -> known.with(key, RequirementState.OPEN);
            case RequirementWaived(_, var key, _) -> known.with(key, RequirementState.WAIVED);
            case SnagRaised(_, var id, _, _) -> known.with(id.value(), SnagState.OPEN);
            case SnagChanged(_, var id, var state) -> known.with(id.value(), state);
            case ProjectEvent _ -> known;
        };
    }
}
