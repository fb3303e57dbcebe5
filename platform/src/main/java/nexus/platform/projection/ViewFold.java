package nexus.platform.projection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nexus.api.DomainEvent;
import nexus.platform.eventstore.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * The fold of one batch of events into one view, in memory: from the rows as they were to what has
 * to be written.
 */
final class ViewFold<E extends DomainEvent, R extends Record> {

    private final View<E, R> view;
    private final Map<String, Kept<R>> before;

    private final Map<String, @Nullable Kept<R>> now = new LinkedHashMap<>();
    private final Map<String, List<Span<R>>> known = new HashMap<>();
    private final Map<String, List<Span<R>>> effective = new HashMap<>();
    private final Set<String> reordered = new LinkedHashSet<>();

    ViewFold(View<E, R> view, Map<String, Kept<R>> before) {
        this.view = view;
        this.before = before;
    }

    /** Folds one event in. Throws what the view throws; then nothing of the event is kept. */
    void fold(RecordedEvent event) {
        var key = view.key(view.events().cast(event.event()));
        var kept = now.containsKey(key) ? now.get(key) : before.get(key);
        var after = next(kept, key, event);
        now.put(key, after);
        extend(known, key, after, later(event.recordedAt(), lastKnown(key, kept)));
        if (after != null && after.reordered()) {
            reordered.add(key);
        } else {
            extend(effective, key, after, event.occurredAt());
        }
    }

    private @Nullable Kept<R> next(@Nullable Kept<R> kept, String key, RecordedEvent event) {
        var row =
                view.evolve(
                        kept == null ? null : kept.row(),
                        view.events().cast(event.event()),
                        Occurrence.of(event));
        if (row == null) {
            return null;
        }
        var outOfOrder =
                kept != null
                        && (kept.reordered() || event.occurredAt().isBefore(kept.effectiveFrom()));
        var effectiveFrom = kept != null && outOfOrder ? kept.effectiveFrom() : event.occurredAt();
        return new Kept<>(
                key,
                row,
                event.organizationId(),
                event.streamId(),
                event.version(),
                kept == null ? event.recordedAt() : kept.createdAt(),
                event.recordedAt(),
                effectiveFrom,
                outOfOrder);
    }

    private @Nullable Instant lastKnown(String key, @Nullable Kept<R> kept) {
        var spans = known.get(key);
        if (spans != null) {
            return spans.getLast().from();
        }
        return kept == null ? null : kept.updatedAt();
    }

    private void extend(
            Map<String, List<Span<R>>> past, String key, @Nullable Kept<R> kept, Instant from) {
        var spans = past.computeIfAbsent(key, _ -> new ArrayList<>());
        if (!spans.isEmpty()) {
            spans.set(spans.size() - 1, spans.getLast().endingAt(from));
        }
        spans.add(new Span<>(key, kept, from, null));
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }

    /** The business past of a row whose events did not arrive in business order: all of it anew. */
    List<Span<R>> inBusinessOrder(String key, List<RecordedEvent> stream) {
        var again = new ViewFold<>(view, Map.of());
        stream.stream()
                .filter(event -> view.events().isInstance(event.event()))
                .filter(event -> view.key(view.events().cast(event.event())).equals(key))
                .sorted(
                        Comparator.comparing(RecordedEvent::occurredAt)
                                .thenComparing(RecordedEvent::version))
                .forEach(again::fold);
        return again.effective.getOrDefault(key, List.of());
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

    List<String> deleted() {
        return now.keySet().stream().filter(key -> now.get(key) == null).toList();
    }

    Set<String> reordered() {
        return reordered;
    }

    List<Span<R>> known() {
        return spans(known, Set.of());
    }

    List<Span<R>> effective() {
        return spans(effective, reordered);
    }

    private List<Span<R>> spans(Map<String, List<Span<R>>> past, Set<String> without) {
        return past.entrySet().stream()
                .filter(entry -> !without.contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    /** Where what was open before this batch ends. */
    Map<String, Instant> endsOfKnown() {
        return ends(known, Set.of());
    }

    Map<String, Instant> endsOfEffective() {
        return ends(effective, reordered);
    }

    private Map<String, Instant> ends(Map<String, List<Span<R>>> past, Set<String> without) {
        var ends = new HashMap<String, Instant>();
        past.forEach(
                (key, spans) -> {
                    if (before.containsKey(key) && !without.contains(key)) {
                        ends.put(key, spans.getFirst().from());
                    }
                });
        return ends;
    }
}
