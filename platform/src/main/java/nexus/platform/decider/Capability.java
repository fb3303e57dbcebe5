package nexus.platform.decider;

import nexus.api.Command;
import nexus.api.DomainEvent;

/**
 * A kind of aggregate: its name, its commands and its decider. Declaring one as a bean is all the
 * wiring there is.
 *
 * @param name the prefix of its stream ids: {@code deal}
 */
public record Capability<C extends Command, S, E extends DomainEvent>(
        String name, Class<C> commands, Class<E> events, Decider<C, S, E> decider) {}
