package nexus.platform.decider;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import nexus.api.Rejection;

/** What a decider answers: events and the unique values they claim or free, or a refusal. */
public sealed interface Decision<E> {

    record Accept<E>(List<E> events, List<Reservation> reservations) implements Decision<E> {}

    record Reject<E>(Rejection rejection) implements Decision<E> {}

    @SafeVarargs
    static <E> Decision<E> accept(E... events) {
        return new Accept<>(List.of(events), List.of());
    }

    /** Already so: nothing happens and nobody is told off. Makes retries harmless. */
    static <E> Decision<E> nothing() {
        return new Accept<>(List.of(), List.of());
    }

    static <E> Decision<E> reject(Rejection rejection) {
        return new Reject<>(rejection);
    }

    /** The same decision, if these values can be claimed in the transaction that appends it. */
    default Decision<E> reserving(Reservation... more) {
        return switch (this) {
            case Reject<E> _ -> this;
            case Accept<E>(var events, var reservations) ->
                    new Accept<>(
                            events,
                            Stream.concat(reservations.stream(), Arrays.stream(more)).toList());
        };
    }
}
