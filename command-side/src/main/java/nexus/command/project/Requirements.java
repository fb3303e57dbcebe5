package nexus.command.project;

import static nexus.platform.decider.Decision.accept;
import static nexus.platform.decider.Decision.nothing;
import static nexus.platform.decider.Decision.reject;

import java.util.Optional;
import nexus.api.project.Gate.Requirement;
import nexus.api.project.ProjectCommand.OnRequirements;
import nexus.api.project.ProjectCommand.ProvideProjectDocument;
import nexus.api.project.ProjectCommand.RevokeRequirement;
import nexus.api.project.ProjectCommand.SatisfyRequirement;
import nexus.api.project.ProjectCommand.WaiveRequirement;
import nexus.api.project.ProjectCommand.WithdrawProjectDocument;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.ProjectDocumentProvided;
import nexus.api.project.ProjectEvent.ProjectDocumentWithdrawn;
import nexus.api.project.ProjectEvent.ProjectIntegrityBroken;
import nexus.api.project.ProjectEvent.RequirementRevoked;
import nexus.api.project.ProjectEvent.RequirementSatisfied;
import nexus.api.project.ProjectEvent.RequirementWaived;
import nexus.api.project.ProjectRejection.DateNotInFuture;
import nexus.api.project.ProjectRejection.ProjectClosed;
import nexus.api.project.ProjectRejection.RequirementDerived;
import nexus.api.project.ProjectRejection.RequirementUnknown;
import nexus.api.project.ProjectRejection.WaiverNotAllowed;
import nexus.api.project.ProjectStatus;
import nexus.api.project.RequirementKind;
import nexus.api.project.RequirementState;
import nexus.api.project.Rulebook;
import nexus.api.project.Standing.Fact;
import nexus.command.project.Project.Present;
import nexus.platform.decider.Decision;

/** Decides about what the stages ask for. */
final class Requirements {

    private Requirements() {}

    static Decision<ProjectEvent> decide(Present project, OnRequirements command) {
        return switch (command) {
            case SatisfyRequirement satisfy ->
                    project.isClosed()
                            ? closed(project)
                            : known(satisfy.key())
                                    .map(requirement -> satisfy(project, requirement, satisfy))
                                    .orElseGet(() -> unknown(satisfy.key()));
            case RevokeRequirement revoke ->
                    project.way().status() == ProjectStatus.CANCELLED
                            ? closed(project)
                            : known(revoke.key())
                                    .map(requirement -> revoke(project, requirement, revoke))
                                    .orElseGet(() -> unknown(revoke.key()));
            case WaiveRequirement waive ->
                    known(waive.key())
                            .map(requirement -> waive(project, requirement, waive))
                            .orElseGet(() -> unknown(waive.key()));
            case ProvideProjectDocument(var id, var document, var kind) ->
                    !isAskedFor(kind) || project.fulfilment().documentsOf(kind).contains(document)
                            ? nothing()
                            : accept(new ProjectDocumentProvided(id, kind, document));
            case WithdrawProjectDocument(var id, var document, var kind) ->
                    project.fulfilment().documentsOf(kind).contains(document)
                            ? accept(new ProjectDocumentWithdrawn(id, kind, document))
                            : nothing();
        };
    }

    private static Optional<Requirement> known(String key) {
        return Rulebook.current().requirement(key);
    }

    private static Decision<ProjectEvent> unknown(String key) {
        return reject(new RequirementUnknown(key));
    }

    private static Decision<ProjectEvent> closed(Present project) {
        return reject(new ProjectClosed(project.way().status()));
    }

    /** A project may have documents that no stage asks for. */
    private static boolean isAskedFor(String kind) {
        return known(kind)
                .filter(requirement -> requirement.kind() == RequirementKind.DOCUMENT)
                .isPresent();
    }

    private static Decision<ProjectEvent> satisfy(
            Present project, Requirement requirement, SatisfyRequirement satisfy) {
        var key = requirement.key();
        var date = satisfy.date();
        var today = satisfy.today();
        if (requirement.derived()) {
            return reject(new RequirementDerived(key));
        }
        if (requirement.isForADate() && date != null && !date.isAfter(today)) {
            return reject(new DateNotInFuture(key));
        }
        var known = project.standing().of(key);
        var same =
                known.state() == RequirementState.SATISFIED
                        && !known.isExpired(today)
                        && (date == null || date.equals(known.date()));
        var days = requirement.validDays();
        return same
                ? nothing()
                : accept(
                        new RequirementSatisfied(
                                satisfy.projectId(),
                                key,
                                satisfy.note(),
                                date,
                                days == null ? null : today.plusDays(days),
                                false));
    }

    /** What is derived can only be revoked where it was waived. */
    private static Decision<ProjectEvent> revoke(
            Present project, Requirement requirement, RevokeRequirement revoke) {
        var key = requirement.key();
        var state = project.fulfilment().stateOf(key);
        if (requirement.derived() && state != RequirementState.WAIVED) {
            return reject(new RequirementDerived(key));
        }
        return state == RequirementState.OPEN
                ? nothing()
                : accept(new RequirementRevoked(revoke.projectId(), key, revoke.note(), false));
    }

    private static Decision<ProjectEvent> waive(
            Present project, Requirement requirement, WaiveRequirement waive) {
        var rules = Rulebook.current();
        var key = requirement.key();
        if (!rules.mayWaive(requirement, waive.authority())) {
            return reject(
                    new WaiverNotAllowed(key, rules.gate(rules.stageOf(requirement)).waivers()));
        }
        if (project.isClosed()) {
            return closed(project);
        }
        return project.fulfilment().stateOf(key).isMet()
                ? nothing()
                : accept(new RequirementWaived(waive.projectId(), key, waive.reason()));
    }

    static Fulfilment after(Fulfilment known, ProjectEvent.OnRequirements event) {
        return switch (event) {
            case RequirementSatisfied(_, var key, _, var date, var until, _) ->
                    known.with(key, new Fact(RequirementState.SATISFIED, date, until));
            case RequirementRevoked(_, var key, _, _) -> known.without(key);
            case RequirementWaived(_, var key, _) ->
                    known.with(key, new Fact(RequirementState.WAIVED, null, null));
            case ProjectIntegrityBroken _ -> known;
            case ProjectDocumentProvided(_, var kind, var document) ->
                    known.provided(kind, document);
            case ProjectDocumentWithdrawn(_, var kind, var document) ->
                    known.withdrawn(kind, document);
        };
    }
}
