package nexus.benchmark;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import nexus.benchmark.Engine.Policies;
import org.jspecify.annotations.Nullable;

/**
 * Where scenarios are measured: on servers of its own, with one engine at a time, started when
 * first asked for and kept while nobody asks for another.
 */
final class Laboratory implements AutoCloseable {

    private final Effort effort;
    private final TemporaryFolder folder = TemporaryFolder.make();
    private final Machine machine = Machine.at(folder.path());
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread ending = new Thread(this::end, "end");
    private volatile @Nullable Servers servers;
    private volatile @Nullable Site site;
    private @Nullable String kindOfSite;
    private @Nullable Histories histories;
    private int databases;

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

    Servers servers() {
        var running = servers;
        if (running == null) {
            running = Servers.start(folder.path().resolve("data"));
            servers = running;
        }
        return running;
    }

    /** The whole engine, with an organization that scenarios may write into. */
    Site whole() {
        return site(
                "whole",
                () ->
                        Site.on(
                                Engine.whole(servers(), fresh("whole"), Policies.WORK),
                                effort.records()));
    }

    /** The command side alone, with an organization that scenarios may write into. */
    Site commandSide() {
        return site(
                "command side",
                () ->
                        Site.on(
                                Engine.commandSide(servers(), fresh("decides"), Policies.WORK),
                                effort.records()));
    }

    /** The whole engine over a history of so many events, which no scenario adds to. */
    Site history(long events) {
        return site(
                "history of " + events,
                () -> {
                    leave(); // what is copied must not be in use
                    return histories().open(events);
                });
    }

    Histories histories() {
        if (histories == null) {
            histories = new Histories(servers(), effort.histories());
        }
        return histories;
    }

    private Database fresh(String name) {
        databases++;
        return servers().database(name + databases);
    }

    private Site site(String kind, Supplier<Site> opened) {
        var current = site;
        if (current == null || !kind.equals(kindOfSite)) {
            leave();
            current = opened.get();
            site = current;
            kindOfSite = kind;
        }
        return Objects.requireNonNull(current);
    }

    /** Ends the engine that runs, if any. */
    void leave() {
        var current = site;
        if (current != null) {
            site = null;
            current.close();
        }
    }

    /** Compares work and limit on an engine, which settles between the rounds. */
    Comparison compare(Engine engine, int callers, Work limit, Work work) {
        return Comparison.of(effort, callers, engine::settle, limit, work);
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException _) {
            // the process is ending, and with it the hook
        }
    }

    private void end() {
        if (closed.compareAndSet(false, true)) {
            leave();
            var running = servers;
            if (running != null) {
                running.close();
            }
            folder.close();
        }
    }
}
