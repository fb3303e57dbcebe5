package nexus.platform.eventstore;

import java.time.Duration;
import javax.sql.DataSource;
import nexus.platform.SharedClock;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the event stores that PostgreSQL holds a mirror of. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${nexus.event-store:postgres}' != 'postgres'")
class MirroredStoreConfiguration {

    /**
     * Wires Axon Server. Its settings are those of its own connector: {@code axon.axonserver.*}.
     */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "nexus.event-store", havingValue = "axon-server")
    static class OnAxonServer {

        @Bean
        AxonServerConfiguration axonServer(Environment environment) {
            var defaults = new AxonServerConfiguration();
            defaults.setComponentName("nexus");
            defaults.setReconnectInterval(500);
            defaults.setSuppressDownloadMessage(true);
            Binder.get(environment).bind("axon.axonserver", Bindable.ofInstance(defaults));
            return defaults;
        }

        @Bean(initMethod = "start", destroyMethod = "shutdown")
        AxonServerConnectionManager axonServerConnections(AxonServerConfiguration axonServer) {
            return AxonServerConnectionManager.builder()
                    .axonServerConfiguration(axonServer)
                    .build();
        }

        @Bean
        SourceLog axonServerLog(
                AxonServerConnectionManager connections,
                AxonServerConfiguration axonServer,
                @Value("${nexus.event-store.patience:PT30S}") Duration patience) {
            return new AxonServerLog(connections, axonServer.getServers(), patience);
        }
    }

    @Bean
    @ConditionalOnProperty(name = "nexus.event-store", havingValue = "in-memory")
    SourceLog memoryLog() {
        return new MemoryLog();
    }

    @Bean
    Mirror mirror(SourceLog log, DataSource database, Tail tail) {
        return new Mirror(log, database, tail);
    }

    @Bean
    MirroredEventStorageEngine mirroredEvents(
            SourceLog log,
            Mirror mirror,
            PostgresEventStorageEngine copy,
            TransactionTemplate transactions,
            SharedClock clock,
            Serializer eventSerializer,
            EventUpcaster upcasters,
            ObjectProvider<AppendListener> listeners) {
        return new MirroredEventStorageEngine(
                log, mirror, copy, transactions, clock, eventSerializer, upcasters, listeners);
    }

    @Bean
    EventStore eventStore(MirroredEventStorageEngine engine, Tail tail) {
        return new PositionedEventStore(engine, tail);
    }

    @Bean
    Appends appends(MirroredEventStorageEngine engine) {
        return new UnitOfWorkAppends(engine);
    }
}
