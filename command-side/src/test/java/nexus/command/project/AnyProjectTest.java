package nexus.command.project;

import static nexus.command.project.Histories.ANN;
import static nexus.command.project.Histories.ID;
import static nexus.command.project.Histories.RULES;
import static nexus.command.project.Histories.TODAY;
import static nexus.command.project.Histories.gbp;
import static nexus.command.project.Histories.in;
import static nexus.command.project.Histories.open;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import nexus.api.Patch;
import nexus.api.deal.DealId;
import nexus.api.document.DocumentId;
import nexus.api.project.Authority;
import nexus.api.project.Booking;
import nexus.api.project.CheckInId;
import nexus.api.project.PaymentId;
import nexus.api.project.PaymentKind;
import nexus.api.project.ProjectCommand;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.ProjectStageEntered;
import nexus.api.project.ProjectStage;
import nexus.api.project.QuoteLine;
import nexus.api.project.RequirementState;
import nexus.api.project.SnagId;
import nexus.api.project.SnagSeverity;
import nexus.api.project.SnagState;
import nexus.api.project.Staffing;
import nexus.api.project.VariationId;
import nexus.api.project.VisitPurpose;
import nexus.command.project.Project.Present;
import nexus.platform.decider.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every project, whatever is asked of it in whatever order. */
class AnyProjectTest {

    private static final Authority ADMINISTRATOR = new Authority(true, List.of());

    private final ProjectDecider decider = new ProjectDecider();

    static List<Long> seeds() {
        return LongStream.rangeClosed(1, 40).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_stage_never_skips_a_gate_that_is_not_met_and_history_folds_to_the_same(long seed) {
        var random = new Random(seed);
        var history = new ArrayList<ProjectEvent>();
        var state = decider.initial();
        for (int i = 0; i < 600; i++) {
            var command = anyCommand(random);
            if (decider.decide(state, command)
                    instanceof Decision.Accept<ProjectEvent>(var events, _)) {
                for (var event : events) {
                    requireMet(state, event);
                    state = decider.evolve(state, event);
                    history.add(event);
                }
            }
        }
        assertThat(Histories.after(history)).isEqualTo(state);
        assertThat(history).hasSizeGreaterThan(100);
    }

    /** Told from the facts, not from the rules' own judgement. */
    private static void requireMet(Project before, ProjectEvent event) {
        if (event instanceof ProjectStageEntered passed && before instanceof Present present) {
            assertThat(passed.from()).isEqualTo(present.way().stage());
            assertThat(passed.to().ordinal()).isEqualTo(passed.from().ordinal() + 1);
            for (var asked : RULES.gate(passed.to()).requirements()) {
                assertThat(present.fulfilment().stateOf(asked.key()))
                        .as("%s for %s", asked.key(), passed.to())
                        .isIn(RequirementState.SATISFIED, RequirementState.WAIVED);
            }
        }
    }

    /** Each step is taken at times, so that some projects come a long way. */
    static ProjectCommand anyCommand(Random random) {
        var asked = RULES.requirements().get(random.nextInt(RULES.requirements().size()));
        var stages = ProjectStage.values();
        var stage = stages[random.nextInt(stages.length)];
        var authority = random.nextInt(3) == 0 ? ADMINISTRATOR : Authority.NONE;
        var document = new DocumentId("document-" + random.nextInt(5));
        var snag = new SnagId("snag-" + random.nextInt(3));
        return switch (random.nextInt(40)) {
            case 0, 1 -> open(1);
            case 2 -> new ProjectCommand.HoldProject(ID, "Abroad");
            case 3, 4, 5 -> new ProjectCommand.ResumeProject(ID, null);
            case 6 ->
                    random.nextInt(30) == 0
                            ? new ProjectCommand.CancelProject(ID, "No")
                            : new ProjectCommand.LinkDeal(ID, new DealId("deal-1"));
            case 7 ->
                    random.nextInt(30) == 0
                            ? new ProjectCommand.LoseProject(ID, "Price", TODAY)
                            : change(random);
            case 8 -> new ProjectCommand.ReopenForWarranty(ID, "Leak", Staffing.NOBODY);
            case 9, 10 ->
                    new ProjectCommand.RecordPayment(
                            ID,
                            new PaymentId("payment-1"),
                            gbp(1 + random.nextInt(400) + ".00"),
                            PaymentKind.values()[random.nextInt(4)]);
            case 11 ->
                    new ProjectCommand.VaryContract(
                            ID,
                            new VariationId("variation-1"),
                            gbp(random.nextInt(50) - 25 + ".00"),
                            "More");
            case 12 ->
                    new ProjectCommand.IssueQuote(
                            ID,
                            List.of(
                                    new QuoteLine(
                                            "Bath", BigDecimal.ONE, gbp("9.99"), BigDecimal.TEN)),
                            TODAY.minusDays(random.nextInt(40)));
            case 13 ->
                    new ProjectCommand.ScheduleInstallation(
                            ID, new Booking(TODAY, TODAY.plusDays(2), List.of(ANN)), TODAY);
            case 14 ->
                    new ProjectCommand.CheckIn(
                            ID,
                            new CheckInId("checkin-1"),
                            new BigDecimal("53." + random.nextInt(3)),
                            BigDecimal.ONE,
                            null,
                            null,
                            VisitPurpose.INSTALLATION);
            case 15 ->
                    new ProjectCommand.RaiseSnag(
                            ID, snag, "Leak", SnagSeverity.values()[random.nextInt(3)]);
            case 16, 17 ->
                    new ProjectCommand.ChangeSnag(ID, snag, SnagState.values()[random.nextInt(3)]);
            case 18 ->
                    random.nextInt(10) == 0
                            ? new ProjectCommand.ArchiveProject(ID)
                            : new ProjectCommand.RestoreProject(ID);
            case 19 -> new ProjectCommand.RestoreProject(ID);
            case 20 -> new ProjectCommand.WithdrawProjectDocument(ID, document, asked.key());
            case 21, 22, 23, 24, 25 ->
                    new ProjectCommand.ProvideProjectDocument(ID, document, asked.key());
            case 26 -> new ProjectCommand.RevokeRequirement(ID, asked.key(), null);
            case 27, 28 ->
                    new ProjectCommand.WaiveRequirement(ID, asked.key(), "Agreed", authority);
            case 29, 30, 31, 32, 33, 34 ->
                    new ProjectCommand.SatisfyRequirement(ID, asked.key(), null, null, TODAY);
            default ->
                    new ProjectCommand.MoveProject(
                            ID,
                            stage == ProjectStage.LOST_NOT_PROCEEDING && random.nextInt(9) > 0
                                    ? ProjectStage.ENGAGED_ENQUIRY
                                    : stage,
                            random.nextBoolean() ? "Because" : null,
                            null,
                            TODAY,
                            authority,
                            Staffing.NOBODY);
        };
    }

    private static ProjectCommand change(Random random) {
        return new ProjectCommand.ChangeProject(
                ID,
                Patch.set("Bath " + random.nextInt(3)),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.set(gbp(random.nextInt(2000) + ".00")),
                Patch.keep(),
                Patch.set(random.nextBoolean() ? ANN : null));
    }

    /** History is never refused, not even one that no decision could have made. */
    @Test
    void any_event_can_follow_any_state() {
        var events = new ArrayList<>(in(ProjectStage.COMPLETED));
        events.add(new ProjectEvent.SnagChanged(ID, new SnagId("snag-1"), SnagState.FIXED));
        events.add(new ProjectEvent.ProjectRestored(ID, null));
        events.add(new ProjectEvent.ProjectArchived(ID, null));
        events.add(new ProjectEvent.ProjectCancelled(ID, null, null));
        for (var first : events) {
            for (var second : events) {
                var state = decider.evolve(decider.initial(), first);
                assertThat(decider.evolve(state, second)).isNotNull();
            }
        }
    }
}
