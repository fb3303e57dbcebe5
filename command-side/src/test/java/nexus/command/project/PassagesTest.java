package nexus.command.project;

import static nexus.command.project.Histories.ANN;
import static nexus.command.project.Histories.BOB;
import static nexus.command.project.Histories.ID;
import static nexus.command.project.Histories.RULES;
import static nexus.command.project.Histories.SALE;
import static nexus.command.project.Histories.TODAY;
import static nexus.command.project.Histories.after;
import static nexus.command.project.Histories.eventsOf;
import static nexus.command.project.Histories.in;
import static nexus.command.project.Histories.moveTo;
import static nexus.command.project.Histories.satisfied;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import nexus.api.identity.UserId;
import nexus.api.project.Authority;
import nexus.api.project.Gate.Requirement;
import nexus.api.project.ProjectCommand;
import nexus.api.project.ProjectCommand.CancelProject;
import nexus.api.project.ProjectCommand.HoldProject;
import nexus.api.project.ProjectCommand.LoseProject;
import nexus.api.project.ProjectCommand.MoveProject;
import nexus.api.project.ProjectCommand.ReopenForWarranty;
import nexus.api.project.ProjectCommand.ResumeProject;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.ProjectCancelled;
import nexus.api.project.ProjectEvent.ProjectLost;
import nexus.api.project.ProjectEvent.ProjectMovedBack;
import nexus.api.project.ProjectEvent.ProjectPutOnHold;
import nexus.api.project.ProjectEvent.ProjectReopenedForWarranty;
import nexus.api.project.ProjectEvent.ProjectResponsibleAssigned;
import nexus.api.project.ProjectEvent.ProjectResumed;
import nexus.api.project.ProjectEvent.ProjectStageEntered;
import nexus.api.project.ProjectEvent.RequirementRevoked;
import nexus.api.project.ProjectRejection.IllegalTransition;
import nexus.api.project.ProjectRejection.ManagerNeeded;
import nexus.api.project.ProjectRejection.ProjectClosed;
import nexus.api.project.ProjectRejection.ProjectNotCompleted;
import nexus.api.project.ProjectRejection.ReasonNeeded;
import nexus.api.project.ProjectRole;
import nexus.api.project.ProjectStage;
import nexus.api.project.ProjectStatus;
import nexus.api.project.Staffing;
import nexus.api.project.Staffing.Candidate;
import nexus.platform.decider.Decision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The way of a project through its stages: every step there is, and every one there is not. */
class PassagesTest {

    private static final Authority MANAGER =
            new Authority(false, List.of(ProjectRole.INSTALL_MANAGER));

    private final ProjectDecider decider = new ProjectDecider();

    private static List<ProjectEvent> readyIn(ProjectStage stage) {
        var history = new ArrayList<>(in(stage));
        RULES.requirements().forEach(requirement -> history.add(satisfied(requirement)));
        return history;
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(ProjectStage.values())
                .flatMap(
                        from ->
                                Arrays.stream(ProjectStage.values())
                                        .filter(to -> to != from)
                                        .map(to -> Arguments.of(from, to)));
    }

    private Decision<ProjectEvent> decide(List<ProjectEvent> history, ProjectCommand command) {
        return decider.decide(after(history), command);
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    void each_step_is_as_the_stages_lie(ProjectStage from, ProjectStage to) {
        var decision = decide(readyIn(from), moveTo(to, "Because", MANAGER));
        if (from == ProjectStage.COMPLETED || from == ProjectStage.LOST_NOT_PROCEEDING) {
            var status =
                    from == ProjectStage.COMPLETED
                            ? ProjectStatus.COMPLETED
                            : ProjectStatus.CANCELLED;
            assertThat(decision)
                    .isEqualTo(Decision.reject(new IllegalTransition(from, to, status)));
        } else if (to == ProjectStage.LOST_NOT_PROCEEDING) {
            assertThat(decision)
                    .isEqualTo(
                            from.ordinal() > ProjectStage.PROJECT_SCHEDULED.ordinal()
                                    ? Decision.reject(
                                            new IllegalTransition(from, to, ProjectStatus.ACTIVE))
                                    : Decision.accept(
                                            new ProjectLost(
                                                    ID, from, "Because", RULES.version(), SALE)));
        } else if (from.isBefore(to)) {
            assertThat(eventsOf(decision))
                    .filteredOn(ProjectStageEntered.class::isInstance)
                    .hasSize(to.ordinal() - from.ordinal());
        } else {
            assertThat(decision)
                    .isEqualTo(
                            Decision.accept(
                                    new ProjectMovedBack(ID, from, to, "Because", null, null)));
        }
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("pairs")
    void nothing_moves_on_hold_nor_when_it_is_cancelled(ProjectStage from, ProjectStage to) {
        if (from == ProjectStage.COMPLETED || from == ProjectStage.LOST_NOT_PROCEEDING) {
            return; // those are over and cannot be put on hold
        }
        var held = readyIn(from);
        held.add(new ProjectPutOnHold(ID, null));
        assertThat(decide(held, moveTo(to, "Because", MANAGER)))
                .isEqualTo(Decision.reject(new IllegalTransition(from, to, ProjectStatus.ON_HOLD)));
        var cancelled = readyIn(from);
        cancelled.add(new ProjectCancelled(ID, null, null));
        assertThat(decide(cancelled, moveTo(to, "Because", MANAGER)))
                .isEqualTo(
                        Decision.reject(new IllegalTransition(from, to, ProjectStatus.CANCELLED)));
    }

    @Test
    void who_takes_a_project_back_says_why() {
        var history = in(ProjectStage.QUALIFIED_LEAD);
        for (var to : List.of(ProjectStage.CONSULTATION_BOOKED, ProjectStage.ENQUIRY)) {
            assertThat(decide(history, moveTo(to, null, MANAGER)))
                    .isEqualTo(Decision.reject(new ReasonNeeded()));
            assertThat(decide(history, moveTo(to, " ", MANAGER)))
                    .isEqualTo(Decision.reject(new ReasonNeeded()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void only_managers_take_a_project_back_further_than_one_stage(ProjectRole role) {
        var history = in(ProjectStage.QUALIFIED_LEAD);
        var authority = new Authority(false, List.of(role));
        var manages = role.name().endsWith("_MANAGER") || role == ProjectRole.DIRECTOR;
        assertThat(decide(history, moveTo(ProjectStage.ENQUIRY, "Again", authority)))
                .isEqualTo(
                        manages
                                ? Decision.accept(
                                        new ProjectMovedBack(
                                                ID,
                                                ProjectStage.QUALIFIED_LEAD,
                                                ProjectStage.ENQUIRY,
                                                "Again",
                                                null,
                                                null))
                                : Decision.reject(new ManagerNeeded(RULES.managers())));
        assertThat(decide(history, moveTo(ProjectStage.CONSULTATION_BOOKED, "Again", authority)))
                .isInstanceOf(Decision.Accept.class);
    }

    @Test
    void to_where_it_is_already_nothing_happens() {
        for (var stage : ProjectStage.values()) {
            assertThat(decide(in(stage), moveTo(stage))).isEqualTo(Decision.nothing());
        }
    }

    @Test
    void a_project_is_put_on_hold_resumed_and_cancelled() {
        var active = in(ProjectStage.ENQUIRY);
        var held = new ArrayList<>(active);
        held.add(new ProjectPutOnHold(ID, "Abroad"));
        var cancelled = new ArrayList<>(active);
        cancelled.add(new ProjectCancelled(ID, "Moved", null));
        var hold = new HoldProject(ID, "Abroad");
        var resume = new ResumeProject(ID, null);
        var cancel = new CancelProject(ID, "Moved");

        assertThat(decide(active, hold))
                .isEqualTo(Decision.accept(new ProjectPutOnHold(ID, "Abroad")));
        assertThat(decide(held, hold)).isEqualTo(Decision.nothing());
        assertThat(decide(held, resume)).isEqualTo(Decision.accept(new ProjectResumed(ID, null)));
        assertThat(decide(active, resume)).isEqualTo(Decision.nothing());
        assertThat(decide(active, cancel))
                .isEqualTo(Decision.accept(new ProjectCancelled(ID, "Moved", null)));
        assertThat(decide(held, cancel))
                .isEqualTo(Decision.accept(new ProjectCancelled(ID, "Moved", null)));
        assertThat(decide(cancelled, cancel)).isEqualTo(Decision.nothing());
        for (var command : List.of(hold, resume)) {
            assertThat(decide(cancelled, command))
                    .isEqualTo(Decision.reject(new ProjectClosed(ProjectStatus.CANCELLED)));
        }
        for (var command : List.of(hold, resume, cancel)) {
            assertThat(decide(in(ProjectStage.COMPLETED), command))
                    .isEqualTo(Decision.reject(new ProjectClosed(ProjectStatus.COMPLETED)));
        }
    }

    @Test
    void a_sale_that_is_given_up_says_why_and_is_lost_once() {
        var ready = readyIn(ProjectStage.ENQUIRY);
        var lost = new ProjectLost(ID, ProjectStage.ENQUIRY, "Price", RULES.version(), SALE);
        assertThat(decide(ready, new LoseProject(ID, "Price", TODAY)))
                .isEqualTo(Decision.accept(lost));
        assertThat(decide(ready, moveTo(ProjectStage.LOST_NOT_PROCEEDING)))
                .isEqualTo(Decision.reject(new ReasonNeeded()));
        ready.add(lost);
        assertThat(decide(ready, new LoseProject(ID, "Price", TODAY)))
                .isEqualTo(Decision.nothing());
    }

    @Test
    void only_what_is_completed_is_opened_again_and_has_to_be_closed_again() {
        var reopen = new ReopenForWarranty(ID, "Leak", Staffing.NOBODY);
        for (var stage : ProjectStage.values()) {
            if (stage != ProjectStage.COMPLETED) {
                assertThat(decide(in(stage), reopen))
                        .isEqualTo(Decision.reject(new ProjectNotCompleted()));
            }
        }
        var completed = in(ProjectStage.COMPLETED);
        var events = eventsOf(decide(completed, reopen));
        assertThat(events)
                .containsExactly(
                        new ProjectReopenedForWarranty(
                                ID, ProjectStage.COMPLETION_SIGN_OFF, "Leak", null, null),
                        new RequirementRevoked(ID, Requirement.PROJECT_CLOSED, "Leak", false));
        completed.addAll(events);
        assertThat(decide(completed, moveTo(ProjectStage.COMPLETED)))
                .isInstanceOf(Decision.Reject.class);
        completed.add(satisfied(RULES.requirement(Requirement.PROJECT_CLOSED).orElseThrow()));
        assertThat(decide(completed, moveTo(ProjectStage.COMPLETED)))
                .isInstanceOf(Decision.Accept.class);
    }

    private static final Staffing STAFF =
            new Staffing(
                    List.of(
                            new Candidate(ProjectRole.SALESPERSON, ANN, 3),
                            new Candidate(ProjectRole.SALESPERSON, BOB, 2),
                            new Candidate(ProjectRole.PROJECT_MANAGER, ANN, 3)));

    private static MoveProject on(ProjectStage to, @Nullable UserId named) {
        return new MoveProject(ID, to, null, named, TODAY, Authority.NONE, STAFF);
    }

    @Test
    void whoever_of_the_owners_has_the_least_to_do_is_responsible_unless_somebody_is_named() {
        var ready = readyIn(ProjectStage.ENQUIRY);
        assertThat(responsible(ready, on(ProjectStage.ENGAGED_ENQUIRY, null))).isEqualTo(BOB);
        assertThat(responsible(ready, on(ProjectStage.ENGAGED_ENQUIRY, ANN))).isEqualTo(ANN);
        ready.add(new ProjectResponsibleAssigned(ID, ProjectStage.ENQUIRY, null, ANN));
        // without this one Ann has two as well, and it stays with her
        assertThat(responsible(ready, on(ProjectStage.ENGAGED_ENQUIRY, null))).isEqualTo(ANN);
    }

    @Test
    void where_nobody_has_the_first_role_the_next_is_asked_and_where_nobody_has_any_it_stays() {
        assertThat(
                        responsible(
                                readyIn(ProjectStage.DESIGN_SIGN_OFF),
                                on(ProjectStage.PAYMENT_75_PROJECT_HANDOVER, null)))
                .isEqualTo(ANN);
        var surveyed = readyIn(ProjectStage.QUALIFIED_LEAD);
        surveyed.add(new ProjectResponsibleAssigned(ID, ProjectStage.QUALIFIED_LEAD, null, BOB));
        assertThat(responsible(surveyed, on(ProjectStage.SURVEY_COMPLETE, null))).isEqualTo(BOB);
    }

    private @Nullable UserId responsible(List<ProjectEvent> history, MoveProject move) {
        return ((ProjectStageEntered) eventsOf(decide(history, move)).getFirst()).responsibleId();
    }

    @Test
    void somebody_else_may_be_named_without_a_move() {
        assertThat(decide(in(ProjectStage.ENQUIRY), on(ProjectStage.ENQUIRY, ANN)))
                .isEqualTo(
                        Decision.accept(
                                new ProjectResponsibleAssigned(
                                        ID, ProjectStage.ENQUIRY, null, ANN)));
    }
}
