package nexus.api;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a partial change says about one field: leave it, or set it, where null clears it. */
public sealed interface Patch<T> {

    /** The field was not mentioned. */
    record Keep<T>() implements Patch<T> {}

    record Set<T>(@Nullable T value) implements Patch<T> {}

    static <T> Patch<T> keep() {
        return new Keep<>();
    }

    static <T> Patch<T> set(@Nullable T value) {
        return new Set<>(value);
    }

    /** The value after the change, for a field that may be empty. */
    default @Nullable T or(@Nullable T current) {
        return switch (this) {
            case Keep<T> _ -> current;
            case Set<T>(var value) -> value;
        };
    }

    /** The value after the change, for a field that must never be empty: clearing it keeps it. */
    default T orRequired(T current) {
        var value = or(current);
        return value == null ? current : value;
    }

    /** The same change, told in other terms. */
    default <U> Patch<U> map(Function<? super T, ? extends U> terms) {
        return switch (this) {
            case Keep<T> _ -> keep();
            case Set<T>(var value) -> set(value == null ? null : terms.apply(value));
        };
    }
}
