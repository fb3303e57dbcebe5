package nexus.platform.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import nexus.api.DomainEvent;
import nexus.api.Patch;
import nexus.api.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * An event that is to be taken back: how the record was before it, what the event made of it, and
 * how it is now.
 *
 * @param <S> what is remembered about the record
 */
public final class Undone<S> {

    private final S before;
    private final S after;
    private final S now;
    private final List<DomainEvent> earlier;
    private final List<String> conflicts = new ArrayList<>();

    /**
     * An event.
     *
     * @param earlier what had happened to the record until then
     */
    public Undone(S before, S after, S now, List<? extends DomainEvent> earlier) {
        this.before = before;
        this.after = after;
        this.now = now;
        this.earlier = List.copyOf(earlier);
    }

    public S before() {
        return before;
    }

    public S after() {
        return after;
    }

    public S now() {
        return now;
    }

    /** The last event of a kind before this one, if there was one. */
    public <E extends DomainEvent> @Nullable E last(Class<E> kind) {
        return earlier.reversed().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElse(null);
    }

    /** The same event, seen as a part of what is remembered. */
    public <T> Undone<T> as(Function<S, T> part) {
        return new Undone<>(part.apply(before), part.apply(after), part.apply(now), earlier);
    }

    /** What refuses to take it back, where nothing could. */
    public Refused irreversible() {
        return new Refused(new Irreversible());
    }

    /** It happened outside, or has had effects outside. */
    private record Irreversible() implements Rejection {
        @Override
        public String code() {
            return "undo.irreversible";
        }

        @Override
        public String message() {
            return "This cannot be undone, as it is not in the records alone: make up for it by"
                    + " something new.";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }
    }

    /** Something has changed since, so that taking it back would take away that change as well. */
    public void conflictsIn(String field) {
        conflicts.add(field);
    }

    /** The fields that something later has changed. */
    public List<String> conflicts() {
        return List.copyOf(conflicts);
    }

    /** Whether the event changed this. */
    public boolean changed(Function<S, ? extends @Nullable Object> field) {
        return !Objects.equals(field.apply(before), field.apply(after));
    }

    /** A field as it was before, where the event changed it. */
    public <T> Patch<T> back(String name, Function<S, @Nullable T> field) {
        if (!changed(field)) {
            return Patch.keep();
        }
        if (!Objects.equals(field.apply(after), field.apply(now))) {
            conflictsIn(name);
        }
        return Patch.set(field.apply(before));
    }

    /** Custom fields as they were before, each of those that the event changed; null for none. */
    public Patch<Map<String, Object>> fieldsBack(Function<S, Map<String, Object>> fields) {
        var was = fields.apply(before);
        var became = fields.apply(after);
        var names = new LinkedHashSet<>(was.keySet());
        names.addAll(became.keySet());
        names.removeIf(name -> Objects.equals(was.get(name), became.get(name)));
        if (names.isEmpty()) {
            return Patch.keep();
        }
        var back = new LinkedHashMap<String, @Nullable Object>();
        for (var name : names) {
            if (!Objects.equals(became.get(name), fields.apply(now).get(name))) {
                conflictsIn("customFields." + name);
            }
            back.put(name, was.get(name));
        }
        return Patch.set(nullable(back));
    }

    /** A null takes the field away (RFC 7396), which the type of a change does not say. */
    @SuppressWarnings({"NullAway", "unchecked"})
    private static Map<String, Object> nullable(Map<String, @Nullable Object> fields) {
        return (Map<String, Object>) (Map<String, ?>) fields;
    }
}
