package nexus.api;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount in one currency, with two decimals.
 *
 * @param currency an ISO 4217 code
 */
public record Money(BigDecimal amount, String currency) {

    public Money {
        // Events are never validated, but 1.5 and 1.50 must be the same value wherever it is
        // compared.
        amount = amount.scale() < 2 ? amount.setScale(2, RoundingMode.UNNECESSARY) : amount;
    }

    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), currency);
    }

    public static Money zero(String currency) {
        return new Money(BigDecimal.ZERO, currency);
    }
}
