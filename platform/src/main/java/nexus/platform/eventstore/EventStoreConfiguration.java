package nexus.platform.eventstore;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import nexus.api.EventFamilies;
import nexus.platform.serialization.NamedEventSerializer;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * Wires Axon's infrastructure by hand: left to itself it falls back to no transactions and no store
 * without a word.
 */
@Configuration(proxyBeanMethods = false)
class EventStoreConfiguration {

    @Bean
    TransactionManager axonTransactions(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    @Bean
    Serializer eventSerializer() {
        return new NamedEventSerializer(EventFamilies.events());
    }

    @Bean
    EventUpcaster upcasters(ObjectProvider<SingleEventUpcaster> upcasters) {
        return new EventUpcasterChain(upcasters.orderedStream().toList());
    }

    @Bean
    PostgresEventStorageEngine eventStorageEngine(
            DataSource database,
            TransactionTemplate transactions,
            Serializer eventSerializer,
            EventUpcaster upcasters,
            Tail tail,
            ObjectProvider<AppendListener> listeners) {
        return new PostgresEventStorageEngine(
                database,
                new GroupCommit(database, transactions),
                eventSerializer,
                upcasters,
                tail,
                listeners);
    }

    @Bean
    EventStore eventStore(PostgresEventStorageEngine engine, Tail tail) {
        return new PostgresEventStore(engine, tail);
    }

    @Bean
    Appends appends(PostgresEventStorageEngine engine) {
        return new PostgresAppends(engine);
    }

    @Bean
    TokenStore tokenStore(DataSource database) throws SQLException {
        ConnectionProvider connections =
                new UnitOfWorkAwareConnectionProviderWrapper(
                        new SpringDataSourceConnectionProvider(database));
        return JdbcTokenStore.builder()
                .connectionProvider(connections)
                .serializer(tokenSerializer())
                .schema(
                        TokenSchema.builder()
                                .setTokenTable("processor_token")
                                .setProcessorNameColumn("processor_name")
                                .setTokenTypeColumn("token_type")
                                .setTimestampColumn("time_stamp")
                                .build())
                .claimTimeout(Duration.ofSeconds(10))
                .build();
    }

    /**
     * Reads Axon's tokens and nothing else; without leave it would refuse its own replay tokens.
     */
    private static Serializer tokenSerializer() {
        var tokens =
                BasicPolymorphicTypeValidator.builder()
                        .allowIfSubType("org.axonframework.eventhandling.")
                        .build();
        return Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(json -> json.polymorphicTypeValidator(tokens))
                .build();
    }
}
