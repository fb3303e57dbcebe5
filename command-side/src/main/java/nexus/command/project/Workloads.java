package nexus.command.project;

import java.util.HashMap;
import java.util.Map;
import nexus.api.DomainEvent;
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
import org.jspecify.annotations.Nullable;

/**
 * How many projects that are neither over nor put away each member of an organization is
 * responsible for.
 */
record Workloads(Map<UserId, Integer> loads) {

    static final Workloads NONE = new Workloads(Map.of());

    static Workloads evolve(Workloads known, DomainEvent event) {
        return event instanceof ProjectEvent change ? known.after(change) : known;
    }

    int of(UserId user) {
        return loads.getOrDefault(user, 0);
    }

    private Workloads after(ProjectEvent event) {
        return switch (event) {
            case ProjectOpened opened -> handed(null, opened.responsibleId());
            case ProjectStageEntered(_, _, _, var before, var responsible, _, _, _) ->
                    handed(before, responsible);
            case ProjectMovedBack(_, _, _, _, var before, var responsible) ->
                    handed(before, responsible);
            case ProjectResponsibleAssigned(_, _, var before, var responsible) ->
                    handed(before, responsible);
            case ProjectCompleted(_, var responsible) -> handed(responsible, null);
            case ProjectCancelled(_, _, var responsible) -> handed(responsible, null);
            case ProjectLost(_, _, _, _, var sale) -> handed(sale.responsibleId(), null);
            case ProjectReopenedForWarranty(_, _, _, _, var responsible) ->
                    handed(null, responsible);
            case ProjectArchived(_, var responsible) -> handed(responsible, null);
            case ProjectRestored(_, var responsible) -> handed(null, responsible);
            case ProjectPutOnHold _,
                    ProjectResumed _,
                    ProjectDetailsChanged _,
                    ProjectDealLinked _,
                    OnRequirements _,
                    OnMoney _,
                    OnSite _ ->
                    this;
        };
    }

    private Workloads handed(@Nullable UserId from, @Nullable UserId to) {
        var changed = new HashMap<>(loads);
        if (from != null) {
            changed.merge(from, -1, Integer::sum);
        }
        if (to != null) {
            changed.merge(to, 1, Integer::sum);
        }
        return new Workloads(Map.copyOf(changed));
    }
}
