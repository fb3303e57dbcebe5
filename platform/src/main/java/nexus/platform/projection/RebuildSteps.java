package nexus.platform.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import nexus.platform.LongWork;
import nexus.platform.eventstore.EventFeed;
import nexus.platform.eventstore.EventFeed.Request;
import nexus.platform.eventstore.EventLog;
import nexus.platform.projection.Projection.OnPoison;
import nexus.platform.projection.Rebuild.Comparison;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What there is to do in a rebuild, each step such that another node can take it up. */
@Component
class RebuildSteps {

    private static final int PAGE = 1000;
    private static final long CLOSE = 2000;
    private static final int TOLD_TOGETHER = 1000;

    private final EventFeed feed;
    private final EventLog events;
    private final Tokens tokens;
    private final Generations generations;
    private final ViewProjector projector;
    private final DeadLetters deadLetters;
    private final RebuildLog log;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final TransactionTemplate apart;
    private final TransactionTemplate snapshot;
    private final int workers;
    private final int cachedRows;

    RebuildSteps(
            EventFeed feed,
            EventLog events,
            Tokens tokens,
            Generations generations,
            ViewProjector projector,
            DeadLetters deadLetters,
            RebuildLog log,
            JdbcTemplate jdbc,
            PlatformTransactionManager manager,
            @Value("${nexus.projections.rebuild-workers:2}") int workers,
            @Value("${nexus.projections.rebuild-cached-rows:120000}") int cachedRows) {
        this.feed = feed;
        this.events = events;
        this.tokens = tokens;
        this.generations = generations;
        this.projector = projector;
        this.deadLetters = deadLetters;
        this.log = log;
        this.jdbc = jdbc;
        this.workers = workers;
        this.cachedRows = cachedRows;
        this.transactions = new TransactionTemplate(manager);
        this.apart = new TransactionTemplate(manager);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.snapshot = new TransactionTemplate(manager);
        snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    /** All claims of a rebuild, or none if another node has one. */
    List<Claim> claim(Rebuild rebuild) {
        var claims = new ArrayList<Claim>();
        var processor = rebuild.processor();
        for (int worker = 0; worker < tokens.segments(processor); worker++) {
            var claim = tokens.claim(processor, worker);
            if (claim.isEmpty()) {
                claims.forEach(tokens::release);
                return List.of();
            }
            claims.add(claim.get());
        }
        return claims;
    }

    /**
     * Where each claim should come to: there where the views in use stand, for its streams.
     *
     * @param nothingLive whether there are none in use that would stand anywhere
     */
    record Targets(List<Long> positions, boolean nothingLive) {

        long least() {
            return positions.stream().mapToLong(Long::longValue).min().orElse(0);
        }
    }

    private Targets targets(List<Claim> live, List<Claim> claims) {
        if (generations.live().isEmpty()) {
            var furthest = claims.stream().mapToLong(Claim::position).max().orElse(0);
            var head = Math.max(furthest, feed.head());
            return new Targets(claims.stream().map(_ -> head).toList(), true);
        }
        if (live.isEmpty() || claims.size() % live.size() != 0) {
            throw new Rebuilds.NotPossible(
                    "The streams are shared out otherwise than when this was begun");
        }
        return new Targets(
                claims.stream()
                        .map(claim -> live.get(claim.segment() % live.size()).position())
                        .toList(),
                false);
    }

    /** The targets, which do not move until the end of the transaction. */
    Targets held(List<Claim> claims) {
        return targets(tokens.hold(ViewProjector.VIEWS), claims);
    }

    private Targets now(List<Claim> claims) {
        return targets(tokens.of(ViewProjector.VIEWS), claims);
    }

    /** Fills empty tables with all there is to the time being. */
    List<Claim> load(
            Rebuild rebuild, List<ViewTable<?, ?>> tables, List<Claim> begun, OnPoison onPoison) {
        var claims = begun;
        while (true) {
            var target = now(claims).least();
            var position = claims.stream().mapToLong(Claim::position).min().orElse(target);
            if (target - position <= CLOSE && position > 0 || target <= position) {
                return claims;
            }
            var rate = new Rate();
            var load =
                    new BulkLoad(
                            feed,
                            tokens,
                            transactions,
                            jdbc,
                            tables,
                            true,
                            cachedRows,
                            onPoison == OnPoison.PARK ? deadLetters : null,
                            (claim, more) -> {
                                synchronized (rate) {
                                    log.moved(
                                            rebuild.id(),
                                            claim.position(),
                                            target,
                                            more,
                                            rate.after(more));
                                }
                            });
            try {
                claims = load.run(claims, target);
            } catch (DataAccessException failure) {
                if (onPoison == OnPoison.STOP || !Projection.isRefusal(failure)) {
                    throw failure;
                }
                // which event it is can only be found with care, which begins where this ended
                return tokens.again(claims);
            }
        }
    }

    /** Makes tables that are full fit to be read. */
    List<Claim> index(Rebuild rebuild, List<ViewTable<?, ?>> tables, List<Claim> claims) {
        new Indexing(transactions, jdbc, workers)
                .of(tables, () -> transactions.executeWithoutResult(_ -> stay(claims)));
        return transactions.execute(
                _ -> {
                    LongWork.begins(jdbc);
                    stay(claims);
                    tables.forEach(table -> BulkLoad.orderBusinessPast(table, events));
                    log.step(rebuild.id(), "FOLLOW");
                    return stay(claims);
                });
    }

    /** Claims hold for some more time, where they are. */
    private List<Claim> stay(List<Claim> claims) {
        return claims.stream()
                .map(claim -> tokens.advance(claim, claim.position(), null, 0))
                .toList();
    }

    /** Takes in what was stored meanwhile, until next to nothing is missing. */
    List<Claim> follow(
            Rebuild rebuild, List<ViewTable<?, ?>> tables, List<Claim> begun, OnPoison onPoison) {
        var claims = begun;
        while (true) {
            var targets = now(claims).positions();
            var behind = 0L;
            for (int i = 0; i < claims.size(); i++) {
                behind = Math.max(behind, targets.get(i) - claims.get(i).position());
            }
            if (behind == 0) {
                return claims;
            }
            claims = follow(tables, claims, targets, onPoison);
            var least = claims.stream().mapToLong(Claim::position).min().orElse(0);
            log.moved(rebuild.id(), least, feed.head(), 0, 0);
            if (behind < CLOSE / 10) {
                return claims;
            }
        }
    }

    /** Takes in events up to where each claim should come to. */
    List<Claim> follow(
            List<ViewTable<?, ?>> tables,
            List<Claim> claims,
            List<Long> targets,
            OnPoison onPoison) {
        return follow(tables, claims, targets, onPoison, transactions);
    }

    private List<Claim> follow(
            List<ViewTable<?, ?>> tables,
            List<Claim> claims,
            List<Long> targets,
            OnPoison onPoison,
            TransactionTemplate transaction) {
        var unwanted = BulkLoad.unwanted(tables);
        var moved = new ArrayList<Claim>();
        for (int i = 0; i < claims.size(); i++) {
            var projection = projector.beside(tables, onPoison);
            moved.add(follow(projection, claims.get(i), targets.get(i), unwanted, transaction));
        }
        return moved;
    }

    private Claim follow(
            Projection projection,
            Claim begun,
            long target,
            Set<String> unwanted,
            TransactionTemplate transaction) {
        var claim = begun;
        while (claim.position() < target) {
            var at = claim;
            var page = feed.read(new Request(at.position(), target, PAGE, at::covers, unwanted));
            if (page.through() == at.position()) {
                throw new IllegalStateException("Events before %d are missing".formatted(target));
            }
            try {
                claim = transaction.execute(_ -> move(projection, at, page, false));
            } catch (DataAccessException failure) {
                if (!Projection.isRefusal(failure)) {
                    throw failure;
                }
                claim = transaction.execute(_ -> move(projection, at, page, true));
            }
        }
        return claim;
    }

    private Claim move(Projection projection, Claim claim, EventFeed.Page page, boolean carefully) {
        var moved = tokens.advance(claim, page.through(), null, 0);
        if (carefully) {
            projection.projectCarefully(page.events());
        } else if (!page.events().isEmpty()) {
            projection.project(page.events());
        }
        return moved;
    }

    /**
     * Compares what was made anew with what is in use. The views in use are held where they stand
     * for as long as it takes to come there and to fix what is compared; the comparison itself
     * holds up nobody.
     */
    List<Claim> compare(
            Rebuild rebuild, List<ViewTable<?, ?>> tables, List<Claim> begun, OnPoison onPoison) {
        var claims = new ArrayList<>(begun);
        var comparisons =
                snapshotHeld(
                        claims,
                        tables,
                        onPoison,
                        () -> tables.stream().map(this::compare).toList());
        log.compared(rebuild.id(), comparisons);
        return claims;
    }

    private List<Comparison> snapshotHeld(
            List<Claim> claims,
            List<ViewTable<?, ?>> tables,
            OnPoison onPoison,
            Supplier<List<Comparison>> work) {
        var fixed = new CountDownLatch(1);
        var ready = new CompletableFuture<Boolean>();
        var compared =
                CompletableFuture.supplyAsync(
                        () -> {
                            if (!ready.join()) {
                                fixed.countDown();
                                return List.<Comparison>of();
                            }
                            return snapshot.execute(
                                    _ -> {
                                        LongWork.begins(jdbc);
                                        jdbc.query(
                                                "select count(*) from projection_token", _ -> {});
                                        fixed.countDown();
                                        return work.get();
                                    });
                        },
                        run -> Thread.ofPlatform().daemon().name("compare").start(run));
        try {
            transactions.executeWithoutResult(
                    _ -> {
                        var targets = held(claims);
                        var moved = follow(tables, claims, targets.positions(), onPoison, apart);
                        claims.clear();
                        claims.addAll(moved);
                        ready.complete(true);
                        awaitQuietly(fixed);
                    });
        } finally {
            ready.complete(false);
        }
        return compared.join();
    }

    private static void awaitQuietly(CountDownLatch fixed) {
        try {
            if (!fixed.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("No snapshot in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private Comparison compare(ViewTable<?, ?> anew) {
        var view = anew.view();
        var live = generations.live(view.name());
        if (live.isEmpty()) {
            return new Comparison(view.name(), 0, anew.count(), false, List.of());
        }
        var old = generations.table(view, live.get().generation());
        var sameColumns = live.get().columns().equals(ViewTable.columns(view));
        var equal = sameColumns && old.fingerprint().digest().equals(anew.fingerprint().digest());
        return new Comparison(
                view.name(),
                old.count(),
                anew.count(),
                equal,
                equal || !sameColumns
                        ? List.of()
                        : anew.fingerprint().differing(old.fingerprint(), 20));
    }

    /** Whether rows are other ones after the switch, as far as is known. */
    boolean mustTell(Rebuild rebuild) {
        return rebuild.comparisons().isEmpty()
                || !rebuild.comparisons().stream().allMatch(Comparison::equal);
    }

    /** Tells of the rows that are other ones since the switch; all of them, if need be. */
    void tell(Rebuild rebuild) {
        var positions = tokens.of(ViewProjector.VIEWS);
        var position = positions.stream().mapToLong(Claim::position).min().orElse(0);
        for (var table : generations.live()) {
            var view = table.view();
            if (!rebuild.views().contains(view.name())) {
                continue;
            }
            var before = generations.previous(view.name());
            var comparable =
                    before.isPresent() && before.get().columns().equals(ViewTable.columns(view));
            var ids =
                    comparable
                            ? differing(table, generations.table(view, before.get().generation()))
                            : table.ids();
            for (int from = 0; from < ids.size(); from += TOLD_TOGETHER) {
                var some = ids.subList(from, Math.min(from + TOLD_TOGETHER, ids.size()));
                transactions.executeWithoutResult(_ -> projector.tell(view, some, position));
            }
        }
        log.step(rebuild.id(), "");
    }

    private List<String> differing(ViewTable<?, ?> table, ViewTable<?, ?> before) {
        return snapshot.execute(
                _ -> {
                    LongWork.begins(jdbc);
                    return table.fingerprint().differing(before.fingerprint(), Integer.MAX_VALUE);
                });
    }

    /** Drops what a rebuild has made that is not and was not in use. */
    void cleanUp(Rebuild rebuild) {
        transactions.executeWithoutResult(
                _ -> {
                    LongWork.begins(jdbc);
                    tokens.hold(rebuild.processor()); // whoever works on it ends first
                    tokens.forget(rebuild.processor());
                    generations.dropUnused(rebuild.id());
                });
    }
}
