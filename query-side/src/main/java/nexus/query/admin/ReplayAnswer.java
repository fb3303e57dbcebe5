package nexus.query.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nexus.platform.projection.Rebuild;
import org.jspecify.annotations.Nullable;

/**
 * A replay, and how far it is.
 *
 * @param unit what {@code done} of {@code total} counts, and the rate
 * @param etaSeconds how long it will take yet, if that can be told
 * @param actions who did what to it
 */
record ReplayAnswer(
        String id,
        List<String> views,
        boolean dryRun,
        boolean automatic,
        Rebuild.State state,
        String step,
        String unit,
        long done,
        long total,
        double rate,
        @Nullable Long etaSeconds,
        List<Rebuild.Comparison> comparisons,
        @Nullable String error,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant switchedAt,
        List<OperatorLog.Entry> actions) {

    /** All there were, the last first. */
    record All(List<ReplayAnswer> data) {}

    static ReplayAnswer of(Rebuild rebuild, String unit, List<OperatorLog.Entry> actions) {
        var running = rebuild.state() == Rebuild.State.RUNNING;
        return new ReplayAnswer(
                rebuild.id(),
                rebuild.views(),
                rebuild.dryRun(),
                rebuild.automatic(),
                rebuild.state(),
                running ? rebuild.step() : "",
                unit,
                rebuild.position(),
                rebuild.head(),
                running ? rebuild.rate() : 0,
                Optional.ofNullable(rebuild.remaining()).map(Duration::toSeconds).orElse(null),
                rebuild.comparisons(),
                rebuild.error(),
                rebuild.startedAt(),
                rebuild.finishedAt(),
                rebuild.switchedAt(),
                actions);
    }
}
