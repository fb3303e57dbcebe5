package nexus.command.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import nexus.app.EngineTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class InboundEventsIT extends EngineTest {

    @Autowired InboundEvents events;
    @Autowired JdbcClient db;

    @Test
    void what_was_told_is_remembered_for_a_month() {
        db.sql(
                        """
                        insert into inbound_event (service, event_id, received_at) values
                          ('test', 'old', now() - interval '31 days'),
                          ('test', 'young', now() - interval '29 days')""")
                .update();
        events.forgetOldOnes();
        assertThat(
                        db.sql("select event_id from inbound_event where service = 'test'")
                                .query(String.class)
                                .list())
                .containsExactly("young");
    }
}
