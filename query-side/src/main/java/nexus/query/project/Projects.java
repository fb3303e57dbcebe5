package nexus.query.project;

import java.util.List;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.CheckedIn;
import nexus.api.project.ProjectEvent.ContractValueChanged;
import nexus.api.project.ProjectEvent.ContractVaried;
import nexus.api.project.ProjectEvent.InstallationScheduled;
import nexus.api.project.ProjectEvent.OnRequirements;
import nexus.api.project.ProjectEvent.PaymentRecorded;
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
import nexus.api.project.ProjectEvent.QuoteIssued;
import nexus.api.project.ProjectEvent.SiteLocated;
import nexus.api.project.ProjectEvent.SnagChanged;
import nexus.api.project.ProjectEvent.SnagRaised;
import nexus.api.project.ProjectStage;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per project: what lists, boards and analytics read. */
@Component
final class Projects implements View<ProjectEvent, ProjectRow> {

    @Override
    public String name() {
        return "projects";
    }

    @Override
    public Class<ProjectEvent> events() {
        return ProjectEvent.class;
    }

    @Override
    public Class<ProjectRow> rows() {
        return ProjectRow.class;
    }

    @Override
    public List<String> indexes() {
        return List.of(
                "stage, stage_entered_at desc, id",
                "status, due_at",
                "responsible_id",
                "contact_id",
                "deal_id",
                "showroom_id, number",
                "created_at");
    }

    @Override
    public @Nullable ProjectRow evolve(
            @Nullable ProjectRow project, ProjectEvent event, Occurrence at) {
        if (event instanceof ProjectOpened opened) {
            return ProjectRow.of(opened, at.occurredAt());
        }
        if (project == null) {
            return null;
        }
        return switch (event) {
            case ProjectOpened _, OnRequirements _ -> project;
            case ProjectDetailsChanged(_, var details) -> project.with(details);
            case ProjectDealLinked(_, var deal) -> project.delivering(deal);
            case ProjectResponsibleAssigned(_, _, _, var responsible) ->
                    project.inHandsOf(responsible);
            case ProjectArchived _ -> project.archived(true);
            case ProjectRestored _ -> project.archived(false);
            case ProjectEvent.OnItsWay step -> after(project, step, at);
            case ProjectEvent.OnMoney money -> after(project, money);
            case ProjectEvent.OnSite visit -> after(project, visit);
        };
    }

    private static ProjectRow after(
            ProjectRow project, ProjectEvent.OnItsWay event, Occurrence at) {
        var when = at.occurredAt();
        return switch (event) {
            case ProjectStageEntered(_, _, var to, _, var responsible, _, _, _) ->
                    project.in(to, responsible, when);
            case ProjectMovedBack(_, _, var to, _, _, var responsible) ->
                    project.in(to, responsible, when);
            case ProjectPutOnHold _ -> project.held(when);
            case ProjectResumed _ -> project.resumed(when);
            case ProjectCancelled(_, var reason, _) -> project.ended(reason, when);
            case ProjectLost(_, _, var reason, _, _) ->
                    project.in(ProjectStage.LOST_NOT_PROCEEDING, project.responsibleId(), when)
                            .ended(reason, when);
            case ProjectCompleted _ -> project.completed(when);
            case ProjectReopenedForWarranty(_, var stage, _, _, var responsible) ->
                    project.reopened(stage, responsible, when);
        };
    }

    private static ProjectRow after(ProjectRow project, ProjectEvent.OnMoney event) {
        return switch (event) {
            case ContractValueChanged(_, var value) -> project.worth(value);
            case ContractVaried(_, _, var amount, _) -> project.varied(amount);
            case PaymentRecorded(_, _, var amount, var kind) -> project.paid(amount, kind);
            case QuoteIssued(_, var quote) -> project.with(quote);
        };
    }

    private static ProjectRow after(ProjectRow project, ProjectEvent.OnSite event) {
        return switch (event) {
            case SiteLocated(_, var site) -> project.at(site);
            case InstallationScheduled(_, var booking) -> project.booked(booking);
            case CheckedIn visit -> project.visited(visit.onSite());
            case SnagRaised _, SnagChanged _ -> project;
        };
    }
}
