package nexus.query.admin;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import nexus.platform.projection.Rebuild;
import nexus.platform.projection.Rebuild.State;
import nexus.platform.projection.Replayable;
import org.jspecify.annotations.Nullable;

/** A replay with all its parts: one, or, where everything is made anew, views and search index. */
record WholeReplay(List<Part> parts) {

    /** What of a replay one maker makes. */
    record Part(Replayable maker, Rebuild rebuild) {}

    /** As long as one part is on its way all are; if they stand differently, this one counts. */
    private static final List<State> FOREMOST =
            List.of(
                    State.RUNNING,
                    State.FAILED,
                    State.CANCELLED,
                    State.READY,
                    State.COMPARED,
                    State.SWITCHED,
                    State.ROLLED_BACK);

    private Stream<Rebuild> rebuilds() {
        return parts.stream().map(Part::rebuild);
    }

    State state() {
        return rebuilds()
                .map(Rebuild::state)
                .min(Comparator.comparing(FOREMOST::indexOf))
                .orElseThrow();
    }

    String id() {
        return first().rebuild.id();
    }

    Instant startedAt() {
        return first().rebuild.startedAt();
    }

    /** The parts that stand so. */
    List<Part> in(List<State> states) {
        return parts.stream().filter(part -> states.contains(part.rebuild.state())).toList();
    }

    private Part first() {
        return parts.getFirst();
    }

    /** The part that progress is told of: the first that is still on its way. */
    private Part current() {
        return in(List.of(State.RUNNING)).stream().findFirst().orElse(first());
    }

    ReplayAnswer answer(List<OperatorLog.Entry> actions) {
        var current = current();
        return ReplayAnswer.of(
                new Rebuild(
                        id(),
                        rebuilds().flatMap(one -> one.views().stream()).toList(),
                        current.rebuild.dryRun(),
                        current.rebuild.automatic(),
                        state(),
                        current.rebuild.step(),
                        current.rebuild.position(),
                        current.rebuild.head(),
                        current.rebuild.events(),
                        current.rebuild.rate(),
                        rebuilds().flatMap(one -> one.comparisons().stream()).toList(),
                        rebuilds()
                                .map(Rebuild::error)
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElse(null),
                        startedAt(),
                        last(Rebuild::finishedAt),
                        last(Rebuild::switchedAt)),
                current.maker.unit(),
                actions);
    }

    /** When the last of them did; null while one has not. */
    private @Nullable Instant last(Function<Rebuild, @Nullable Instant> when) {
        Instant last = Instant.MIN;
        for (var part : parts) {
            var instant = when.apply(part.rebuild);
            if (instant == null) {
                return null;
            }
            last = instant.isAfter(last) ? instant : last;
        }
        return last;
    }
}
