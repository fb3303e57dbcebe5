package nexus.benchmark;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one scenario, beside what the machine could do at best.
 *
 * @param ratio of the work's figure to the limit's, both measured in the same run in turns
 * @param ratioOf which figure that is
 * @param events how many events were stored, where the figures hang on it
 * @param note what else has to be known to read the figures right
 */
record Result(
        String scenario,
        @Nullable Integer callers,
        @JsonUnwrapped Figures figures,
        @Nullable Limit limit,
        @Nullable Double ratio,
        @Nullable Measure ratioOf,
        @Nullable Long events,
        @Nullable String note) {

    /** What bounds a scenario, measured in the same run. */
    record Limit(String what, @JsonUnwrapped Figures figures) {}

    static Result of(String scenario, @Nullable Integer callers, Figures figures) {
        return new Result(scenario, callers, figures, null, null, null, null, null);
    }

    /** The same, beside its limit. */
    Result beside(Limit bound, Measure measure) {
        return beside(bound, measure, measure.ratio(figures, bound.figures()));
    }

    Result beside(Limit bound, Measure measure, @Nullable Double comparedRatio) {
        return new Result(scenario, callers, figures, bound, comparedRatio, measure, events, note);
    }

    Result with(long eventsStored) {
        return new Result(scenario, callers, figures, limit, ratio, ratioOf, eventsStored, note);
    }

    Result noting(String whatElse) {
        return new Result(scenario, callers, figures, limit, ratio, ratioOf, events, whatElse);
    }

    /** What was measured, in a few words. */
    String label() {
        var what = scenario.equals("growth") && note != null ? "growth " + first(note) : scenario;
        var by = callers == null || callers == 1 ? "" : " × " + callers;
        var after = events == null ? "" : " (%,d)".formatted(events);
        return what + by + after;
    }

    private static String first(String note) {
        return note.split(":", 2)[0];
    }
}
