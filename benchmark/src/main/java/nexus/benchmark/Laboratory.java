package nexus.benchmark;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Where scenarios are measured: with an engine and its records, made when first asked for. */
final class Laboratory implements AutoCloseable {

    private final Effort effort;
    private final TemporaryFolder folder = TemporaryFolder.make();
    private final Machine machine = Machine.at(folder.path());
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread ending = new Thread(this::end, "end");
    private volatile @Nullable Engine engine;
    private @Nullable Organization read;
    private @Nullable Organization written;

    Laboratory(Effort effort) {
        this.effort = effort;
        Runtime.getRuntime().addShutdownHook(ending);
    }

    Effort effort() {
        return effort;
    }

    Machine machine() {
        return machine;
    }

    TemporaryFolder folder() {
        return folder;
    }

    Engine engine() {
        var running = engine;
        if (running == null) {
            running = Engine.start(folder.path().resolve("data"));
            engine = running;
        }
        return running;
    }

    /** An organization full of records that no scenario changes. */
    Organization organizationToRead() {
        if (read == null) {
            read = Organization.register(engine());
            read.fill(effort.records());
        }
        return read;
    }

    /** An organization that scenarios write into. */
    Organization organizationToWrite() {
        if (written == null) {
            written = Organization.register(engine());
            written.fill(effort.records() / 5);
        }
        return written;
    }

    /** Compares on this engine, which settles between the rounds. */
    Result compare(String scenario, int callers, String whatLimits, Work limit, Work work) {
        return Comparison.of(effort, callers, engine()::settle, limit, work)
                .result(scenario, callers, whatLimits);
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(ending);
    }

    private void end() {
        if (closed.compareAndSet(false, true)) {
            var running = engine;
            if (running != null) {
                running.close();
            }
            folder.close();
        }
    }
}
