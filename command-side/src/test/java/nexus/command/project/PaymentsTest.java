package nexus.command.project;

import static nexus.command.project.Histories.ID;
import static nexus.command.project.Histories.OPENED;
import static nexus.command.project.Histories.TODAY;
import static nexus.command.project.Histories.after;
import static nexus.command.project.Histories.eventsOf;
import static nexus.command.project.Histories.gbp;
import static nexus.command.project.Histories.moveTo;
import static nexus.command.project.Histories.opened;
import static nexus.command.project.Histories.satisfied;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import nexus.api.Money;
import nexus.api.Patch;
import nexus.api.project.Authority;
import nexus.api.project.Gate.Requirement;
import nexus.api.project.Judgement.Missing;
import nexus.api.project.PaymentId;
import nexus.api.project.PaymentKind;
import nexus.api.project.ProjectCommand;
import nexus.api.project.ProjectCommand.ChangeProject;
import nexus.api.project.ProjectCommand.IssueQuote;
import nexus.api.project.ProjectCommand.MoveProject;
import nexus.api.project.ProjectCommand.RecordPayment;
import nexus.api.project.ProjectCommand.SatisfyRequirement;
import nexus.api.project.ProjectCommand.VaryContract;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.ProjectCancelled;
import nexus.api.project.ProjectEvent.ProjectIntegrityBroken;
import nexus.api.project.ProjectEvent.QuoteIssued;
import nexus.api.project.ProjectEvent.RequirementRevoked;
import nexus.api.project.ProjectEvent.RequirementSatisfied;
import nexus.api.project.ProjectRejection.ContractBelowNothing;
import nexus.api.project.ProjectRejection.CurrencyFixed;
import nexus.api.project.ProjectRejection.GateNotMet;
import nexus.api.project.ProjectRejection.ProjectClosed;
import nexus.api.project.ProjectRejection.RefundExceedsPaid;
import nexus.api.project.ProjectStage;
import nexus.api.project.ProjectStatus;
import nexus.api.project.Quote;
import nexus.api.project.QuoteLine;
import nexus.api.project.RequirementKind;
import nexus.api.project.Staffing;
import nexus.api.project.VariationId;
import nexus.platform.decider.Decision;
import org.junit.jupiter.api.Test;

/** Money against the contract, and quotes. */
class PaymentsTest {

    private final ProjectDecider decider = new ProjectDecider();
    private final List<ProjectEvent> history = new ArrayList<>();

    private List<ProjectEvent> then(ProjectCommand command) {
        var events = eventsOf(decider.decide(after(history), command));
        history.addAll(events);
        return events;
    }

    private static RecordPayment pay(PaymentKind kind, String amount) {
        return new RecordPayment(ID, new PaymentId("payment-1"), gbp(amount), kind);
    }

    private static VaryContract vary(String amount) {
        return new VaryContract(ID, new VariationId("variation-1"), gbp(amount), "Heated floor");
    }

    private static RequirementSatisfied met(String key) {
        return new RequirementSatisfied(ID, key, null, null, null, true);
    }

    private static RequirementRevoked gone(String key) {
        return new RequirementRevoked(ID, key, null, true);
    }

    @Test
    void a_deposit_is_paid_with_the_first_that_comes_as_one() {
        history.add(opened(gbp("1000.00")));
        assertThat(then(pay(PaymentKind.PROGRESS, "10.00"))).hasSize(1);
        assertThat(then(pay(PaymentKind.DEPOSIT, "0.01"))).contains(met(Requirement.DEPOSIT_PAID));
        assertThat(then(pay(PaymentKind.REFUND, "10.01"))).contains(gone(Requirement.DEPOSIT_PAID));
    }

    @Test
    void progress_is_three_quarters_of_the_contract_with_its_variations() {
        history.add(opened(gbp("1000.00")));
        assertThat(then(pay(PaymentKind.DEPOSIT, "300.00")))
                .doesNotContain(met(Requirement.PROGRESS_PAID));
        assertThat(then(pay(PaymentKind.PROGRESS, "449.99")))
                .doesNotContain(met(Requirement.PROGRESS_PAID));
        assertThat(then(pay(PaymentKind.PROGRESS, "0.01")))
                .contains(met(Requirement.PROGRESS_PAID));
        assertThat(then(vary("0.02"))).contains(gone(Requirement.PROGRESS_PAID));
        assertThat(then(vary("-100.00"))).contains(met(Requirement.PROGRESS_PAID));
    }

    @Test
    void final_payment_is_received_when_exactly_nothing_is_left_to_pay() {
        history.add(opened(gbp("1000.00")));
        then(pay(PaymentKind.DEPOSIT, "1000.00"));
        assertThat(history).contains(met(Requirement.FINALLY_PAID));
        assertThat(then(vary("50.00"))).contains(gone(Requirement.FINALLY_PAID));
        assertThat(then(pay(PaymentKind.FINAL, "50.01")))
                .doesNotContain(met(Requirement.FINALLY_PAID));
        assertThat(then(pay(PaymentKind.REFUND, "0.01"))).contains(met(Requirement.FINALLY_PAID));
    }

    @Test
    void without_a_price_nothing_is_three_quarters_or_all_of_it() {
        history.add(OPENED);
        assertThat(then(pay(PaymentKind.DEPOSIT, "5000.00")))
                .contains(met(Requirement.DEPOSIT_PAID))
                .doesNotContain(met(Requirement.PROGRESS_PAID), met(Requirement.FINALLY_PAID));
    }

    @Test
    void what_is_paid_back_under_a_passed_stage_breaks_integrity() {
        history.add(opened(gbp("1000.00")));
        then(pay(PaymentKind.DEPOSIT, "100.00"));
        history.add(Histories.entered(ProjectStage.ENQUIRY, ProjectStage.SALE_CLIENT_COMMITS));
        assertThat(then(pay(PaymentKind.REFUND, "100.00")))
                .contains(
                        gone(Requirement.DEPOSIT_PAID),
                        new ProjectIntegrityBroken(
                                ID,
                                Requirement.DEPOSIT_PAID,
                                ProjectStage.SALE_CLIENT_COMMITS,
                                ProjectStage.SALE_CLIENT_COMMITS));
    }

    @Test
    void no_more_is_taken_off_a_contract_than_there_is_of_it() {
        history.add(opened(gbp("1000.00")));
        var below = Decision.<ProjectEvent>reject(new ContractBelowNothing());
        assertThat(decider.decide(after(history), vary("-1000.01"))).isEqualTo(below);
        then(vary("-1000.00"));
        assertThat(history).contains(met(Requirement.FINALLY_PAID));
        assertThat(decider.decide(after(history), worth("999.99"))).isEqualTo(below);
        then(worth("1000.01"));
        assertThat(history).contains(gone(Requirement.FINALLY_PAID));
    }

    private static ChangeProject worth(String amount) {
        return new ChangeProject(
                ID,
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.set(gbp(amount)),
                Patch.keep(),
                Patch.keep());
    }

    @Test
    void no_more_is_paid_back_than_was_paid() {
        history.add(opened(gbp("1000.00")));
        then(pay(PaymentKind.DEPOSIT, "100.00"));
        assertThat(decider.decide(after(history), pay(PaymentKind.REFUND, "100.01")))
                .isEqualTo(Decision.reject(new RefundExceedsPaid()));
    }

    @Test
    void a_project_is_in_one_currency_from_the_first_amount_on() {
        history.add(OPENED);
        then(pay(PaymentKind.DEPOSIT, "1.00"));
        var euros = Money.of("1.00", "EUR");
        for (var command :
                List.of(
                        new RecordPayment(ID, new PaymentId("payment-2"), euros, PaymentKind.FINAL),
                        new VaryContract(ID, new VariationId("variation-2"), euros, "Tiles"),
                        quote(line("Bath", "1", euros, "20")))) {
            assertThat(decider.decide(after(history), command))
                    .isEqualTo(Decision.reject(new CurrencyFixed("GBP")));
        }
        assertThat(
                        decider.decide(
                                after(List.of(OPENED)),
                                quote(
                                        line("Bath", "1", gbp("1.00"), "20"),
                                        line("Tap", "1", euros, "20"))))
                .isEqualTo(Decision.reject(new CurrencyFixed("GBP")));
    }

    @Test
    void when_all_is_over_money_still_comes_and_goes_but_the_contract_stays() {
        history.add(opened(gbp("1000.00")));
        then(pay(PaymentKind.DEPOSIT, "100.00"));
        history.add(new ProjectCancelled(ID, null, null));
        assertThat(then(pay(PaymentKind.REFUND, "100.00"))).isNotEmpty();
        assertThat(decider.decide(after(history), vary("1.00")))
                .isEqualTo(Decision.reject(new ProjectClosed(ProjectStatus.CANCELLED)));
    }

    private static QuoteLine line(String what, String quantity, Money price, String vat) {
        return new QuoteLine(what, new BigDecimal(quantity), price, new BigDecimal(vat));
    }

    private static IssueQuote quote(QuoteLine... lines) {
        return new IssueQuote(ID, List.of(lines), TODAY);
    }

    @Test
    void a_quote_adds_up_line_by_line_and_is_valid_for_28_days() {
        history.add(OPENED);
        var lines =
                new QuoteLine[] {
                    line("Tiles", "3.5", gbp("19.99"), "20"),
                    line("Grab rail", "1", gbp("45.55"), "5")
                };
        assertThat(then(quote(lines)))
                .containsExactly(
                        new QuoteIssued(
                                ID,
                                new Quote(
                                        List.of(lines),
                                        gbp("115.52"), // 69.97 and 45.55
                                        gbp("16.27"), // 13.99 and 2.28
                                        gbp("131.79"),
                                        TODAY,
                                        TODAY.plusDays(28))),
                        new RequirementSatisfied(
                                ID,
                                Requirement.QUOTE_PROVIDED,
                                null,
                                null,
                                TODAY.plusDays(28),
                                false));
    }

    @Test
    void a_sale_needs_a_quote_that_has_not_expired_and_another_can_be_made() {
        history.addAll(Histories.in(ProjectStage.DESIGN_PRESENTED));
        Histories.RULES
                .gate(ProjectStage.SALE_CLIENT_COMMITS)
                .requirements()
                .forEach(requirement -> history.add(satisfied(requirement)));
        then(quote(line("Bath", "1", gbp("1.00"), "20")));
        assertThat(decider.decide(after(history), moveOn(28))).isInstanceOf(Decision.Accept.class);
        assertThat(decider.decide(after(history), moveOn(29)))
                .isEqualTo(
                        Decision.reject(
                                new GateNotMet(
                                        ProjectStage.SALE_CLIENT_COMMITS,
                                        List.of(
                                                new Missing(
                                                        "quote-not-expired",
                                                        RequirementKind.CONDITION,
                                                        ProjectStage.SALE_CLIENT_COMMITS)),
                                        List.of())));
        then(
                new SatisfyRequirement(
                        ID, Requirement.QUOTE_PROVIDED, null, null, TODAY.plusDays(29)));
        assertThat(decider.decide(after(history), moveOn(29))).isInstanceOf(Decision.Accept.class);
    }

    private static MoveProject moveOn(int days) {
        return new MoveProject(
                ID,
                ProjectStage.SALE_CLIENT_COMMITS,
                null,
                null,
                TODAY.plusDays(days),
                Authority.NONE,
                Staffing.NOBODY);
    }

    @Test
    void a_gate_that_asks_for_money_is_met_by_it() {
        history.addAll(Histories.in(ProjectStage.COMPLETION_SIGN_OFF));
        Histories.RULES.gate(ProjectStage.COMPLETED).requirements().stream()
                .filter(requirement -> !requirement.key().equals(Requirement.FINALLY_PAID))
                .forEach(requirement -> history.add(satisfied(requirement)));
        assertThat(decider.decide(after(history), moveTo(ProjectStage.COMPLETED)))
                .isInstanceOf(Decision.Reject.class);
        history.add(new ProjectEvent.ContractValueChanged(ID, gbp("10.00")));
        then(pay(PaymentKind.FINAL, "10.00"));
        assertThat(decider.decide(after(history), moveTo(ProjectStage.COMPLETED)))
                .isInstanceOf(Decision.Accept.class);
    }
}
