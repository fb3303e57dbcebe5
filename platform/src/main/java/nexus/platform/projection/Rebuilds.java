package nexus.platform.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nexus.platform.NewId;
import nexus.platform.projection.Projection.OnPoison;
import nexus.platform.projection.Rebuild.State;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes views anew beside those in use, and puts them in use: nobody who reads notices but by what
 * is right then.
 *
 * <p>{@link #start} answers at once; some node does the work, and another one goes on if that dies.
 */
@Component
@Order(1)
public class Rebuilds implements Replayable {

    /** Every view, in one rebuild. */
    public static final String VIEWS = "views";

    private static final int SWITCH_ATTEMPTS = 40;
    private static final Duration CLAIM_PATIENCE = Tokens.CLAIM.plusSeconds(5);

    private final Views views;
    private final RebuildLog log;
    private final Generations generations;
    private final Tokens tokens;
    private final DeadLetters deadLetters;
    private final RebuildSteps steps;
    private final ViewProjector projector;
    private final TransactionTemplate transactions;
    private final JdbcTemplate jdbc;
    private final int workers;

    /** What was asked for is not possible as things stand. */
    public static final class NotPossible extends RuntimeException {
        public NotPossible(String why) {
            super(why);
        }
    }

    Rebuilds(
            Views views,
            RebuildLog log,
            Generations generations,
            Tokens tokens,
            DeadLetters deadLetters,
            RebuildSteps steps,
            ViewProjector projector,
            TransactionTemplate transactions,
            JdbcTemplate jdbc,
            @Value("${nexus.projections.rebuild-workers:2}") int workers) {
        this.views = views;
        this.log = log;
        this.generations = generations;
        this.tokens = tokens;
        this.deadLetters = deadLetters;
        this.steps = steps;
        this.projector = projector;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.workers = workers;
    }

    @Override
    public Set<String> names() {
        var names = new TreeSet<>(Set.of(VIEWS));
        views.all().forEach(view -> names.add(view.name()));
        return names;
    }

    @Override
    public String unit() {
        return "events";
    }

    @Override
    public String start(String name, boolean dryRun) {
        return start(name.equals(VIEWS) ? List.of() : List.of(name), dryRun);
    }

    @Override
    public void startAs(String id, boolean dryRun) {
        start(id, List.copyOf(views.all()), dryRun, false);
    }

    @Override
    public Retried retry(String name, String recordId) {
        return projector.retry(name, recordId) ? Retried.TAKEN_IN : Retried.REFUSED_AGAIN;
    }

    @Override
    public void skip(String name, String recordId, long position) {
        projector.skip(name, recordId, position);
    }

    /**
     * Begins to make views anew.
     *
     * @param names of views; none for all
     * @param dryRun compares only
     * @return the id to ask by
     */
    public String start(Collection<String> names, boolean dryRun) {
        var wanted = new ArrayList<View<?, ?>>();
        for (var name : names) {
            var view = views.named(name);
            if (view == null) {
                throw new NotPossible("There is no view " + name);
            }
            wanted.add(view);
        }
        return start(wanted.isEmpty() ? List.copyOf(views.all()) : wanted, dryRun, false);
    }

    /** The same with what the engine does by itself: views of another shape are put in use. */
    String start(Collection<View<?, ?>> wanted, boolean dryRun, boolean automatic) {
        var id = NewId.of("replay");
        start(id, wanted, dryRun, automatic);
        return id;
    }

    private void start(
            String id, Collection<View<?, ?>> wanted, boolean dryRun, boolean automatic) {
        transactions.executeWithoutResult(
                _ -> {
                    jdbc.query("select pg_advisory_xact_lock(hashtext('nexus.views'))", _ -> {});
                    var names = wanted.stream().map(View::name).sorted().toList();
                    for (var other : log.in(State.RUNNING, State.READY)) {
                        if (other.views().stream().anyMatch(names::contains)) {
                            throw new NotPossible(
                                    "%s is about the same views and not ended"
                                            .formatted(other.id()));
                        }
                    }
                    var awaited = false;
                    for (var view : wanted) {
                        var table = generations.make(view, id);
                        awaited |= automatic && generations.showEarly(table);
                    }
                    log.add(id, names, dryRun, automatic, awaited);
                    tokens.begin(
                            Rebuild.processor(id),
                            multipleOf(Math.max(1, tokens.segments(ViewProjector.VIEWS))),
                            0);
                });
    }

    /** The views that the engine is making anew already, as this version has them. */
    List<View<?, ?>> beingRemade() {
        var remade = new ArrayList<View<?, ?>>();
        for (var rebuild : log.in(State.RUNNING, State.READY)) {
            var tables = generations.madeBy(rebuild.id());
            if (rebuild.automatic() && tables.size() == rebuild.views().size()) {
                tables.forEach(table -> remade.add(table.view()));
            } else if (tables.size() < rebuild.views().size()) {
                log.goes(rebuild.id(), rebuild.state(), State.CANCELLED); // of an older version
            }
        }
        return remade;
    }

    /** So that each worker's streams are of one segment, and stand where that stands. */
    private int multipleOf(int segments) {
        return segments * Math.ceilDiv(workers, segments);
    }

    @Override
    public Optional<Rebuild> find(String id) {
        return log.find(id);
    }

    /** All there were, the last first. */
    @Override
    public List<Rebuild> all() {
        return log.all();
    }

    /**
     * Puts the views in use, for all nodes at once. Those before are kept for {@link #rollBack}.
     */
    @Override
    public Rebuild switchTo(String id) {
        var rebuild = required(id);
        if (rebuild.state() != State.READY) {
            throw new NotPossible("Only what is READY can be switched to, not " + rebuild.state());
        }
        var tables = generations.madeBy(id);
        if (tables.size() != rebuild.views().size()) {
            throw new NotPossible("The views are not what they were when this was begun");
        }
        exchange(
                rebuild,
                tables,
                rebuild.automatic() ? OnPoison.PARK : OnPoison.STOP,
                State.READY,
                State.SWITCHED);
        return required(id);
    }

    /** Puts the views in use again that were before, brought up to date. */
    @Override
    public Rebuild rollBack(String id) {
        var rebuild = required(id);
        if (rebuild.state() != State.SWITCHED) {
            throw new NotPossible(
                    "Only what is SWITCHED can be rolled back, not " + rebuild.state());
        }
        var tables = new ArrayList<ViewTable<?, ?>>();
        for (var name : rebuild.views()) {
            var view = views.named(name);
            var before = generations.previous(name);
            if (view == null
                    || before.isEmpty()
                    || !before.get().shape().equals(ViewTable.shape(view))
                    || !generations.isLiveOf(name, id)) {
                throw new NotPossible("What %s was before is not kept any more".formatted(name));
            }
            tables.add(generations.table(view, before.get().generation()));
        }
        exchange(rebuild, tables, OnPoison.PARK, State.SWITCHED, State.ROLLED_BACK);
        return required(id);
    }

    private void exchange(
            Rebuild rebuild,
            List<ViewTable<?, ?>> tables,
            OnPoison onPoison,
            State from,
            State to) {
        var claims = claimed(rebuild);
        try {
            for (int attempt = 1; ; attempt++) {
                claims = steps.follow(rebuild, tables, claims, onPoison);
                try {
                    exchange(rebuild, tables, claims, onPoison, from, to);
                    return;
                } catch (CannotAcquireLockException e) {
                    if (attempt == SWITCH_ATTEMPTS) {
                        throw e; // somebody reads for very long; others must not wait behind us
                    }
                }
            }
        } finally {
            claims.forEach(tokens::release);
        }
    }

    /** Nobody moves the views meanwhile; who does afterwards finds that there are others. */
    private void exchange(
            Rebuild rebuild,
            List<ViewTable<?, ?>> tables,
            List<Claim> claims,
            OnPoison onPoison,
            State from,
            State to) {
        transactions.executeWithoutResult(
                _ -> {
                    jdbc.execute("set local lock_timeout = '300ms'");
                    var targets = steps.held(claims);
                    steps.follow(tables, claims, targets.positions(), onPoison);
                    for (var table : tables) {
                        var view = table.view().name();
                        generations
                                .live(view)
                                .ifPresent(old -> deadLetters.setAside(view, old.generation()));
                        deadLetters.takeBack(view, table.generation());
                    }
                    if (targets.nothingLive()) {
                        tokens.set(ViewProjector.VIEWS, targets.least());
                    }
                    tokens.layoutChanged(ViewProjector.VIEWS);
                    if (!log.goes(rebuild.id(), from, to)) {
                        throw new NotPossible("It is not " + from + " any more");
                    }
                    log.step(rebuild.id(), steps.mustTell(rebuild) ? "TELL" : "");
                    generations.use(tables);
                });
    }

    private List<Claim> claimed(Rebuild rebuild) {
        var end = System.nanoTime() + CLAIM_PATIENCE.toNanos();
        while (true) {
            var claims = steps.claim(rebuild);
            if (!claims.isEmpty()) {
                return claims;
            }
            if (System.nanoTime() > end) {
                throw new NotPossible("Another node is still busy with it");
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NotPossible("Interrupted");
            }
        }
    }

    /** Ends a rebuild that is not in use, and drops what it has made. */
    @Override
    public Rebuild cancel(String id) {
        var rebuild = required(id);
        if (rebuild.automatic()) {
            throw new NotPossible("There is nothing else that this version could use");
        }
        if (!log.goes(id, State.RUNNING, State.CANCELLED)
                && !log.goes(id, State.READY, State.CANCELLED)) {
            throw new NotPossible("It is " + rebuild.state());
        }
        steps.cleanUp(rebuild);
        return required(id);
    }

    private Rebuild required(String id) {
        return log.find(id).orElseThrow(() -> new NotPossible("There is no replay " + id));
    }
}
