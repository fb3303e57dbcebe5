package nexus.command.project;

import static nexus.platform.decider.Decision.accept;
import static nexus.platform.decider.Decision.reject;

import java.util.List;
import java.util.Optional;
import nexus.api.Money;
import nexus.api.project.Gate.Requirement;
import nexus.api.project.PaymentKind;
import nexus.api.project.ProjectCommand.IssueQuote;
import nexus.api.project.ProjectCommand.OnMoney;
import nexus.api.project.ProjectCommand.RecordPayment;
import nexus.api.project.ProjectCommand.VaryContract;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.ContractValueChanged;
import nexus.api.project.ProjectEvent.ContractVaried;
import nexus.api.project.ProjectEvent.PaymentRecorded;
import nexus.api.project.ProjectEvent.QuoteIssued;
import nexus.api.project.ProjectEvent.RequirementSatisfied;
import nexus.api.project.ProjectRejection.ContractBelowNothing;
import nexus.api.project.ProjectRejection.CurrencyFixed;
import nexus.api.project.ProjectRejection.ProjectClosed;
import nexus.api.project.ProjectRejection.RefundExceedsPaid;
import nexus.api.project.Quote;
import nexus.api.project.QuoteLine;
import nexus.api.project.Rulebook;
import nexus.command.project.Project.Present;
import nexus.platform.decider.Decision;

/** Decides about the money of a project. */
final class Payments {

    private Payments() {}

    static Decision<ProjectEvent> decide(Present project, OnMoney command) {
        return switch (command) {
            case RecordPayment payment -> record(project, payment);
            case VaryContract vary ->
                    changing(project, vary.amount()).orElseGet(() -> vary(project, vary));
            case IssueQuote quote -> issue(project, quote);
        };
    }

    /** Also when all is over: what is owed may come late, what was paid may be paid back. */
    private static Decision<ProjectEvent> record(Present project, RecordPayment payment) {
        var amount = payment.amount();
        if (project.account().isInOtherCurrency(amount)) {
            return otherCurrency(project);
        }
        return payment.kind() == PaymentKind.REFUND && project.account().isLessThan(amount)
                ? reject(new RefundExceedsPaid())
                : accept(
                        new PaymentRecorded(
                                payment.projectId(), payment.paymentId(), amount, payment.kind()));
    }

    private static Decision<ProjectEvent> vary(Present project, VaryContract vary) {
        return project.account().varied(vary.amount()).isNegative()
                ? reject(new ContractBelowNothing())
                : accept(
                        new ContractVaried(
                                vary.projectId(),
                                vary.variationId(),
                                vary.amount(),
                                vary.reason()));
    }

    private static Decision<ProjectEvent> otherCurrency(Present project) {
        return reject(new CurrencyFixed(String.valueOf(project.account().currency())));
    }

    /** Why what is agreed on cannot change in this way, if it cannot. */
    private static Optional<Decision<ProjectEvent>> changing(Present project, Money amount) {
        if (project.isClosed()) {
            return Optional.of(reject(new ProjectClosed(project.way().status())));
        }
        return project.account().isInOtherCurrency(amount)
                ? Optional.of(otherCurrency(project))
                : Optional.empty();
    }

    private static Decision<ProjectEvent> issue(Present project, IssueQuote issue) {
        var first = issue.lines().getFirst().unitPrice();
        return changing(project, first).orElseGet(() -> issue(issue, first.currency()));
    }

    private static Decision<ProjectEvent> issue(IssueQuote issue, String currency) {
        if (!allIn(currency, issue.lines())) {
            return reject(new CurrencyFixed(currency));
        }
        var id = issue.projectId();
        var until = issue.today().plusDays(daysOfValidity());
        return accept(
                new QuoteIssued(id, Quote.of(issue.lines(), issue.today(), until)),
                new RequirementSatisfied(id, Requirement.QUOTE_PROVIDED, null, null, until, false));
    }

    private static boolean allIn(String currency, List<QuoteLine> lines) {
        return lines.stream().allMatch(line -> line.unitPrice().currency().equals(currency));
    }

    private static int daysOfValidity() {
        return Rulebook.current()
                .requirement(Requirement.QUOTE_PROVIDED)
                .map(Requirement::validDays)
                .orElseThrow();
    }

    static Account after(Account account, ProjectEvent.OnMoney event) {
        return switch (event) {
            case ContractValueChanged(_, var value) -> account.worth(value);
            case ContractVaried(_, _, var amount, _) -> account.varied(amount);
            case PaymentRecorded(_, _, var amount, var kind) -> account.paid(amount, kind);
            case QuoteIssued _ -> account;
        };
    }
}
