package nexus.query.search;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import nexus.platform.projection.Rebuild;
import nexus.platform.projection.Rebuild.State;
import nexus.platform.projection.Rebuilds;
import nexus.platform.projection.Rebuilds.NotPossible;
import nexus.query.search.IndexRebuildLog.Step;
import nexus.query.search.IndexRebuildLog.Work;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Brings an index being made anew forward, step by step, at the hand of the feeder: between two of
 * its writings, when the index in use is told of nothing and nothing is struck off. What takes
 * long, filling and following and comparing, has a thread of its own.
 *
 * <p>What the index in use is told of waits in a table for the one beside it, as long as there is
 * one. So neither holds up the other, and who takes over from a process that died goes on. Each has
 * its own pauses, too: that one is refused for a while says little of the other.
 */
@Component
class IndexRebuilding {

    private static final Logger logger = LoggerFactory.getLogger(IndexRebuilding.class);
    private static final int BATCH = 1000;
    private static final Duration END_AT_MOST = Duration.ofSeconds(10);
    private static final Set<State> OVER = Set.of(State.FAILED, State.CANCELLED);

    private final JdbcClient pool;
    private final IndexRebuildLog log;
    private final RecordIndex index;
    private final RestClient server;
    private final SearchPending pending;
    private final Rebuilds views;
    private final Backoff backoff = new Backoff();
    private volatile @Nullable Thread busy;
    private volatile long notBefore = System.nanoTime();

    IndexRebuilding(
            JdbcClient pool,
            IndexRebuildLog log,
            RecordIndex index,
            RestClient server,
            SearchPending pending,
            Rebuilds views) {
        this.pool = pool;
        this.log = log;
        this.index = index;
        this.server = server;
        this.pending = pending;
        this.views = views;
    }

    /**
     * Does what there is to do now.
     *
     * @param db the feeder's connection, so that who is the feeder no more changes nothing
     * @param installation which database it is
     * @return whether there is more to do at once
     */
    boolean step(JdbcClient db, String installation) {
        if (System.nanoTime() - notBefore < 0) {
            return false;
        }
        var isBusy = isBusy(); // before it is read what there is to do
        var kept = log.kept();
        if (kept.isEmpty()) {
            return false;
        }
        var work = kept.get();
        callOff(work);
        if (isBusy) {
            if (work.state() == State.CANCELLED) {
                interrupt();
            }
            return false;
        }
        try {
            return step(db, installation, work);
        } catch (IndexBulk.Refused refused) {
            refused(work, refused);
            return true;
        } catch (IOException | ElasticsearchException e) {
            pause("The index beside the one in use", e);
            return false;
        }
    }

    private boolean step(JdbcClient db, String installation, Work work) throws IOException {
        if (work.state() == State.RUNNING || work.state() == State.READY) {
            require(index.isOf(work.indexName(), installation));
        }
        return switch (work.state()) {
            case RUNNING -> run(db, work);
            case READY -> ready(db, work);
            case SWITCHED -> switched(db, work, installation);
            case COMPARED, ROLLED_BACK, CANCELLED, FAILED -> drop(work);
        };
    }

    private void refused(Work work, IndexBulk.Refused why) {
        log.failed(work.id(), String.valueOf(why.getMessage()));
        log.step(work.id(), State.SWITCHED, Step.NOTHING); // it was only asked to go back
        views.find(work.id()).filter(Rebuild::isOpen).ifPresent(this::cancel);
    }

    private void cancel(Rebuild ofViews) {
        try {
            views.cancel(ofViews.id());
        } catch (NotPossible e) {
            logger.info("{} ended meanwhile: {}", ofViews.id(), e.getMessage());
        }
    }

    /**
     * Where views are made anew in the same replay and that failed, nobody will put this in use.
     */
    private void callOff(Work work) {
        if (work.state() == State.RUNNING || work.state() == State.READY) {
            views.find(work.id())
                    .filter(ofViews -> OVER.contains(ofViews.state()))
                    .ifPresent(_ -> log.goes(work.id(), work.state(), State.CANCELLED));
        }
    }

    private boolean run(JdbcClient db, Work work) throws IOException {
        return switch (work.step()) {
            case BEGIN -> {
                index.beginBeside(work.indexName());
                yield log.step(work.id(), State.RUNNING, Step.LOAD);
            }
            case LOAD -> {
                begin("search-load", work, () -> load(work));
                yield false;
            }
            case FOLLOW -> {
                if (isNear(db, work)) {
                    fix(work);
                }
                yield false;
            }
            case COMPARE -> log.step(work.id(), State.RUNNING, Step.FOLLOW); // begun elsewhere
            case SWITCH, ROLL_BACK, NOTHING -> false;
        };
    }

    private void load(Work work) throws IOException, InterruptedException {
        if (new IndexLoad(pool, server, index.beside(), log).run(work)) {
            index.settleBeside();
            follow(work);
            log.step(work.id(), State.RUNNING, Step.FOLLOW);
        }
    }

    /**
     * Brings the index beside up to the one in use: the last of it at once, as that one is told of
     * nothing meanwhile; much of it in a thread of its own.
     *
     * @return whether both have been told of the same now
     */
    private boolean isNear(JdbcClient db, Work work) throws IOException {
        if (SearchPending.isMuchBeside(db, BATCH)) {
            begin("search-follow", work, () -> follow(work));
            return false;
        }
        drain(db, work);
        return true;
    }

    private void follow(Work work) throws IOException {
        while (drain(pool, work) == BATCH && !Thread.currentThread().isInterrupted()) {
            backoff.reset();
        }
    }

    /** At this moment both have been told of the same. */
    private void fix(Work work) throws IOException {
        index.refreshBeside();
        var comparison = IndexComparison.of(server, index.alias(), index.beside());
        log.step(work.id(), State.RUNNING, Step.COMPARE);
        begin(
                "search-compare",
                work,
                () -> {
                    log.compared(work.id(), comparison.run());
                    log.goes(
                            work.id(), State.RUNNING, work.dryRun() ? State.COMPARED : State.READY);
                });
    }

    private boolean ready(JdbcClient db, Work work) throws IOException {
        if (work.step() == Step.SWITCH) {
            if (isNear(db, work)) {
                exchange(work, State.READY, State.SWITCHED, index.isInUse(work.indexName()));
            }
            return false;
        }
        if (SearchPending.isMuchBeside(db, 1)) {
            begin("search-follow", work, () -> follow(work));
        }
        return false;
    }

    private boolean switched(JdbcClient db, Work work, String installation) throws IOException {
        if (work.step() != Step.ROLL_BACK) {
            return false; // as it was, until somebody wants it again
        }
        require(index.nameBeside().filter(name -> index.isOf(name, installation)).isPresent());
        if (isNear(db, work)) {
            exchange(work, State.SWITCHED, State.ROLLED_BACK, !index.isInUse(work.indexName()));
            return true;
        }
        return false;
    }

    private void exchange(Work work, State from, State to, boolean isDone) throws IOException {
        if (!isDone) { // by somebody who died before it was written down
            if (index.nameBeside().isEmpty()) {
                throw new IndexBulk.Refused("The index beside the one in use is gone");
            }
            index.refreshBeside();
            index.exchange();
        }
        log.goes(work.id(), from, to);
    }

    /** Another version of Nexus may have another definition, and somebody may have deleted it. */
    private static void require(boolean itIsOfUse) {
        if (!itIsOfUse) {
            throw new IndexBulk.Refused(
                    "The index beside the one in use is gone, or of another definition");
        }
    }

    private boolean drop(Work work) throws IOException {
        index.dropBeside();
        log.dropped(work.id());
        return true;
    }

    /**
     * Tells the index beside what it misses, a batch of it. A document that it refuses ends a
     * rebuild that is on its way; afterwards it is as with the index in use, which refuses it too.
     */
    private int drain(JdbcClient db, Work work) throws IOException {
        var records = SearchPending.firstBeside(db, BATCH);
        if (records.isEmpty()) {
            return 0;
        }
        var version = SearchPending.nextVersion(db);
        var outcome = index.writeBeside(records, SearchDocuments.read(db, records), version);
        for (var refused : outcome.refused().entrySet()) {
            if (work.state() == State.RUNNING) {
                throw new IndexBulk.Refused(refused.getKey().id() + ": " + refused.getValue());
            }
            logger.warn("The index beside refuses {}", refused);
        }
        SearchPending.strikeBeside(db, outcome.told());
        if (outcome.cause() != null) {
            if (outcome.cause().startsWith("404")) {
                throw new IndexBulk.Refused("The index beside the one in use is gone");
            }
            throw new IndexBulk.Busy(outcome.cause());
        }
        return records.size();
    }

    private interface Labour {
        void run() throws IOException, InterruptedException;
    }

    private void begin(String name, Work work, Labour labour) {
        var thread =
                Thread.ofPlatform().daemon().name(name).unstarted(() -> toil(name, work, labour));
        busy = thread; // before it can be over
        thread.start();
    }

    /** What fails for another reason than the documents is begun again, a little later. */
    private void toil(String name, Work work, Labour labour) {
        try {
            labour.run();
            backoff.reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IndexBulk.Refused e) {
            refused(work, e);
        } catch (IOException | RuntimeException e) {
            pause(name, e);
        } finally {
            busy = null;
            pending.ring();
        }
    }

    private void pause(String what, Exception failure) {
        logger.warn("{} has to wait: {}", what, failure.toString());
        notBefore = System.nanoTime() + backoff.next().toNanos();
    }

    private boolean isBusy() {
        var thread = busy;
        return thread != null && thread.isAlive();
    }

    private void interrupt() {
        var thread = busy;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** This process is not the feeder any more. */
    void stop() {
        var thread = busy;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join(END_AT_MOST);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
