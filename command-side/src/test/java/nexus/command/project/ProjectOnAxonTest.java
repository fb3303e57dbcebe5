package nexus.command.project;

import static nexus.command.project.Histories.ID;
import static nexus.command.project.Histories.OPENED;
import static nexus.command.project.Histories.TODAY;
import static nexus.command.project.Histories.moveTo;
import static nexus.command.project.Histories.open;

import java.util.List;
import nexus.api.RecordRejection.NotFound;
import nexus.api.project.ProjectCommand;
import nexus.api.project.ProjectCommand.HoldProject;
import nexus.api.project.ProjectCommand.ResumeProject;
import nexus.api.project.ProjectCommand.SatisfyRequirement;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.ProjectPutOnHold;
import nexus.api.project.ProjectEvent.RequirementSatisfied;
import nexus.api.project.ProjectRejection.GateNotMet;
import nexus.api.project.ProjectRejection.RequirementDerived;
import nexus.api.project.ProjectStage;
import nexus.command.testing.Actors;
import nexus.platform.decider.Capability;
import nexus.platform.decider.OnAxon;
import org.junit.jupiter.api.Test;

class ProjectOnAxonTest {

    private static final Capability<ProjectCommand, Project, ProjectEvent> PROJECTS =
            new ProjectConfiguration().projects();

    private final OnAxon axon = OnAxon.hosting(PROJECTS, Actors.OWNER);

    @Test
    void the_first_event_begins_the_stream() {
        axon.when(open(1)).thenAccepted(ID.value(), 0, true, OPENED);
    }

    @Test
    void later_ones_follow_on_what_is_there() {
        axon.given(OPENED)
                .when(new SatisfyRequirement(ID, "client-confirmed", null, null, TODAY))
                .thenAccepted(
                        ID.value(),
                        1,
                        false,
                        new RequirementSatisfied(ID, "client-confirmed", null, null, null, false));
    }

    @Test
    void what_is_so_already_is_accepted_without_an_event() {
        axon.given(OPENED, new ProjectPutOnHold(ID, null))
                .when(new HoldProject(ID, null))
                .thenAccepted(ID.value(), 1, false);
    }

    @Test
    void a_refusal_comes_back_as_a_value_with_what_is_missing() {
        var rules = Histories.RULES;
        var judgement =
                rules.judge(
                        ((Project.Present) Histories.after(List.of(OPENED))).standing(),
                        ProjectStage.ENGAGED_ENQUIRY,
                        TODAY);
        axon.given(OPENED)
                .when(moveTo(ProjectStage.ENGAGED_ENQUIRY))
                .thenRejected(
                        new GateNotMet(
                                ProjectStage.ENGAGED_ENQUIRY,
                                judgement.missing(),
                                judgement.waivable()));
        axon.given(OPENED)
                .when(new SatisfyRequirement(ID, "deposit-paid", null, null, TODAY))
                .thenRejected(new RequirementDerived("deposit-paid"));
    }

    @Test
    void the_project_of_strangers_is_not_there() {
        axon.givenOfStrangers(OPENED)
                .when(new ResumeProject(ID, null))
                .thenRejected(new NotFound(ID.value()));
    }
}
