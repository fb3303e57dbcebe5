package nexus.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Left to itself Axon falls back to no transactions and no store without a word. */
class BootIT extends EngineTest {

    @Autowired ApplicationContext context;

    @Test
    void the_infrastructure_is_the_one_that_keeps_things() {
        assertThat(context.getBean(EventStore.class).getClass().getSimpleName())
                .isEqualTo("PositionedEventStore");
        assertThat(context.getBean(TransactionManager.class))
                .isInstanceOf(SpringTransactionManager.class);
        assertThat(context.getBeansOfType(CommandBus.class)).hasSize(1);
    }
}
