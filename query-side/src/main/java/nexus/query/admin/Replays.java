package nexus.query.admin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import nexus.platform.NewId;
import nexus.platform.projection.Rebuild.State;
import nexus.platform.projection.Rebuilds.NotPossible;
import nexus.platform.projection.Replayable;
import nexus.platform.security.Actor;
import nexus.platform.web.Refused;
import nexus.query.admin.WholeReplay.Part;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The replays of the installation, of whatever can be made anew; for its operators. */
@Component
class Replays {

    /** Whatever can be made anew, in one replay. */
    private static final String ALL = "all";

    private static final List<State> OPEN = List.of(State.RUNNING, State.READY);

    private final List<Replayable> replayables;
    private final Operators operators;
    private final OperatorLog log;
    private final TransactionTemplate transactions;

    Replays(
            List<Replayable> replayables,
            Operators operators,
            OperatorLog log,
            TransactionTemplate transactions) {
        this.replayables = replayables;
        this.operators = operators;
        this.log = log;
        this.transactions = transactions;
    }

    /** What an operator may do to a replay. */
    enum Change {
        SWITCH("replay.switch", List.of(State.READY), Replayable::switchTo),
        ROLL_BACK("replay.rollback", List.of(State.SWITCHED), Replayable::rollBack),
        CANCEL("replay.cancel", OPEN, Replayable::cancel);

        private final String action;
        private final List<State> from;
        private final BiConsumer<Replayable, String> made;

        Change(String action, List<State> from, BiConsumer<Replayable, String> made) {
            this.action = action;
            this.from = from;
            this.made = made;
        }

        /** Part by part; the views, which the index is made of, come first and go last. */
        private void make(WholeReplay replay) {
            var parts = replay.in(from);
            if (parts.isEmpty() || !mayBe(replay)) {
                throw new NotPossible(
                        "Only what is %s can do that, not %s"
                                .formatted(from.getFirst(), replay.state()));
            }
            for (var part : this == SWITCH ? parts : parts.reversed()) {
                made.accept(part.maker(), part.rebuild().id());
            }
        }

        /** What is left of a replay can always be dropped; in use it comes as a whole. */
        private boolean mayBe(WholeReplay replay) {
            return this == CANCEL || from.contains(replay.state());
        }
    }

    Set<String> names() {
        var names = new TreeSet<>(Set.of(ALL));
        replayables.forEach(replayable -> names.addAll(replayable.names()));
        return names;
    }

    /** What makes that anew. */
    Optional<Replayable> makerOf(String name) {
        return replayables.stream().filter(one -> one.names().contains(name)).findFirst();
    }

    /** Begins a replay, and writes down who did: both or neither. */
    String start(Actor actor, String name, boolean dryRun, @Nullable String reason) {
        operators.require(actor);
        if (!names().contains(name)) {
            throw Refused.notFound(name);
        }
        try {
            return transactions.execute(
                    _ -> {
                        var id = begin(name, dryRun);
                        log.add(actor, dryRun ? "replay.dry-run" : "replay.start", id, reason);
                        return id;
                    });
        } catch (NotPossible e) {
            throw refused(e);
        }
    }

    private String begin(String name, boolean dryRun) {
        if (!name.equals(ALL)) {
            return makerOf(name).orElseThrow().start(name, dryRun);
        }
        var id = NewId.of("replay");
        replayables.forEach(one -> one.startAs(id, dryRun));
        return id;
    }

    /** Written down before it is done, as what it does lives through a crash; and if it fails. */
    ReplayAnswer change(Actor actor, String id, Change change, @Nullable String reason) {
        operators.require(actor);
        var found = required(id);
        log.add(actor, change.action, id, reason);
        try {
            change.make(found);
        } catch (NotPossible e) {
            log.add(actor, change.action + ".refused", id, e.getMessage());
            throw refused(e);
        }
        return one(actor, id);
    }

    ReplayAnswer one(Actor actor, String id) {
        operators.require(actor);
        return answers(List.of(required(id))).getFirst();
    }

    List<ReplayAnswer> all(Actor actor) {
        operators.require(actor);
        var parts = new LinkedHashMap<String, List<Part>>();
        for (var maker : replayables) {
            for (var rebuild : maker.all()) {
                parts.computeIfAbsent(rebuild.id(), _ -> new ArrayList<>())
                        .add(new Part(maker, rebuild));
            }
        }
        return answers(
                parts.values().stream()
                        .map(WholeReplay::new)
                        .sorted(Comparator.comparing(WholeReplay::startedAt).reversed())
                        .limit(100)
                        .toList());
    }

    private List<ReplayAnswer> answers(List<WholeReplay> replays) {
        var actions = log.of(replays.stream().map(WholeReplay::id).toList());
        return replays.stream()
                .map(replay -> replay.answer(actions.getOrDefault(replay.id(), List.of())))
                .toList();
    }

    private WholeReplay required(String id) {
        var parts =
                replayables.stream()
                        .flatMap(of -> of.find(id).map(one -> new Part(of, one)).stream())
                        .toList();
        if (parts.isEmpty()) {
            throw Refused.notFound(id);
        }
        return new WholeReplay(parts);
    }

    private static Refused refused(NotPossible why) {
        return new Refused(new NotPossibleNow("replay.not-possible", why.getMessage() + "."));
    }
}
