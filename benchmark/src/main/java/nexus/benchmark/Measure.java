package nexus.benchmark;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** Which of the figures a ratio compares, and thereby whether more of it is better or worse. */
enum Measure {
    PER_SECOND("perSecond"),
    P50("p50Ms"),
    P95("p95Ms"),

    /** The time that one of them takes while many are at it: the inverse of the rate. */
    COST("cost");

    private final String figure;

    Measure(String figure) {
        this.figure = figure;
    }

    @JsonValue
    String figure() {
        return figure;
    }

    boolean isBetterWhenHigher() {
        return this == PER_SECOND;
    }

    /** The work's figure over the limit's. */
    @Nullable Double ratio(Figures work, Figures limit) {
        var above = this == COST ? limit.perSecond() : of(work);
        var below = this == COST ? work.perSecond() : of(limit);
        return above == null || below == null ? null : Statistics.rounded(above / below);
    }

    private @Nullable Double of(Figures figures) {
        return switch (this) {
            case PER_SECOND, COST -> figures.perSecond();
            case P50 -> figures.p50Ms();
            case P95 -> figures.p95Ms();
        };
    }
}
