package nexus.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import javax.sql.DataSource;
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

    /** Both sides notice in a minute that the other cannot be reached any more. */
    @Test
    void nobody_waits_for_ever_for_a_network_that_swallows_what_is_sent() throws SQLException {
        try (var connection = context.getBean(DataSource.class).getConnection();
                var shown = connection.createStatement().executeQuery("show tcp_keepalives_idle")) {
            assertThat(shown.next()).isTrue();
            assertThat(shown.getString(1)).isIn("30", "30s");
            assertThat(connection.getNetworkTimeout()).isEqualTo(30_000);
        }
    }
}
