package nexus.command.project;

import java.math.BigDecimal;
import nexus.api.Money;
import nexus.api.project.Gate.Requirement;
import nexus.api.project.PaymentKind;
import org.jspecify.annotations.Nullable;

/**
 * What the client is to pay and has paid, in one currency from the first amount on.
 *
 * @param contract what was agreed on first; null if nothing was yet
 * @param varied what was added since, or taken off
 * @param paid what was paid, less what was paid back
 * @param deposited what of it was paid as a deposit
 */
record Account(
        @Nullable String currency,
        @Nullable BigDecimal contract,
        BigDecimal varied,
        BigDecimal paid,
        BigDecimal deposited) {

    static final Account NONE =
            new Account(null, null, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal PROGRESS = BigDecimal.valueOf(Requirement.PROGRESS_PERCENT);

    Account worth(@Nullable Money value) {
        return value == null
                ? new Account(currency, null, varied, paid, deposited)
                : new Account(value.currency(), value.amount(), varied, paid, deposited);
    }

    Account varied(Money amount) {
        return new Account(
                amount.currency(), contract, varied.add(amount.amount()), paid, deposited);
    }

    Account paid(Money amount, PaymentKind kind) {
        var more = amount.amount();
        return switch (kind) {
            case DEPOSIT ->
                    new Account(
                            amount.currency(),
                            contract,
                            varied,
                            paid.add(more),
                            deposited.add(more));
            case PROGRESS, FINAL ->
                    new Account(amount.currency(), contract, varied, paid.add(more), deposited);
            case REFUND ->
                    new Account(
                            amount.currency(), contract, varied, paid.subtract(more), deposited);
        };
    }

    /** The contract value before variations. */
    @Nullable Money value() {
        return contract == null || currency == null ? null : new Money(contract, currency);
    }

    /** The contract value with its variations. */
    @Nullable Money total() {
        return contract == null || currency == null
                ? null
                : new Money(contract.add(varied), currency);
    }

    /** Whether what is to be paid would be less than nothing; never while there is no price. */
    boolean isNegative() {
        return contract != null && contract.add(varied).signum() < 0;
    }

    boolean isInOtherCurrency(@Nullable Money amount) {
        return amount != null && currency != null && !currency.equals(amount.currency());
    }

    boolean isLessThan(Money amount) {
        return paid.compareTo(amount.amount()) < 0;
    }

    /** Something was paid as a deposit, and not all of it paid back. */
    boolean isDepositPaid() {
        return deposited.signum() > 0 && paid.signum() > 0;
    }

    /** Enough was paid to begin with the work. */
    boolean isProgressPaid() {
        return contract != null
                && paid.multiply(HUNDRED).compareTo(contract.add(varied).multiply(PROGRESS)) >= 0;
    }

    /** Exactly what was to be paid was paid. */
    boolean isSettled() {
        return contract != null && paid.compareTo(contract.add(varied)) == 0;
    }
}
