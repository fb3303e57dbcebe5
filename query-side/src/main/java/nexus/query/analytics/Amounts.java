package nexus.query.analytics;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nexus.api.Money;

/** Sums of money by currency: amounts in different currencies are never added. */
final class Amounts {

    private final Map<String, BigDecimal> byCurrency = new TreeMap<>();

    void add(String currency, BigDecimal amount) {
        byCurrency.merge(currency, amount, BigDecimal::add);
    }

    void add(Amounts other) {
        other.byCurrency.forEach(this::add);
    }

    /** The sum in that currency. */
    Money in(String currency) {
        return new Money(byCurrency.getOrDefault(currency, BigDecimal.ZERO), currency);
    }

    /** The sums in all other currencies. */
    List<Money> besides(String currency) {
        return byCurrency.entrySet().stream()
                .filter(sum -> !sum.getKey().equals(currency) && sum.getValue().signum() != 0)
                .map(sum -> new Money(sum.getValue(), sum.getKey()))
                .toList();
    }

    /** The currency with the largest sum: the one to speak of first. */
    String main() {
        return byCurrency.entrySet().stream()
                .max(
                        Comparator.comparing(Map.Entry<String, BigDecimal>::getValue)
                                .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .orElse("GBP");
    }
}
