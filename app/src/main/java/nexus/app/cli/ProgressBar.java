package nexus.app.cli;

import java.io.PrintStream;
import java.util.OptionalLong;

/** How far something is: a line that is written over on a terminal, plain lines elsewhere. */
final class ProgressBar {

    private static final int WIDTH = 30;
    private static final long PLAIN_EVERY = 2_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final String title;
    private final String unit;
    private final long start = System.nanoTime();
    private long lastPlain = start;

    ProgressBar(PrintStream out, boolean terminal) {
        this(out, terminal, "", "rows");
    }

    /**
     * One of several that stand below each other.
     *
     * @param title what it is about, as wide as those of the others
     * @param unit what is counted
     */
    ProgressBar(PrintStream out, boolean terminal, String title, String unit) {
        this.out = out;
        this.terminal = terminal;
        this.title = title;
        this.unit = unit;
    }

    void show(int done, int total) {
        var now = System.nanoTime();
        if (terminal) {
            out.print("\r" + title + line(done, total, unit, now - start) + "   ");
            out.flush();
        } else if (now - lastPlain > PLAIN_EVERY || done == total) {
            lastPlain = now;
            out.println(title + line(done, total, unit, now - start));
        }
    }

    /**
     * The same for what tells by itself how fast it goes, and how long it will take if it knows.
     */
    void show(long done, long total, String unit, double rate, OptionalLong secondsLeft) {
        var filled = total == 0 ? 0 : (int) (WIDTH * Math.min(done, total) / total);
        var line =
                "[%s%s] %,d of %,d %s, %,.0f/s%s"
                        .formatted(
                                "#".repeat(filled),
                                ".".repeat(WIDTH - filled),
                                done,
                                total,
                                unit,
                                rate,
                                secondsLeft.isPresent()
                                        ? ", %d s left".formatted(secondsLeft.getAsLong())
                                        : "");
        var now = System.nanoTime();
        if (terminal) {
            out.print("\r" + line + "      ");
            out.flush();
        } else if (now - lastPlain > PLAIN_EVERY) {
            lastPlain = now;
            out.println(line);
        }
    }

    void end() {
        if (terminal) {
            out.println();
        }
    }

    /** The line for what was done in that many nanoseconds. */
    static String line(int done, int total, String unit, long nanos) {
        var seconds = Math.max(nanos / 1e9, 0.001);
        var rate = done / seconds;
        var filled = total == 0 ? WIDTH : (int) ((long) WIDTH * done / total);
        var left = rate < 0.5 ? "" : ", %.0f s left".formatted((total - done) / rate);
        return "[%s%s] %,d of %,d %s, %,.0f/s%s"
                .formatted(
                        "#".repeat(filled),
                        ".".repeat(WIDTH - filled),
                        done,
                        total,
                        unit,
                        rate,
                        done >= total ? "" : left);
    }
}
