package nexus.platform.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import nexus.app.EngineTest;
import nexus.platform.eventstore.EventFeed;
import nexus.platform.eventstore.RecordedEvent;
import nexus.testing.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Two nodes, as far as the database can tell, that follow the same events. */
class FollowersIT extends EngineTest {

    @Autowired JdbcClient db;
    @Autowired TransactionTemplate transactions;
    @Autowired EventFeed feed;

    private final String name = "test-" + UUID.randomUUID();
    private final AtomicBoolean refuses = new AtomicBoolean();
    private Client me;
    private Following one;
    private Following other;

    /** Notes each event of a company of which it is told. */
    private final class Notes implements Follower {
        private final int revision;

        Notes(int revision) {
            this.revision = revision;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int revision() {
            return revision;
        }

        @Override
        public Set<String> follows() {
            return Set.of("company");
        }

        @Override
        public void take(List<RecordedEvent> events) {
            for (var event : events) {
                db.sql("insert into heard values (:follower, :event)")
                        .param("follower", name)
                        .param("event", event.streamId() + "@" + event.version())
                        .update();
            }
            if (refuses.get()) {
                throw new IllegalStateException("not now");
            }
        }

        @Override
        public void forget() {
            db.sql("delete from heard where follower = :follower").param("follower", name).update();
        }
    }

    @BeforeEach
    void begin() {
        db.sql("create table if not exists heard (follower text, event text)").update();
        me = registered();
        one = following(new Notes(1));
        other = following(new Notes(1));
    }

    private Following following(Follower follower) {
        return new Following(follower, feed, db, transactions);
    }

    @AfterEach
    void end() {
        one.leave();
        other.leave();
        one.awaitEnd();
        other.awaitEnd();
    }

    private String company() {
        return me.post("/api/companies", "{\"name\":\"Cancity\"}").id();
    }

    private List<String> heard(String company) {
        return db.sql("select event from heard where follower = :follower and event like :company")
                .param("follower", name)
                .param("company", company + "%")
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Test
    void each_event_is_told_once_whichever_node_has_its_turn() {
        one.start();
        other.start();
        for (int i = 0; i < 20; i++) {
            var company = company();
            me.patch("/api/companies/" + company, "{\"name\":\"Northshore\"}");
            await().untilAsserted(
                            () ->
                                    assertThat(heard(company))
                                            .containsExactly(company + "@0", company + "@1"));
        }
    }

    @Test
    void what_could_not_be_taken_in_is_told_again() {
        refuses.set(true);
        one.start();
        var company = company();
        await().until(() -> one.trouble().isPresent());
        assertThat(heard(company)).isEmpty();
        refuses.set(false);
        await().untilAsserted(() -> assertThat(heard(company)).containsExactly(company + "@0"));
        await().until(() -> one.trouble().isEmpty());
    }

    @Test
    void another_revision_is_told_everything_anew_once() {
        one.start();
        var company = company();
        await().untilAsserted(() -> assertThat(heard(company)).containsExactly(company + "@0"));
        one.leave();
        one.awaitEnd();
        db.sql("insert into heard values (:follower, :event)")
                .param("follower", name)
                .param("event", company + "@as it was told before")
                .update();

        other = following(new Notes(2));
        other.start();
        await().untilAsserted(() -> assertThat(heard(company)).containsExactly(company + "@0"));
    }
}
