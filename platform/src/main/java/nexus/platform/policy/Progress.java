package nexus.platform.policy;

import java.time.Duration;
import nexus.platform.projection.Claim;
import org.jspecify.annotations.Nullable;

/** How far a policy has come, on the node that runs it. */
final class Progress {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Policy<?> policy;
    private final long inDoubtUntil;
    private Claim claim;
    private long position;
    private long keptAt = System.nanoTime();
    private int failures;
    private long pausedUntil;
    private @Nullable String error;
    private boolean somethingIsParked = true; // until it is known

    /**
     * As it is when it is taken over.
     *
     * @param inDoubtUntil the last position about which who had it before may have done something
     */
    Progress(Policy<?> policy, Claim claim, long inDoubtUntil) {
        this.policy = policy;
        this.claim = claim;
        this.position = claim.position();
        this.inDoubtUntil = inDoubtUntil;
    }

    Policy<?> policy() {
        return policy;
    }

    Claim claim() {
        return claim;
    }

    /** The position up to which there is nothing left to do. */
    long position() {
        return position;
    }

    boolean isInDoubt(long eventPosition) {
        return eventPosition <= inDoubtUntil;
    }

    int failures() {
        return failures;
    }

    /** Why it does not get on; null if it does. */
    @Nullable String error() {
        return error;
    }

    boolean isPaused() {
        return failures > 0 && System.nanoTime() - pausedUntil < 0;
    }

    /** Whether what is kept says something else than what is the case. */
    boolean isAhead() {
        return position != claim.position();
    }

    boolean wasKeptWithin(Duration time) {
        return System.nanoTime() - keptAt < time.toNanos();
    }

    /** Whether an event may have to wait behind one that is put aside. */
    boolean hasParked() {
        return somethingIsParked;
    }

    void parked(boolean something) {
        somethingIsParked = something;
    }

    void reached(long newPosition) {
        position = Math.max(position, newPosition);
        failures = 0;
        error = null;
    }

    /** It goes on later with the event after this position. */
    void stopAt(long lastDone, String why) {
        position = Math.max(position, lastDone);
        failures++;
        error = why;
        pausedUntil = System.nanoTime() + pause(failures).toNanos();
    }

    void kept(Claim moved) {
        claim = moved;
        keptAt = System.nanoTime();
    }

    static Duration pause(int failures) {
        var doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
