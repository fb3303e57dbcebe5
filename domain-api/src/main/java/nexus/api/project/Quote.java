package nexus.api.project;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import nexus.api.Money;

/**
 * A binding offer to the client, until it expires.
 *
 * @param validUntil the last day on which it can be accepted
 */
public record Quote(
        List<QuoteLine> lines,
        Money net,
        Money vat,
        Money total,
        LocalDate issuedOn,
        LocalDate validUntil) {

    /** The offer of these lines, which are all in one currency. */
    public static Quote of(List<QuoteLine> lines, LocalDate issuedOn, LocalDate validUntil) {
        var currency = lines.getFirst().unitPrice().currency();
        var net = sum(lines, QuoteLine::net);
        var vat = sum(lines, QuoteLine::vat);
        return new Quote(
                lines,
                new Money(net, currency),
                new Money(vat, currency),
                new Money(net.add(vat), currency),
                issuedOn,
                validUntil);
    }

    private static BigDecimal sum(List<QuoteLine> lines, Function<QuoteLine, BigDecimal> amount) {
        return lines.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
