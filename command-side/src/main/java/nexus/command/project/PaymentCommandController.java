package nexus.command.project;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nexus.api.Money;
import nexus.api.project.PaymentId;
import nexus.api.project.PaymentKind;
import nexus.api.project.ProjectCommand.IssueQuote;
import nexus.api.project.ProjectCommand.RecordPayment;
import nexus.api.project.ProjectCommand.VaryContract;
import nexus.api.project.ProjectId;
import nexus.api.project.QuoteLine;
import nexus.api.project.VariationId;
import nexus.platform.NewId;
import nexus.platform.web.CommandEndpoint;
import nexus.platform.web.CommandEndpoint.Answer;
import nexus.platform.web.InvalidRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/projects/{id}")
class PaymentCommandController {

    record Payment(@NotNull Money amount, @NotNull PaymentKind kind, @Nullable Instant receivedAt) {

        RecordPayment of(ProjectId project) {
            if (amount.amount().signum() == 0) {
                throw new InvalidRequest("amount", "too-small", "must be more than nothing");
            }
            return new RecordPayment(
                    project, new PaymentId(NewId.of(PaymentId.PREFIX)), amount, kind);
        }
    }

    record Variation(
            @NotNull @Valid SignedMoney amount,
            @NotBlank @Size(max = 2000) String reason,
            @Nullable Instant occurredAt) {

        VaryContract of(ProjectId project) {
            if (amount.money().amount().signum() == 0) {
                throw new InvalidRequest(
                        "amount", "too-small", "must add something or take it off");
            }
            return new VaryContract(
                    project, new VariationId(NewId.of(VariationId.PREFIX)), amount.money(), reason);
        }
    }

    /** What is added, or taken off. */
    record SignedMoney(
            @NotNull @Pattern(regexp = "-?\\d{1,12}(\\.\\d{1,2})?") String amount,
            @NotNull @Pattern(regexp = "[A-Z]{3}") String currency) {

        Money money() {
            return Money.of(amount, currency);
        }
    }

    record Quote(
            @NotEmpty @Size(max = 200) List<@Valid @NotNull Line> lines,
            @Nullable Instant occurredAt) {

        IssueQuote of(ProjectId project, LocalDate today) {
            return new IssueQuote(project, lines.stream().map(Line::line).toList(), today);
        }
    }

    /** Something that is offered, with its price without VAT. */
    record Line(
            @NotBlank @Size(max = 500) String description,
            @NotNull @DecimalMin(value = "0", inclusive = false) @Digits(integer = 7, fraction = 3)
                    BigDecimal quantity,
            @NotNull Money unitPrice,
            @NotNull @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
                    BigDecimal vatRate) {

        QuoteLine line() {
            return new QuoteLine(description, quantity, unitPrice, vatRate);
        }
    }

    private final CommandEndpoint commands;
    private final Today today;

    PaymentCommandController(CommandEndpoint commands, Today today) {
        this.commands = commands;
        this.today = today;
    }

    @PostMapping("/payments")
    ResponseEntity<Answer> pay(@PathVariable ProjectId id, @Valid @RequestBody Payment body) {
        return commands.change(body.of(id), body.receivedAt());
    }

    @PostMapping("/variations")
    ResponseEntity<Answer> vary(@PathVariable ProjectId id, @Valid @RequestBody Variation body) {
        return commands.change(body.of(id), body.occurredAt());
    }

    @PostMapping("/quotes")
    ResponseEntity<Answer> quote(@PathVariable ProjectId id, @Valid @RequestBody Quote body) {
        return commands.change(body.of(id, today.of(body.occurredAt())), body.occurredAt());
    }
}
