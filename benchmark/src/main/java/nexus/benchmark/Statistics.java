package nexus.benchmark;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;

/** The few numbers that many are boiled down to. */
final class Statistics {

    private static final MathContext DIGITS = new MathContext(4);

    private Statistics() {}

    /** The middle one; of an even number, the mean of the two in the middle. */
    static double median(Collection<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("There is no median of nothing");
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** To four digits: more would claim what no measurement here can hold. */
    static double rounded(double value) {
        return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : 0;
    }

    static double millis(long nanos) {
        return rounded(nanos / 1e6);
    }
}
