package nexus.query.project;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.UserId;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.OnMoney;
import nexus.api.project.ProjectEvent.OnRequirements;
import nexus.api.project.ProjectEvent.OnSite;
import nexus.api.project.ProjectEvent.ProjectArchived;
import nexus.api.project.ProjectEvent.ProjectCancelled;
import nexus.api.project.ProjectEvent.ProjectCompleted;
import nexus.api.project.ProjectEvent.ProjectDealLinked;
import nexus.api.project.ProjectEvent.ProjectDetailsChanged;
import nexus.api.project.ProjectEvent.ProjectLost;
import nexus.api.project.ProjectEvent.ProjectMovedBack;
import nexus.api.project.ProjectEvent.ProjectOpened;
import nexus.api.project.ProjectEvent.ProjectPutOnHold;
import nexus.api.project.ProjectEvent.ProjectReopenedForWarranty;
import nexus.api.project.ProjectEvent.ProjectResponsibleAssigned;
import nexus.api.project.ProjectEvent.ProjectRestored;
import nexus.api.project.ProjectEvent.ProjectResumed;
import nexus.api.project.ProjectEvent.ProjectStageEntered;
import nexus.api.project.ProjectStage;
import nexus.api.project.Rulebook;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import nexus.query.project.ProjectVisits.VisitsRow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per project: the clocks of the stages that it was in, in business time. */
@Component
final class ProjectVisits implements View<ProjectEvent, VisitsRow> {

    /**
     * A stay in a stage.
     *
     * @param leftAt null while it lasts
     * @param heldSince since when its clock stands, while the project is on hold
     * @param heldSeconds how long it has stood before
     * @param days how long it should take at most; null for as long as it may
     * @param responsibleId who was responsible, at last
     */
    record Visit(
            ProjectStage stage,
            Instant enteredAt,
            @Nullable Instant leftAt,
            @Nullable Instant heldSince,
            long heldSeconds,
            @Nullable Integer days,
            @Nullable UserId responsibleId) {

        static Visit of(ProjectStage stage, Instant at, @Nullable UserId responsible) {
            var days = Rulebook.current().gate(stage).days();
            return new Visit(stage, at, null, null, 0, days, responsible);
        }

        Visit held(Instant at) {
            return new Visit(stage, enteredAt, leftAt, at, heldSeconds, days, responsibleId);
        }

        Visit resumed(Instant at) {
            var held = heldSince == null ? 0 : Duration.between(heldSince, at).toSeconds();
            return new Visit(
                    stage,
                    enteredAt,
                    leftAt,
                    null,
                    heldSeconds + Math.max(0, held),
                    days,
                    responsibleId);
        }

        Visit left(Instant at) {
            var going = resumed(at);
            return new Visit(stage, enteredAt, at, null, going.heldSeconds, days, responsibleId);
        }

        Visit inHandsOf(@Nullable UserId responsible) {
            return new Visit(stage, enteredAt, leftAt, heldSince, heldSeconds, days, responsible);
        }
    }

    record VisitsRow(
            String id,
            ShowroomId showroomId,
            Instant openedAt,
            @Nullable Instant completedAt,
            List<Visit> visits,
            boolean archived) {

        VisitsRow entering(ProjectStage stage, Instant at, @Nullable UserId responsible) {
            var more = new ArrayList<>(leaving(at).visits);
            more.add(Visit.of(stage, at, responsible));
            return with(more);
        }

        VisitsRow leaving(Instant at) {
            return now(visit -> visit.left(at));
        }

        /** The stay that lasts, changed; if there is none, nothing is. */
        VisitsRow now(UnaryOperator<Visit> change) {
            return with(
                    visits.stream()
                            .map(visit -> visit.leftAt() == null ? change.apply(visit) : visit)
                            .toList());
        }

        private VisitsRow with(List<Visit> changed) {
            return new VisitsRow(
                    id, showroomId, openedAt, completedAt, List.copyOf(changed), archived);
        }

        /** The last stage is one to stay in. */
        VisitsRow completed(Instant at) {
            return new VisitsRow(id, showroomId, openedAt, at, visits, archived);
        }

        VisitsRow archived(boolean now) {
            return new VisitsRow(id, showroomId, openedAt, completedAt, visits, now);
        }
    }

    @Override
    public String name() {
        return "project_visits";
    }

    @Override
    public Class<ProjectEvent> events() {
        return ProjectEvent.class;
    }

    @Override
    public Class<VisitsRow> rows() {
        return VisitsRow.class;
    }

    @Override
    public List<String> indexes() {
        return List.of("showroom_id", "completed_at");
    }

    @Override
    public @Nullable VisitsRow evolve(@Nullable VisitsRow row, ProjectEvent event, Occurrence at) {
        var when = at.occurredAt();
        if (event instanceof ProjectOpened opened) {
            return new VisitsRow(
                            opened.projectId().value(),
                            opened.showroomId(),
                            when,
                            null,
                            List.of(),
                            false)
                    .entering(opened.stage(), when, opened.responsibleId());
        }
        if (row == null) {
            return null;
        }
        return switch (event) {
            case ProjectStageEntered(_, _, var to, _, var responsible, _, _, _) ->
                    row.entering(to, when, responsible);
            case ProjectMovedBack(_, _, var to, _, _, var responsible) ->
                    row.entering(to, when, responsible);
            case ProjectReopenedForWarranty(_, var stage, _, _, var responsible) ->
                    row.entering(stage, when, responsible);
            case ProjectResponsibleAssigned(_, _, _, var responsible) ->
                    row.now(visit -> visit.inHandsOf(responsible));
            case ProjectPutOnHold _ -> row.now(visit -> visit.held(when));
            case ProjectResumed _ -> row.now(visit -> visit.resumed(when));
            case ProjectCancelled _, ProjectLost _ -> row.leaving(when);
            case ProjectCompleted _ -> row.completed(when);
            case ProjectArchived _ -> row.archived(true);
            case ProjectRestored _ -> row.archived(false);
            case ProjectOpened _,
                    ProjectDetailsChanged _,
                    ProjectDealLinked _,
                    OnRequirements _,
                    OnMoney _,
                    OnSite _ ->
                    row;
        };
    }
}
