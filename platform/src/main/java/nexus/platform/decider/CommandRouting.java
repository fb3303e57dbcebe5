package nexus.platform.decider;

import java.util.Set;
import org.axonframework.commandhandling.CommandBus;

/** Shares the deciding among nodes: all commands about one stream go to one of them. */
public interface CommandRouting {

    /**
     * Where commands are sent instead of the bus of this node.
     *
     * @param own the bus of this node, which decides what is sent here
     * @param commands what can be decided here
     */
    CommandBus over(CommandBus own, Set<Class<?>> commands);
}
