package nexus.platform.decider.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nexus.api.Command;
import nexus.api.DomainEvent;
import nexus.api.Rejection;
import nexus.platform.decider.Decider;
import nexus.platform.decider.Decision;
import nexus.platform.decider.Reservation;

/** Tells what a decider does: given what happened, when asked this, then that. */
public final class DeciderSpec<C extends Command, S, E extends DomainEvent> {

    private final Decider<C, S, E> decider;

    private DeciderSpec(Decider<C, S, E> decider) {
        this.decider = decider;
    }

    public static <C extends Command, S, E extends DomainEvent> DeciderSpec<C, S, E> of(
            Decider<C, S, E> decider) {
        return new DeciderSpec<>(decider);
    }

    @SafeVarargs
    public final Given given(E... history) {
        var state = decider.initial();
        for (var event : history) {
            state = decider.evolve(state, event);
        }
        return new Given(state);
    }

    /** A stream with a past. */
    public final class Given {
        private final S state;

        private Given(S state) {
            this.state = state;
        }

        public Then when(C command) {
            return new Then(decider.decide(state, command));
        }
    }

    /** What was decided. */
    public final class Then {
        private final Decision<E> decision;

        private Then(Decision<E> decision) {
            this.decision = decision;
        }

        /** Exactly these events, and no unique values. */
        @SafeVarargs
        public final void then(E... expected) {
            assertThat(decision).isEqualTo(new Decision.Accept<>(List.of(expected), List.of()));
        }

        /** Exactly this event, with these unique values claimed or freed. */
        public void thenReserving(E expected, Reservation... reservations) {
            thenReserving(List.of(expected), reservations);
        }

        /** Exactly these events, which may be none, with these unique values claimed or freed. */
        public void thenReserving(List<E> expected, Reservation... reservations) {
            assertThat(decision).isEqualTo(new Decision.Accept<>(expected, List.of(reservations)));
        }

        public void thenNothing() {
            assertThat(decision).isEqualTo(Decision.nothing());
        }

        public void thenRejected(Rejection expected) {
            assertThat(decision).isEqualTo(Decision.reject(expected));
        }
    }
}
