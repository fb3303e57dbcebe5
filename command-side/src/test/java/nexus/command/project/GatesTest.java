package nexus.command.project;

import static nexus.command.project.Histories.ID;
import static nexus.command.project.Histories.RULES;
import static nexus.command.project.Histories.TODAY;
import static nexus.command.project.Histories.after;
import static nexus.command.project.Histories.entered;
import static nexus.command.project.Histories.eventsOf;
import static nexus.command.project.Histories.in;
import static nexus.command.project.Histories.moveTo;
import static nexus.command.project.Histories.satisfied;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import nexus.api.identity.JobRole;
import nexus.api.project.Authority;
import nexus.api.project.Gate;
import nexus.api.project.Gate.Requirement;
import nexus.api.project.Judgement.Missing;
import nexus.api.project.Judgement.Waivable;
import nexus.api.project.ProjectCommand.RevokeRequirement;
import nexus.api.project.ProjectCommand.SatisfyRequirement;
import nexus.api.project.ProjectCommand.WaiveRequirement;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.ProjectCompleted;
import nexus.api.project.ProjectEvent.ProjectIntegrityBroken;
import nexus.api.project.ProjectEvent.ProjectLost;
import nexus.api.project.ProjectEvent.RequirementRevoked;
import nexus.api.project.ProjectEvent.RequirementSatisfied;
import nexus.api.project.ProjectEvent.RequirementWaived;
import nexus.api.project.ProjectRejection.GateNotMet;
import nexus.api.project.ProjectRejection.RequirementDerived;
import nexus.api.project.ProjectRejection.RequirementUnknown;
import nexus.api.project.ProjectRejection.WaiverNotAllowed;
import nexus.api.project.ProjectRole;
import nexus.api.project.ProjectStage;
import nexus.api.project.RequirementKind;
import nexus.api.project.Rulebook;
import nexus.platform.decider.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** Every gate with everything it asks for, with each thing missing, and with each thing waived. */
class GatesTest {

    private static final Authority ADMINISTRATOR = new Authority(true, List.of());

    private final ProjectDecider decider = new ProjectDecider();

    static Stream<Arguments> requirements() {
        return RULES.gates().stream()
                .flatMap(
                        gate ->
                                gate.requirements().stream()
                                        .map(
                                                requirement ->
                                                        Arguments.of(gate.stage(), requirement)));
    }

    static Stream<Requirement> each() {
        return RULES.requirements().stream();
    }

    /** Before the gate of a stage, with all that it asks for but this. */
    private static List<ProjectEvent> before(ProjectStage stage, Requirement missing) {
        var history =
                new ArrayList<>(in(stage.isOnTheWay() ? stage.before() : ProjectStage.ENQUIRY));
        RULES.gate(stage).requirements().stream()
                .filter(requirement -> !requirement.equals(missing))
                .forEach(requirement -> history.add(satisfied(requirement)));
        return history;
    }

    private static Requirement nothing() {
        return new Requirement("-", RequirementKind.REQUIREMENT, false, false, null);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"ENQUIRY", "LOST_NOT_PROCEEDING"})
    void a_stage_is_entered_when_all_it_asks_for_is_there(ProjectStage stage) {
        var events = eventsOf(decider.decide(after(before(stage, nothing())), moveTo(stage)));
        assertThat(events.getFirst()).isEqualTo(entered(stage));
        assertThat(events)
                .hasSize(stage == ProjectStage.COMPLETED ? 2 : 1)
                .allMatch(
                        event ->
                                event.equals(entered(stage))
                                        || event.equals(new ProjectCompleted(ID, null)));
    }

    @ParameterizedTest(name = "{0} without {1}")
    @MethodSource("requirements")
    void a_stage_is_not_entered_while_anything_is_missing(ProjectStage stage, Requirement missing) {
        var gap = new Missing(missing.key(), missing.kind(), stage);
        var by = RULES.gate(stage).waivers();
        assertThat(
                        decider.decide(
                                after(before(stage, missing)),
                                moveTo(stage, "Price", Authority.NONE)))
                .isEqualTo(
                        Decision.reject(
                                new GateNotMet(
                                        stage,
                                        List.of(gap),
                                        List.of(
                                                new Waivable(
                                                        missing.key(),
                                                        missing.kind(),
                                                        stage,
                                                        by)))));
    }

    @ParameterizedTest(name = "{0} with {1} waived")
    @MethodSource("requirements")
    void what_is_waived_is_not_missed(ProjectStage stage, Requirement waived) {
        var history = before(stage, waived);
        history.add(new RequirementWaived(ID, waived.key(), "As agreed"));
        var events =
                eventsOf(decider.decide(after(history), moveTo(stage, "Price", Authority.NONE)));
        assertThat(events.getFirst())
                .satisfiesAnyOf(
                        event ->
                                assertThat(event)
                                        .isInstanceOfSatisfying(
                                                ProjectEvent.ProjectStageEntered.class,
                                                entered ->
                                                        assertThat(entered.waived())
                                                                .containsExactly(waived.key())),
                        event -> assertThat(event).isInstanceOf(ProjectLost.class));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("requirements")
    void who_may_waive_depends_on_the_stage_that_asks(ProjectStage stage, Requirement asked) {
        var project = after(in(ProjectStage.ENQUIRY));
        var may =
                stage.isOnTheWay() && ProjectStage.DESIGN_SIGN_OFF.isBefore(stage)
                        ? ProjectRole.PROJECT_MANAGER
                        : ProjectRole.SALES_MANAGER;
        var waived = Decision.accept(new RequirementWaived(ID, asked.key(), "Agreed"));
        for (var role : ProjectRole.values()) {
            var decision = decider.decide(project, waive(asked, authority(role)));
            assertThat(decision)
                    .as(role.name())
                    .isEqualTo(
                            role == may
                                    ? waived
                                    : Decision.reject(
                                            new WaiverNotAllowed(asked.key(), List.of(may))));
        }
        assertThat(decider.decide(project, waive(asked, ADMINISTRATOR))).isEqualTo(waived);
        assertThat(decider.decide(project, waive(asked, Authority.NONE)))
                .isEqualTo(Decision.reject(new WaiverNotAllowed(asked.key(), List.of(may))));
    }

    private static Authority authority(ProjectRole role) {
        return new Authority(false, List.of(role));
    }

    private static WaiveRequirement waive(Requirement requirement, Authority authority) {
        return new WaiveRequirement(ID, requirement.key(), "Agreed", authority);
    }

    @ParameterizedTest
    @MethodSource("each")
    void what_is_ticked_off_is_satisfied_and_what_is_derived_cannot_be(Requirement asked) {
        var project = after(in(ProjectStage.ENQUIRY));
        var satisfy = new SatisfyRequirement(ID, asked.key(), "Done", null, TODAY);
        var days = asked.validDays();
        assertThat(decider.decide(project, satisfy))
                .isEqualTo(
                        asked.derived()
                                ? Decision.reject(new RequirementDerived(asked.key()))
                                : Decision.accept(
                                        new RequirementSatisfied(
                                                ID,
                                                asked.key(),
                                                "Done",
                                                null,
                                                days == null ? null : TODAY.plusDays(days),
                                                false)));
        assertThat(decider.decide(project, new RevokeRequirement(ID, asked.key(), null)))
                .isEqualTo(
                        asked.derived()
                                ? Decision.reject(new RequirementDerived(asked.key()))
                                : Decision.nothing());
    }

    @ParameterizedTest
    @MethodSource("each")
    void what_is_revoked_under_a_passed_stage_is_noted_and_moves_nothing(Requirement asked) {
        if (asked.derived() || asked.key().equals("loss-reason-report")) {
            return; // those follow from something else, and are revoked with it
        }
        var stage = RULES.stageOf(asked);
        var project = after(in(stage));
        var revoked = new RequirementRevoked(ID, asked.key(), "Wrong", false);
        assertThat(
                        eventsOf(
                                decider.decide(
                                        project, new RevokeRequirement(ID, asked.key(), "Wrong"))))
                .containsExactly(
                        revoked, new ProjectIntegrityBroken(ID, asked.key(), stage, stage));
        var before = after(in(stage.before()));
        var ahead = decider.evolve(before, satisfied(asked));
        assertThat(eventsOf(decider.decide(ahead, new RevokeRequirement(ID, asked.key(), "Wrong"))))
                .containsExactly(revoked);
    }

    @Test
    void a_waiver_can_be_taken_back_also_of_what_is_derived() {
        var history = in(ProjectStage.ENQUIRY);
        history.add(new RequirementWaived(ID, Requirement.DEPOSIT_PAID, "Old client"));
        assertThat(
                        eventsOf(
                                decider.decide(
                                        after(history),
                                        new RevokeRequirement(
                                                ID, Requirement.DEPOSIT_PAID, "Not so old"))))
                .containsExactly(
                        new RequirementRevoked(ID, Requirement.DEPOSIT_PAID, "Not so old", false));
    }

    @Test
    void what_no_stage_asks_for_can_be_neither_met_nor_waived() {
        var project = after(in(ProjectStage.ENQUIRY));
        var unknown = Decision.<ProjectEvent>reject(new RequirementUnknown("tea-served"));
        assertThat(
                        decider.decide(
                                project,
                                new SatisfyRequirement(ID, "tea-served", null, null, TODAY)))
                .isEqualTo(unknown);
        assertThat(decider.decide(project, new RevokeRequirement(ID, "tea-served", null)))
                .isEqualTo(unknown);
        assertThat(
                        decider.decide(
                                project,
                                new WaiveRequirement(ID, "tea-served", "Late", ADMINISTRATOR)))
                .isEqualTo(unknown);
    }

    @Test
    void a_fast_forward_enters_stage_by_stage_if_every_gate_on_the_way_is_met() {
        var history = in(ProjectStage.ENQUIRY);
        each().forEach(requirement -> history.add(satisfied(requirement)));
        var events = eventsOf(decider.decide(after(history), moveTo(ProjectStage.SURVEY_COMPLETE)));
        assertThat(events)
                .containsExactly(
                        entered(ProjectStage.ENGAGED_ENQUIRY),
                        entered(ProjectStage.CONSULTATION_BOOKED),
                        entered(ProjectStage.QUALIFIED_LEAD),
                        entered(ProjectStage.SURVEY_COMPLETE));
    }

    @Test
    void a_fast_forward_lists_what_is_missing_at_every_gate_on_the_way() {
        var decision =
                decider.decide(
                        after(in(ProjectStage.ENQUIRY)), moveTo(ProjectStage.CONSULTATION_BOOKED));
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Reject.class,
                        refused ->
                                assertThat(((GateNotMet) refused.rejection()).missing())
                                        .extracting(Missing::key)
                                        .containsExactly(
                                                "initial-contact-logged",
                                                "client-details-captured",
                                                "enquiry-form",
                                                "consultation-scheduled",
                                                "client-confirmed",
                                                "consultation-confirmation"));
    }

    @Test
    void a_rule_is_found_under_its_version_and_every_name_is_used_once() {
        assertThat(Rulebook.of(RULES.version())).isSameAs(RULES);
        assertThat(each().map(Requirement::key)).doesNotHaveDuplicates().hasSize(60);
        assertThat(RULES.gates().stream().map(Gate::stage)).containsExactly(ProjectStage.values());
    }

    @Test
    void the_roles_of_delivery_are_the_job_roles_of_members() {
        assertThat(Arrays.stream(ProjectRole.values()).map(ProjectRole::name))
                .containsExactlyElementsOf(
                        Arrays.stream(JobRole.values()).map(JobRole::name).toList());
    }
}
