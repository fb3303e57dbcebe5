package nexus.command.project;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nexus.api.Money;
import nexus.api.contact.ContactId;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.UserId;
import nexus.api.project.Authority;
import nexus.api.project.Gate.Requirement;
import nexus.api.project.Priority;
import nexus.api.project.ProjectCommand.MoveProject;
import nexus.api.project.ProjectCommand.OpenProject;
import nexus.api.project.ProjectDetails;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.ProjectCompleted;
import nexus.api.project.ProjectEvent.ProjectLost;
import nexus.api.project.ProjectEvent.ProjectOpened;
import nexus.api.project.ProjectEvent.ProjectStageEntered;
import nexus.api.project.ProjectEvent.RequirementSatisfied;
import nexus.api.project.ProjectId;
import nexus.api.project.ProjectNumber;
import nexus.api.project.ProjectStage;
import nexus.api.project.Rulebook;
import nexus.api.project.Sale;
import nexus.api.project.Staffing;
import nexus.platform.decider.Decision;
import org.jspecify.annotations.Nullable;

/** Projects with a past. */
final class Histories {

    static final ProjectId ID = new ProjectId("project-1");
    static final ShowroomId LEEDS = new ShowroomId("showroom-leeds");
    static final ContactId CLIENT = new ContactId("contact-ada");
    static final UserId ANN = new UserId("user-ann");
    static final UserId BOB = new UserId("user-bob");
    static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    static final Rulebook RULES = Rulebook.current();
    static final ProjectDetails DETAILS =
            new ProjectDetails(null, CLIENT, Priority.MEDIUM, null, null);
    static final Sale SALE = new Sale("LDS-000001", CLIENT, null, null, null);
    static final ProjectOpened OPENED = opened(null);

    private Histories() {}

    static ProjectOpened opened(@Nullable Money value) {
        return new ProjectOpened(
                ID,
                "LDS-000001",
                LEEDS,
                DETAILS,
                value,
                null,
                ProjectStage.ENQUIRY,
                null,
                RULES.version());
    }

    static OpenProject open(int sequence) {
        return new OpenProject(
                ID,
                new ProjectNumber(LEEDS, "LDS", sequence),
                DETAILS,
                null,
                null,
                ProjectStage.ENQUIRY,
                null,
                Staffing.NOBODY);
    }

    static Money gbp(String amount) {
        return Money.of(amount, "GBP");
    }

    static RequirementSatisfied satisfied(Requirement requirement) {
        return new RequirementSatisfied(
                ID, requirement.key(), null, null, null, requirement.derived());
    }

    static ProjectStageEntered entered(ProjectStage stage) {
        return entered(stage.before(), stage);
    }

    static ProjectStageEntered entered(ProjectStage from, ProjectStage stage) {
        return new ProjectStageEntered(
                ID, from, stage, null, null, List.of(), RULES.version(), SALE);
    }

    /** In that stage, with everything that the gates up to there ask for. */
    static List<ProjectEvent> in(ProjectStage stage) {
        var history = new ArrayList<ProjectEvent>();
        history.add(OPENED);
        for (var passed : RULES.way(ProjectStage.ENQUIRY, stage)) {
            RULES.gate(passed).requirements().forEach(one -> history.add(satisfied(one)));
            if (passed.isOnTheWay()) {
                history.add(entered(passed));
            }
        }
        if (stage == ProjectStage.COMPLETED) {
            history.add(new ProjectCompleted(ID, null));
        }
        if (stage == ProjectStage.LOST_NOT_PROCEEDING) {
            history.add(new ProjectLost(ID, ProjectStage.ENQUIRY, "Price", 1, SALE));
        }
        return history;
    }

    static Project after(List<? extends ProjectEvent> history) {
        var decider = new ProjectDecider();
        Project project = decider.initial();
        for (var event : history) {
            project = decider.evolve(project, event);
        }
        return project;
    }

    static MoveProject moveTo(ProjectStage stage) {
        return moveTo(stage, null, Authority.NONE);
    }

    static MoveProject moveTo(ProjectStage stage, @Nullable String reason, Authority authority) {
        return new MoveProject(ID, stage, reason, null, TODAY, authority, Staffing.NOBODY);
    }

    static List<ProjectEvent> eventsOf(Decision<ProjectEvent> decision) {
        return switch (decision) {
            case Decision.Accept<ProjectEvent>(var events, _) -> events;
            case Decision.Reject<ProjectEvent>(var refusal) ->
                    throw new AssertionError("refused: " + refusal);
        };
    }
}
