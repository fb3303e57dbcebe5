package nexus.api.project;

import java.math.BigDecimal;
import java.math.RoundingMode;
import nexus.api.Money;

/**
 * Something that is offered for a price.
 *
 * @param unitPrice without VAT
 * @param vatRate in percent
 */
public record QuoteLine(
        String description, BigDecimal quantity, Money unitPrice, BigDecimal vatRate) {

    /** The price of all of it without VAT, to the penny. */
    public BigDecimal net() {
        return quantity.multiply(unitPrice.amount()).setScale(2, RoundingMode.HALF_UP);
    }

    /** The VAT on it, to the penny: it is rounded line by line. */
    public BigDecimal vat() {
        return net().multiply(vatRate).movePointLeft(2).setScale(2, RoundingMode.HALF_UP);
    }
}
