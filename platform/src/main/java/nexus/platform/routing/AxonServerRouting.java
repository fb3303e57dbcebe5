package nexus.platform.routing;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import nexus.api.Command;
import nexus.platform.decider.CommandRouting;
import nexus.platform.eventstore.AppendListener;
import nexus.platform.routing.RoutedBus.Patience;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.command.AxonServerCommandBus;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Axon Server as the one who knows which node is to decide: it keeps the streams on a ring, where
 * each belongs to a node, and to the next one when that node goes.
 */
@Component
@ConditionalOnProperty(name = "nexus.event-store", havingValue = "axon-server")
final class AxonServerRouting implements CommandRouting, SmartLifecycle {

    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofMillis(50));

    private final AxonServerConnectionManager connections;
    private final AxonServerConfiguration axonServer;
    private final ObjectProvider<AppendListener> listeners;
    private final MeterRegistry meters;
    private @Nullable AxonServerCommandBus bus;
    private Set<Class<?>> commands = Set.of();
    private volatile boolean running;

    AxonServerRouting(
            AxonServerConnectionManager connections,
            AxonServerConfiguration axonServer,
            ObjectProvider<AppendListener> listeners,
            MeterRegistry meters) {
        this.connections = connections;
        this.axonServer = axonServer;
        this.listeners = listeners;
        this.meters = meters;
    }

    @Override
    public CommandBus over(CommandBus own, Set<Class<?>> decided) {
        commands = decided;
        bus =
                AxonServerCommandBus.builder()
                        .axonServerConnectionManager(connections)
                        .configuration(axonServer)
                        .localSegment(new AnsweringBus(own))
                        .serializer(new CommandWire(decided))
                        .routingStrategy(AxonServerRouting::keyOf)
                        .executorServiceBuilder(
                                (_, _) -> Executors.newVirtualThreadPerTaskExecutor())
                        .build();
        return new RoutedBus(own, bus, PATIENCE, listeners::stream, meters);
    }

    /** What is about one stream goes one way. */
    static String keyOf(CommandMessage<?> message) {
        return ((Command) message.getPayload()).streamId();
    }

    /** Takes commands from others once this node has caught up with the events there are. */
    @Override
    public void start() {
        running = true;
        if (bus != null) {
            bus.start();
            for (var command : commands) {
                // the bus of the node has the handler
                bus.subscribe(command.getName(), _ -> null);
            }
        }
    }

    /** Leaves the ring, and ends what was begun. */
    @Override
    public void stop() {
        if (bus != null) {
            bus.disconnect();
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Behind the copy of the events; those who send commands begin later and end earlier. */
    @Override
    public int getPhase() {
        return 0;
    }
}
