package nexus.platform.projection;

/** How many events a second went by lately: what was long ago counts less and less. */
final class Rate {

    private static final double MEMORY_SECONDS = 5;

    private long at = System.nanoTime();
    private double perSecond;

    /** The rate after so many more. */
    double after(long events) {
        var now = System.nanoTime();
        var seconds = Math.max(1e-6, (now - at) / 1e9);
        var weight = 1 - Math.exp(-seconds / MEMORY_SECONDS);
        perSecond += weight * (events / seconds - perSecond);
        at = now;
        return perSecond;
    }

    double perSecond() {
        return perSecond;
    }
}
