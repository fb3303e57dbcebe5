package nexus.command.project;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import nexus.api.project.Gate.Requirement;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.ProjectIntegrityBroken;
import nexus.api.project.ProjectEvent.RequirementRevoked;
import nexus.api.project.ProjectEvent.RequirementSatisfied;
import nexus.api.project.ProjectStatus;
import nexus.api.project.RequirementKind;
import nexus.api.project.RequirementState;
import nexus.api.project.Rulebook;
import nexus.command.project.Project.Present;
import nexus.platform.decider.Decision;

/**
 * What follows from a decision by itself: requirements that payments, check-ins and documents meet
 * or no longer meet, and gates that were passed on what is no more.
 */
final class Consequences {

    private Consequences() {}

    /** The decision with all that follows from it. */
    static Decision<ProjectEvent> of(
            Present project,
            Decision<ProjectEvent> decision,
            BiFunction<Present, ProjectEvent, Present> evolve) {
        return switch (decision) {
            case Decision.Reject<ProjectEvent> refusal -> refusal;
            case Decision.Accept<ProjectEvent>(var events, _) when events.isEmpty() -> decision;
            case Decision.Accept<ProjectEvent>(var events, var reservations) ->
                    new Decision.Accept<>(
                            withAllThatFollows(project, events, evolve), reservations);
        };
    }

    private static List<ProjectEvent> withAllThatFollows(
            Present project,
            List<ProjectEvent> events,
            BiFunction<Present, ProjectEvent, Present> evolve) {
        var after = project;
        for (var event : events) {
            after = evolve.apply(after, event);
        }
        var all = new ArrayList<>(events);
        all.addAll(derived(project, after));
        all.addAll(broken(after, all));
        return List.copyOf(all);
    }

    private static List<ProjectEvent> derived(Present before, Present after) {
        return Rulebook.current().requirements().stream()
                .filter(Requirement::derived)
                .filter(requirement -> isSo(requirement, before) != isSo(requirement, after))
                .flatMap(requirement -> changeOf(requirement, after).stream())
                .toList();
    }

    private static List<ProjectEvent> changeOf(Requirement requirement, Present project) {
        var id = project.opened().projectId();
        var key = requirement.key();
        var state = project.fulfilment().stateOf(key);
        var isSo = isSo(requirement, project);
        if (isSo && state != RequirementState.SATISFIED) {
            return List.of(new RequirementSatisfied(id, key, null, null, null, true));
        }
        return !isSo && state == RequirementState.SATISFIED
                ? List.of(new RequirementRevoked(id, key, null, true))
                : List.of();
    }

    private static boolean isSo(Requirement requirement, Present project) {
        var documents = project.fulfilment();
        return switch (requirement.key()) {
            case Requirement.DEPOSIT_PAID -> project.account().isDepositPaid();
            case Requirement.PROGRESS_PAID -> project.account().isProgressPaid();
            case Requirement.FINALLY_PAID -> project.account().isSettled();
            case Requirement.INSTALLATION_STARTED -> project.work().isStarted();
            case Requirement.PHOTOS_UPLOADED ->
                    documents.documentsOf(Requirement.SITE_PHOTOS).size()
                            >= Requirement.FEWEST_PHOTOS;
            case String kind ->
                    requirement.kind() == RequirementKind.DOCUMENT
                            && !documents.documentsOf(kind).isEmpty();
        };
    }

    /** The project stays where it is, but somebody should know. */
    private static List<ProjectEvent> broken(Present project, List<ProjectEvent> events) {
        var rules = Rulebook.current();
        var stage = project.way().stage();
        return project.way().status() == ProjectStatus.CANCELLED
                ? List.of()
                : events.stream()
                        .filter(RequirementRevoked.class::isInstance)
                        .map(RequirementRevoked.class::cast)
                        .flatMap(revoked -> rules.requirement(revoked.key()).stream())
                        .filter(requirement -> rules.isPassed(requirement, stage))
                        .<ProjectEvent>map(
                                requirement ->
                                        new ProjectIntegrityBroken(
                                                project.opened().projectId(),
                                                requirement.key(),
                                                rules.stageOf(requirement),
                                                stage))
                        .toList();
    }
}
