package nexus.query.admin;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import nexus.platform.projection.Rebuild;
import nexus.platform.projection.Rebuilds.NotPossible;
import nexus.platform.projection.Replayable;
import nexus.platform.security.Actor;
import nexus.platform.web.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The replays of the installation, of whatever can be made anew; for its operators. */
@Component
class Replays {

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
        SWITCH("replay.switch", Replayable::switchTo),
        ROLL_BACK("replay.rollback", Replayable::rollBack),
        CANCEL("replay.cancel", Replayable::cancel);

        private final String action;
        private final BiConsumer<Replayable, String> made;

        Change(String action, BiConsumer<Replayable, String> made) {
            this.action = action;
            this.made = made;
        }
    }

    private record Found(Replayable of, Rebuild rebuild) {}

    Set<String> names() {
        var names = new TreeSet<String>();
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
        var maker = makerOf(name).orElseThrow(() -> Refused.notFound(name));
        try {
            return transactions.execute(
                    _ -> {
                        var id = maker.start(name, dryRun);
                        log.add(actor, dryRun ? "replay.dry-run" : "replay.start", id, reason);
                        return id;
                    });
        } catch (NotPossible e) {
            throw refused(e);
        }
    }

    /** Written down before it is done, as what it does lives through a crash; and if it fails. */
    ReplayAnswer change(Actor actor, String id, Change change, @Nullable String reason) {
        operators.require(actor);
        var found = required(id);
        log.add(actor, change.action, id, reason);
        try {
            change.made.accept(found.of, id);
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
        return answers(
                replayables.stream()
                        .flatMap(of -> of.all().stream().map(one -> new Found(of, one)))
                        .sorted(
                                Comparator.<Found, Instant>comparing(
                                                found -> found.rebuild.startedAt())
                                        .reversed())
                        .limit(100)
                        .toList());
    }

    private List<ReplayAnswer> answers(List<Found> replays) {
        var actions = log.of(replays.stream().map(found -> found.rebuild.id()).toList());
        return replays.stream()
                .map(
                        found ->
                                ReplayAnswer.of(
                                        found.rebuild,
                                        found.of.unit(),
                                        actions.getOrDefault(found.rebuild.id(), List.of())))
                .toList();
    }

    private Found required(String id) {
        return replayables.stream()
                .flatMap(of -> of.find(id).map(one -> new Found(of, one)).stream())
                .findFirst()
                .orElseThrow(() -> Refused.notFound(id));
    }

    private static Refused refused(NotPossible why) {
        return new Refused(new NotPossibleNow("replay.not-possible", why.getMessage() + "."));
    }
}
