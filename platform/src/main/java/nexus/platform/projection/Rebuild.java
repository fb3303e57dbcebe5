package nexus.platform.projection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Views being made anew from the events, beside those in use, and what has become of it.
 *
 * @param views their names
 * @param dryRun whether it ends with the comparison, and nothing stays
 * @param automatic whether it was the engine that began it, as views have another shape now; it is
 *     put in use without being asked
 * @param step what is being done, while it runs
 * @param position up to where the events are in
 * @param head the position of the last event when that was looked at
 * @param events how many went in
 * @param rate how many a second
 * @param comparisons view by view, once it is made
 * @param error why it failed, and at which event
 */
public record Rebuild(
        String id,
        List<String> views,
        boolean dryRun,
        boolean automatic,
        State state,
        String step,
        long position,
        long head,
        long events,
        double rate,
        List<Comparison> comparisons,
        @Nullable String error,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant switchedAt) {

    /** How a rebuild stands. */
    public enum State {
        RUNNING,
        /** Beside the views in use and compared with them; waits for the switch. */
        READY,
        /** A dry run that has come to its end. */
        COMPARED,
        /** In use; the tables before are kept. */
        SWITCHED,
        /** Was in use; those before are again. */
        ROLLED_BACK,
        CANCELLED,
        FAILED
    }

    /**
     * A view made anew against the one in use, at the same position.
     *
     * @param rows how many rows are the same in number: in use, and anew
     * @param equal whether their digests are the same, past included
     * @param differing rows that are not the same, at most twenty
     */
    public record Comparison(
            String view, long rows, long rowsAnew, boolean equal, List<String> differing) {}

    /** How long it will take yet; null if that cannot be told. */
    public @Nullable Duration remaining() {
        return state != State.RUNNING || rate < 1
                ? null
                : Duration.ofSeconds((long) Math.ceil(Math.max(0, head - position) / rate));
    }

    /** Whether there is something to wait for or to decide. */
    public boolean isOpen() {
        return state == State.RUNNING || state == State.READY;
    }

    /** Under which name its positions are kept. */
    String processor() {
        return processor(id);
    }

    static String processor(String id) {
        return "rebuild:" + id;
    }
}
