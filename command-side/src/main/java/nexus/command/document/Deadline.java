package nexus.command.document;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** Closes something that takes too long, which then fails where it waits. */
final class Deadline implements AutoCloseable {

    private final Thread watch;

    private Deadline(Thread watch) {
        this.watch = watch;
    }

    static Deadline closing(Closeable what, Duration after) {
        return new Deadline(Thread.startVirtualThread(() -> closeAfter(what, after)));
    }

    private static void closeAfter(Closeable what, Duration after) {
        try {
            Thread.sleep(after);
            what.close();
        } catch (InterruptedException _) {
            // it was in time
        } catch (IOException _) {
            // then it fails by itself
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
