package nexus.query.search;

import java.time.Duration;
import java.util.Map;
import nexus.platform.health.HealthCheck;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How search is doing, as its feeder last saw it. */
@Component
class SearchHealth implements HealthCheck {

    private static final Duration SILENT = Duration.ofSeconds(10);
    private static final Duration LATE = Duration.ofSeconds(5);

    /** What the feeder saw; times are those of {@link System#nanoTime}. */
    private record Sight(long answeredAt, long emptyAt, long pending, @Nullable String failure) {}

    private volatile Sight last =
            new Sight(System.nanoTime(), System.nanoTime(), 0, "not reached yet");

    void answered(long pending) {
        var now = System.nanoTime();
        last = new Sight(now, pending == 0 ? now : last.emptyAt(), pending, null);
    }

    void failed(String failure, long pending) {
        last = new Sight(last.answeredAt(), last.emptyAt(), pending, failure);
    }

    /** What was wrong when last seen; null if nothing was. */
    @Nullable String failure() {
        return last.failure();
    }

    @Override
    public String name() {
        return "search";
    }

    @Override
    public Result check() {
        var sight = last;
        if (sight.failure() != null) {
            return down(sight, sight.failure());
        }
        if (isOlder(sight.answeredAt(), SILENT)) {
            return down(sight, "no answer for more than " + SILENT.toSeconds() + " seconds");
        }
        var behind = sight.pending() > 0 && isOlder(sight.emptyAt(), LATE);
        return new Result(
                true,
                false,
                Map.of("status", behind ? "behind" : "up", "pending", sight.pending()));
    }

    /** Search down is bad, but everything else goes on. */
    private static Result down(Sight sight, String why) {
        return new Result(false, false, Map.of("error", why, "pending", sight.pending()));
    }

    private static boolean isOlder(long time, Duration age) {
        return System.nanoTime() - time > age.toNanos();
    }
}
