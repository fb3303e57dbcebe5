package nexus.query.search;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import nexus.platform.NewId;
import nexus.platform.projection.Rebuild;
import nexus.platform.projection.Rebuild.State;
import nexus.platform.projection.Rebuilds.NotPossible;
import nexus.platform.projection.Replayable;
import nexus.query.search.IndexRebuildLog.Step;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The search index made anew beside the one that is read, and put in its place.
 *
 * <p>Here it is only asked for: whoever feeds the index does it, so that it never happens between a
 * writing to the index and striking off what was written.
 */
@Component
@Order(2) // it comes of the views
class IndexRebuilds implements Replayable {

    static final String SEARCH = "search";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    private final JdbcClient db;
    private final IndexRebuildLog log;
    private final RecordIndex index;
    private final SearchPending pending;
    private final TransactionTemplate transactions;

    IndexRebuilds(
            JdbcClient db,
            IndexRebuildLog log,
            RecordIndex index,
            SearchPending pending,
            TransactionTemplate transactions) {
        this.db = db;
        this.log = log;
        this.index = index;
        this.pending = pending;
        this.transactions = transactions;
    }

    @Override
    public Set<String> names() {
        return Set.of(SEARCH);
    }

    @Override
    public String unit() {
        return "documents";
    }

    @Override
    public String start(String name, boolean dryRun) {
        var id = NewId.of("replay");
        startAs(id, dryRun);
        return id;
    }

    @Override
    public void startAs(String id, boolean dryRun) {
        transactions.executeWithoutResult(
                _ -> {
                    db.sql("select pg_advisory_xact_lock(hashtext('nexus.search.rebuild'))")
                            .query(_ -> {});
                    log.kept()
                            .filter(
                                    other ->
                                            other.state() == State.RUNNING
                                                    || other.state() == State.READY)
                            .ifPresent(
                                    other -> {
                                        throw new NotPossible(other.id() + " is not ended");
                                    });
                    var installation =
                            db.sql("select id::text from search_installation")
                                    .query(String.class)
                                    .single();
                    var total =
                            Arrays.stream(RecordType.values())
                                    .mapToLong(type -> SearchDocuments.count(db, type))
                                    .sum();
                    var indexName = index.name(installation) + id.substring(id.indexOf('-'));
                    log.add(id, indexName, dryRun, total);
                    pending.ringAfterCommit();
                });
    }

    @Override
    public Optional<Rebuild> find(String id) {
        return log.find(id);
    }

    @Override
    public List<Rebuild> all() {
        return log.all();
    }

    @Override
    public Rebuild switchTo(String id) {
        return ask(id, State.READY, Step.SWITCH);
    }

    @Override
    public Rebuild rollBack(String id) {
        return ask(id, State.SWITCHED, Step.ROLL_BACK);
    }

    /** Has the feeder do it, and waits for that. */
    private Rebuild ask(String id, State from, Step step) {
        var state = required(id).state();
        if (state != from) {
            throw new NotPossible("Only what is %s can do that, not %s".formatted(from, state));
        }
        if (!log.step(id, from, step)) {
            throw new NotPossible("What search was before is not kept any more");
        }
        pending.ring();
        var end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (isAsked(id, from, step) && System.nanoTime() < end) {
                Thread.sleep(POLL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (isAsked(id, from, step) && log.step(id, from, Step.NOTHING)) {
            throw new NotPossible("Search does not answer at the moment");
        }
        var after = required(id);
        if (after.state() == from || after.state() == State.FAILED) {
            throw new NotPossible(
                    Objects.requireNonNullElse(
                            after.error(), "What search was before is not kept any more"));
        }
        return after;
    }

    private boolean isAsked(String id, State state, Step step) {
        return log.kept()
                .filter(
                        work ->
                                work.id().equals(id)
                                        && work.state() == state
                                        && work.step() == step)
                .isPresent();
    }

    @Override
    public Rebuild cancel(String id) {
        if (!log.goes(id, State.RUNNING, State.CANCELLED)
                && !log.goes(id, State.READY, State.CANCELLED)) {
            throw new NotPossible("It is " + required(id).state());
        }
        pending.ring();
        return required(id);
    }

    /** The index is told of it as it is now; whether it takes it shows in a moment. */
    @Override
    public Retried retry(String name, String recordId) {
        typeOf(recordId)
                .ifPresent(
                        type ->
                                transactions.executeWithoutResult(
                                        _ -> pending.mark(type, recordId)));
        return Retried.WILL_BE;
    }

    /** It is done without until it changes. */
    @Override
    public void skip(String name, String recordId, long position) {
        db.sql("delete from search_dead_letter where id = :id").param("id", recordId).update();
    }

    private Optional<RecordType> typeOf(String recordId) {
        return db.sql("select type from search_dead_letter where id = :id")
                .param("id", recordId)
                .query(String.class)
                .optional()
                .map(RecordType::of);
    }

    private Rebuild required(String id) {
        return log.find(id).orElseThrow(() -> new NotPossible("There is no replay " + id));
    }
}
