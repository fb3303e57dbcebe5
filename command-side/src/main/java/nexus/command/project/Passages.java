package nexus.command.project;

import static nexus.platform.decider.Decision.accept;
import static nexus.platform.decider.Decision.nothing;
import static nexus.platform.decider.Decision.reject;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import nexus.api.identity.UserId;
import nexus.api.project.Gate;
import nexus.api.project.Gate.Requirement;
import nexus.api.project.Judgement;
import nexus.api.project.ProjectCommand.CancelProject;
import nexus.api.project.ProjectCommand.HoldProject;
import nexus.api.project.ProjectCommand.LoseProject;
import nexus.api.project.ProjectCommand.MoveProject;
import nexus.api.project.ProjectCommand.OnItsWay;
import nexus.api.project.ProjectCommand.ReopenForWarranty;
import nexus.api.project.ProjectCommand.ResumeProject;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.ProjectCancelled;
import nexus.api.project.ProjectEvent.ProjectCompleted;
import nexus.api.project.ProjectEvent.ProjectLost;
import nexus.api.project.ProjectEvent.ProjectMovedBack;
import nexus.api.project.ProjectEvent.ProjectPutOnHold;
import nexus.api.project.ProjectEvent.ProjectReopenedForWarranty;
import nexus.api.project.ProjectEvent.ProjectResponsibleAssigned;
import nexus.api.project.ProjectEvent.ProjectResumed;
import nexus.api.project.ProjectEvent.ProjectStageEntered;
import nexus.api.project.ProjectEvent.RequirementRevoked;
import nexus.api.project.ProjectRejection.GateNotMet;
import nexus.api.project.ProjectRejection.IllegalTransition;
import nexus.api.project.ProjectRejection.ManagerNeeded;
import nexus.api.project.ProjectRejection.ProjectClosed;
import nexus.api.project.ProjectRejection.ProjectNotCompleted;
import nexus.api.project.ProjectRejection.ReasonNeeded;
import nexus.api.project.ProjectStage;
import nexus.api.project.ProjectStatus;
import nexus.api.project.RequirementState;
import nexus.api.project.Rulebook;
import nexus.api.project.Rulebook.Step;
import nexus.api.project.Staffing;
import nexus.command.project.Project.Present;
import nexus.command.project.Project.Way;
import nexus.platform.decider.Decision;
import org.jspecify.annotations.Nullable;

/** Decides about the way of a project through its stages. */
final class Passages {

    /** Where what has to be put right under warranty is signed off again. */
    private static final ProjectStage WARRANTY = ProjectStage.COMPLETION_SIGN_OFF;

    private Passages() {}

    static Decision<ProjectEvent> decide(Present project, OnItsWay command) {
        return switch (command) {
            case MoveProject move -> move(project, move);
            case LoseProject(_, var reason, var today) -> lose(project, reason, today);
            case HoldProject(var id, var reason) ->
                    switch (project.way().status()) {
                        case ACTIVE -> accept(new ProjectPutOnHold(id, reason));
                        case ON_HOLD -> nothing();
                        case CANCELLED, COMPLETED -> closed(project);
                    };
            case ResumeProject(var id, var reason) ->
                    switch (project.way().status()) {
                        case ACTIVE -> nothing();
                        case ON_HOLD -> accept(new ProjectResumed(id, reason));
                        case CANCELLED, COMPLETED -> closed(project);
                    };
            case CancelProject cancel -> cancel(project, cancel);
            case ReopenForWarranty reopen -> reopen(project, reopen);
        };
    }

    private static Decision<ProjectEvent> closed(Present project) {
        return reject(new ProjectClosed(project.way().status()));
    }

    private static Decision<ProjectEvent> illegal(Present project, ProjectStage to) {
        var way = project.way();
        return reject(new IllegalTransition(way.stage(), to, way.status()));
    }

    private static Decision<ProjectEvent> move(Present project, MoveProject move) {
        var rules = Rulebook.current();
        var step = rules.step(project.way().stage(), move.to());
        if (step != Step.NONE && !project.way().isActive()) {
            return illegal(project, move.to());
        }
        return switch (step) {
            case NONE -> stay(project, move);
            case FORWARD -> forward(project, move, rules);
            case BACK -> back(project, move);
            case FURTHER_BACK ->
                    rules.isManager(move.authority())
                            ? back(project, move)
                            : reject(new ManagerNeeded(rules.managers()));
            case LOSS -> lose(project, move.reason(), move.today());
            case ILLEGAL -> illegal(project, move.to());
        };
    }

    /** To where it is already: at most into other hands. */
    private static Decision<ProjectEvent> stay(Present project, MoveProject move) {
        var way = project.way();
        var named = move.responsibleId();
        return named == null || Objects.equals(named, way.responsibleId()) || project.isClosed()
                ? nothing()
                : accept(
                        new ProjectResponsibleAssigned(
                                move.projectId(), way.stage(), way.responsibleId(), named));
    }

    private static Decision<ProjectEvent> forward(
            Present project, MoveProject move, Rulebook rules) {
        var judgement = rules.judge(project.standing(), move.to(), move.today());
        if (!judgement.missing().isEmpty()) {
            return notMet(move.to(), judgement);
        }
        var events = new ArrayList<ProjectEvent>();
        var from = project.way().stage();
        var before = project.way().responsibleId();
        for (var stage : rules.way(from, move.to())) {
            var named = stage == move.to() ? move.responsibleId() : null;
            var after = inCharge(rules.gate(stage), named, move.staffing(), before);
            events.add(
                    new ProjectStageEntered(
                            move.projectId(),
                            from,
                            stage,
                            before,
                            after,
                            waived(rules.gate(stage), project),
                            rules.version(),
                            project.on(project.way().in(stage, after)).sale()));
            from = stage;
            before = after;
        }
        if (move.to() == ProjectStage.COMPLETED) {
            events.add(new ProjectCompleted(move.projectId(), before));
        }
        return new Decision.Accept<>(List.copyOf(events), List.of());
    }

    private static Decision<ProjectEvent> notMet(ProjectStage to, Judgement judgement) {
        return reject(new GateNotMet(to, judgement.missing(), judgement.waivable()));
    }

    private static List<String> waived(Gate gate, Present project) {
        return gate.requirements().stream()
                .map(Requirement::key)
                .filter(key -> project.fulfilment().stateOf(key) == RequirementState.WAIVED)
                .toList();
    }

    /** Whoever is named, or has the least to do; if there is nobody, it stays where it is. */
    private static @Nullable UserId inCharge(
            Gate gate, @Nullable UserId named, Staffing staffing, @Nullable UserId before) {
        return named == null ? staffing.leastLoaded(gate.owners(), before).orElse(before) : named;
    }

    private static Decision<ProjectEvent> back(Present project, MoveProject move) {
        var reason = move.reason();
        if (reason == null || reason.isBlank()) {
            return reject(new ReasonNeeded());
        }
        var way = project.way();
        var gate = Rulebook.current().gate(move.to());
        return accept(
                new ProjectMovedBack(
                        move.projectId(),
                        way.stage(),
                        move.to(),
                        reason,
                        way.responsibleId(),
                        inCharge(
                                gate, move.responsibleId(), move.staffing(), way.responsibleId())));
    }

    private static Decision<ProjectEvent> lose(
            Present project, @Nullable String reason, LocalDate today) {
        var rules = Rulebook.current();
        var stage = project.way().stage();
        var step = rules.step(stage, ProjectStage.LOST_NOT_PROCEEDING);
        if (step == Step.NONE) {
            return nothing();
        }
        if (step != Step.LOSS || !project.way().isActive()) {
            return illegal(project, ProjectStage.LOST_NOT_PROCEEDING);
        }
        if (reason == null || reason.isBlank()) {
            return reject(new ReasonNeeded());
        }
        var judgement = rules.judge(project.standing(), ProjectStage.LOST_NOT_PROCEEDING, today);
        return judgement.missing().isEmpty()
                ? SiteVisits.freeing(
                        accept(
                                new ProjectLost(
                                        project.opened().projectId(),
                                        stage,
                                        reason,
                                        rules.version(),
                                        project.sale())),
                        project.work().booking())
                : notMet(ProjectStage.LOST_NOT_PROCEEDING, judgement);
    }

    private static Decision<ProjectEvent> cancel(Present project, CancelProject cancel) {
        return switch (project.way().status()) {
            case ACTIVE, ON_HOLD ->
                    SiteVisits.freeing(
                            accept(
                                    new ProjectCancelled(
                                            cancel.projectId(),
                                            cancel.reason(),
                                            project.way().responsibleId())),
                            project.work().booking());
            case CANCELLED -> nothing();
            case COMPLETED -> closed(project);
        };
    }

    /** It is to be closed again when all is put right. */
    private static Decision<ProjectEvent> reopen(Present project, ReopenForWarranty reopen) {
        if (project.way().status() != ProjectStatus.COMPLETED) {
            return reject(new ProjectNotCompleted());
        }
        var id = reopen.projectId();
        var before = project.way().responsibleId();
        var gate = Rulebook.current().gate(WARRANTY);
        return accept(
                new ProjectReopenedForWarranty(
                        id,
                        WARRANTY,
                        reopen.reason(),
                        before,
                        inCharge(gate, null, reopen.staffing(), before)),
                new RequirementRevoked(id, Requirement.PROJECT_CLOSED, reopen.reason(), false));
    }

    static Way after(Way way, ProjectEvent.OnItsWay event) {
        return switch (event) {
            case ProjectStageEntered(_, _, var to, _, var responsible, _, _, _) ->
                    way.in(to, responsible);
            case ProjectMovedBack(_, _, var to, _, _, var responsible) -> way.in(to, responsible);
            case ProjectPutOnHold _ -> way.being(ProjectStatus.ON_HOLD);
            case ProjectResumed _ -> way.being(ProjectStatus.ACTIVE);
            case ProjectCancelled _ -> way.being(ProjectStatus.CANCELLED);
            case ProjectLost _ ->
                    way.in(ProjectStage.LOST_NOT_PROCEEDING, way.responsibleId())
                            .being(ProjectStatus.CANCELLED);
            case ProjectCompleted _ -> way.being(ProjectStatus.COMPLETED);
            case ProjectReopenedForWarranty(_, var stage, _, _, var responsible) ->
                    way.in(stage, responsible).being(ProjectStatus.ACTIVE);
        };
    }
}
