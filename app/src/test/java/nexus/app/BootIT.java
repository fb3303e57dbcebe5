package nexus.app;

import static org.assertj.core.api.Assertions.assertThat;

import nexus.testing.TestServers;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Left to itself Axon falls back to no transactions and no store without a word. */
@SpringBootTest(classes = NexusApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class BootIT {

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        TestServers.register(registry);
    }

    @Autowired ApplicationContext context;

    @Test
    void the_infrastructure_is_the_one_that_keeps_things() {
        assertThat(context.getBean(EventStore.class).getClass().getSimpleName())
                .isEqualTo("PostgresEventStore");
        assertThat(context.getBean(TokenStore.class)).isInstanceOf(JdbcTokenStore.class);
        assertThat(context.getBean(TransactionManager.class))
                .isInstanceOf(SpringTransactionManager.class);
        assertThat(context.getBeansOfType(CommandBus.class)).hasSize(1);
    }
}
