package nexus.platform.projection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nexus.api.DomainEvent;
import nexus.platform.eventstore.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * The fold of one batch of events into one view, in memory: from the rows as they were to the rows
 * as they are, and the spans of their pasts that ended on the way.
 */
final class ViewFold<E extends DomainEvent, R extends Record> {

    private final View<E, R> view;
    private final Map<String, Kept<R>> before;

    private final Map<String, @Nullable Kept<R>> now = new LinkedHashMap<>();
    private final List<Span<R>> known = new ArrayList<>();
    private final List<Span<R>> effective = new ArrayList<>();
    private final Map<String, RecordedEvent> reordered = new LinkedHashMap<>();

    ViewFold(View<E, R> view, Map<String, Kept<R>> before) {
        this.view = view;
        this.before = before;
    }

    /** Folds one event in. Throws what the view throws; then nothing of the event is kept. */
    void fold(RecordedEvent event) {
        var own = view.events().cast(event.event());
        var key = view.key(own);
        var kept = now.containsKey(key) ? now.get(key) : before.get(key);
        var after = next(view, kept, key, own, event);
        now.put(key, after);
        if (kept != null) {
            end(known, knownUntil(kept, event));
            end(effective, inEffectUntil(kept, event));
        }
        if (isReordered(kept) || isReordered(after)) {
            reordered.put(key, event);
        }
    }

    private static boolean isReordered(@Nullable Kept<?> kept) {
        return kept != null && kept.reordered();
    }

    private static <R extends Record> void end(List<Span<R>> past, Span<R> span) {
        if (!span.isEmpty()) {
            past.add(span);
        }
    }

    static <R extends Record> Span<R> knownUntil(Kept<R> kept, RecordedEvent event) {
        return new Span<>(kept, kept.updatedAt(), later(event.recordedAt(), kept.updatedAt()));
    }

    /** Of no use once the row is reordered: its past is then made anew. */
    static <R extends Record> Span<R> inEffectUntil(Kept<R> kept, RecordedEvent event) {
        return new Span<>(
                kept, kept.effectiveFrom(), later(event.occurredAt(), kept.effectiveFrom()));
    }

    static <E extends DomainEvent, R extends Record> @Nullable Kept<R> next(
            View<E, R> view, @Nullable Kept<R> kept, String key, E own, RecordedEvent event) {
        var row = view.evolve(kept == null ? null : kept.row(), own, Occurrence.of(event));
        if (row == null) {
            return null;
        }
        var outOfOrder =
                kept != null
                        && (kept.reordered() || event.occurredAt().isBefore(kept.effectiveFrom()));
        return new Kept<>(
                key,
                row,
                event.organizationId(),
                event.streamId(),
                event.version(),
                kept == null ? event.recordedAt() : kept.createdAt(),
                kept == null ? event.recordedAt() : later(event.recordedAt(), kept.updatedAt()),
                kept != null && outOfOrder ? kept.effectiveFrom() : event.occurredAt(),
                outOfOrder);
    }

    private static Instant later(Instant one, Instant other) {
        return other.isAfter(one) ? other : one;
    }

    /** The business past of a row whose events did not arrive in business order: all of it anew. */
    static <E extends DomainEvent, R extends Record> List<Span<R>> inBusinessOrder(
            View<E, R> view, String key, List<RecordedEvent> stream) {
        var again = new ViewFold<>(view, Map.of());
        stream.stream()
                .filter(event -> view.events().isInstance(event.event()))
                .filter(event -> view.key(view.events().cast(event.event())).equals(key))
                .sorted(
                        Comparator.comparing(RecordedEvent::occurredAt)
                                .thenComparing(RecordedEvent::version))
                .forEach(again::fold);
        var spans = new ArrayList<>(again.effective);
        again.changed().forEach(kept -> spans.add(new Span<>(kept, kept.effectiveFrom(), null)));
        return spans;
    }

    boolean isEmpty() {
        return now.isEmpty();
    }

    Set<String> keys() {
        return now.keySet();
    }

    List<Kept<R>> changed() {
        var rows = new ArrayList<Kept<R>>();
        now.values()
                .forEach(
                        kept -> {
                            if (kept != null) {
                                rows.add(kept);
                            }
                        });
        return rows;
    }

    /** Those of the rows before that are no more. */
    List<String> deleted() {
        return now.keySet().stream()
                .filter(key -> now.get(key) == null && before.containsKey(key))
                .toList();
    }

    /** Rows with an event out of business order, by key, and the last event of each. */
    Map<String, RecordedEvent> reordered() {
        return reordered;
    }

    List<Span<R>> known() {
        return known;
    }

    /** Without those of rows that are {@link #reordered}. */
    List<Span<R>> effective() {
        return reordered.isEmpty()
                ? effective
                : effective.stream()
                        .filter(span -> !reordered.containsKey(span.kept().id()))
                        .toList();
    }
}
