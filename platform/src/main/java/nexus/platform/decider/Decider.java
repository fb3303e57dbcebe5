package nexus.platform.decider;

import nexus.api.Command;
import nexus.api.DomainEvent;

/**
 * The whole of an aggregate's behaviour, as two pure functions and a starting point.
 *
 * <p>Pure means: no clock, no randomness, no look-ups. What a decision needs to know besides the
 * state comes in with the command.
 */
public interface Decider<C extends Command, S, E extends DomainEvent> {

    /** The state of a stream without events. */
    S initial();

    Decision<E> decide(S state, C command);

    /** Total: any event after any state gives a state, as history cannot be refused. */
    S evolve(S state, E event);
}
