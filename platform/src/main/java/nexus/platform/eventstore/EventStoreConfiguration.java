package nexus.platform.eventstore;

import java.util.Set;
import javax.sql.DataSource;
import nexus.api.EventFamilies;
import nexus.platform.serialization.NamedEventSerializer;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Wires Axon's infrastructure by hand: left to itself it falls back to no transactions and no store
 * without a word.
 */
@Configuration(proxyBeanMethods = false)
class EventStoreConfiguration {

    private static final Set<String> STORES = Set.of("postgres", "axon-server", "in-memory");

    EventStoreConfiguration(@Value("${nexus.event-store:postgres}") String store) {
        if (!STORES.contains(store)) {
            throw new IllegalArgumentException(
                    "There is no event store %s: nexus.event-store is one of %s"
                            .formatted(store, STORES.stream().sorted().toList()));
        }
    }

    @Bean
    TransactionManager axonTransactions(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    @Bean
    NamedEventSerializer eventSerializer() {
        return new NamedEventSerializer(EventFamilies.events());
    }

    @Bean
    EventUpcaster upcasters(ObjectProvider<SingleEventUpcaster> upcasters) {
        return new EventUpcasterChain(upcasters.orderedStream().toList());
    }

    @Bean
    PostgresEventStorageEngine postgresEvents(
            DataSource database,
            TransactionTemplate transactions,
            SnapshotTable snapshots,
            Serializer eventSerializer,
            EventUpcaster upcasters,
            Tail tail,
            ObjectProvider<AppendListener> listeners) {
        return new PostgresEventStorageEngine(
                database,
                new GroupCommit(database, transactions),
                snapshots,
                eventSerializer,
                upcasters,
                tail,
                listeners);
    }
}
