package nexus.platform.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import nexus.app.EngineTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Two nodes, as far as the database can tell, with the same things to do. */
class DueListsIT extends EngineTest {

    @Autowired JdbcClient db;
    @Autowired TransactionTemplate transactions;
    @Autowired WorkMetrics metrics;

    private Leases one;
    private Leases other;
    private final String name = "test-" + UUID.randomUUID();

    @BeforeEach
    void begin() {
        one = new Leases(db, transactions);
        other = new Leases(db, transactions);
        one.start();
        other.start();
        db.sql("create table if not exists work_done (item text)").update();
    }

    @AfterEach
    void end() {
        one.stop();
        other.stop();
    }

    private void expire(String lease) {
        db.sql(
                        """
                        update work_lease set until = clock_timestamp() - interval '1 second'
                        where name = :name""")
                .param("name", lease)
                .update();
    }

    private void noteDone(String item) {
        db.sql("insert into work_done values (:item)").param("item", item).update();
    }

    private long done(String item) {
        return db.sql("select count(*) from work_done where item = :item")
                .param("item", item)
                .query(Long.class)
                .single();
    }

    @Test
    void one_node_has_it_until_it_lets_go() {
        var lease = one.take(name).orElseThrow();
        assertThat(other.take(name)).isEmpty();
        assertThat(one.take(name)).as("nor the same twice").isEmpty();
        lease.guard(() -> noteDone(name));
        assertThat(done(name)).isEqualTo(1);
        one.release(lease);
        assertThat(other.take(name)).isPresent();
    }

    @Test
    void who_slept_through_it_does_nothing_more() {
        var sleeper = one.take(name).orElseThrow();
        expire(name);
        var successor = other.take(name).orElseThrow();
        assertThatThrownBy(() -> sleeper.guard(() -> noteDone(name)))
                .isInstanceOf(Lease.Lost.class);
        assertThat(done(name)).isZero();
        assertThat(sleeper.goesOn()).isFalse();
        one.release(sleeper);
        successor.guard(() -> noteDone(name));
        assertThat(done(name)).isEqualTo(1);
    }

    @Test
    void who_is_in_a_transaction_is_not_overtaken() throws InterruptedException {
        var lease = one.take(name).orElseThrow();
        var taken = new CountDownLatch(1);
        lease.guard(
                () -> {
                    expire(name);
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        other.take(name);
                                        taken.countDown();
                                    });
                    await().until(this::isWaitedFor);
                    noteDone(name);
                });
        assertThat(done(name)).isEqualTo(1);
        taken.await();
    }

    private boolean isWaitedFor() {
        return db.sql("select count(*) from pg_locks where not granted").query(Long.class).single()
                > 0;
    }

    @Test
    void it_is_renewed_for_as_long_as_the_node_lives_and_lost_is_noticed() {
        var lease = one.take(name).orElseThrow();
        db.sql(
                        """
                        update work_lease set until = clock_timestamp() + interval '3 seconds'
                        where name = :name""")
                .param("name", name)
                .update();
        await().atMost(Duration.ofSeconds(8))
                .until(
                        () ->
                                db.sql(
                                                """
                                                select until > clock_timestamp()
                                                  + interval '5 seconds'
                                                from work_lease where name = :name""")
                                        .param("name", name)
                                        .query(Boolean.class)
                                        .single());
        assertThat(lease.goesOn()).isTrue();
        db.sql("update work_lease set number = number + 1000000 where name = :name")
                .param("name", name)
                .update();
        await().atMost(Duration.ofSeconds(8)).until(() -> !lease.goesOn());
    }

    /** Items that are due until they were done, each by whoever comes first. */
    private final class Items implements DueList {
        private final Set<String> due = ConcurrentHashMap.newKeySet();
        private final Map<String, Integer> begun = new ConcurrentHashMap<>();
        private final AtomicInteger atOnce = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final Set<String> fails = ConcurrentHashMap.newKeySet();

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<String> due(int atMost) {
            return due.stream().sorted().limit(atMost).toList();
        }

        @Override
        public void work(String item, Lease lease) {
            if (!due.contains(item)) {
                return; // somebody else was faster
            }
            begun.merge(item, 1, Integer::sum);
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            try {
                if (fails.remove(item)) {
                    throw new IllegalStateException("once");
                }
                lease.guard(() -> noteDone(item));
                due.remove(item);
            } finally {
                atOnce.decrementAndGet();
            }
        }

        @Override
        public Duration every() {
            return Duration.ofMillis(50);
        }

        @Override
        public int atATime() {
            return 2;
        }
    }

    @Test
    void two_nodes_do_each_thing_once_and_no_more_at_a_time_than_they_may() {
        var items = new Items();
        for (int i = 0; i < 100; i++) {
            items.due.add(name + "-" + i);
        }
        var here = new DueListWorker(items, one, metrics);
        var there = new DueListWorker(items, other, metrics);
        here.start();
        there.start();
        await().atMost(Duration.ofSeconds(30)).until(items.due::isEmpty);
        here.leave();
        there.leave();
        here.awaitEnd(Duration.ofSeconds(10));
        there.awaitEnd(Duration.ofSeconds(10));
        assertThat(items.begun).hasSize(100);
        items.begun.keySet().forEach(item -> assertThat(done(item)).isEqualTo(1));
        assertThat(items.most).hasValueLessThanOrEqualTo(4);
    }

    @Test
    void what_fails_comes_again_and_keeps_nobody_else() {
        var items = new Items();
        items.due.addAll(List.of(name + "-a", name + "-b"));
        items.fails.add(name + "-a");
        var worker = new DueListWorker(items, one, metrics);
        worker.start();
        await().until(() -> worker.state().failing() == 1);
        await().atMost(Duration.ofSeconds(10)).until(items.due::isEmpty);
        await().untilAsserted(() -> assertThat(worker.state().error()).isNull());
        worker.leave();
        worker.awaitEnd(Duration.ofSeconds(10));
        assertThat(items.begun).containsEntry(name + "-a", 2).containsEntry(name + "-b", 1);
    }

    @Test
    void what_a_dead_node_left_is_taken_up_by_another() {
        var items = new Items();
        var item = name + "-left";
        items.due.add(item);
        db.sql(
                        """
                        insert into work_lease values
                          (:name, 'dead', 1, clock_timestamp() + interval '2 seconds')""")
                .param("name", name + "/" + item)
                .update();
        var worker = new DueListWorker(items, other, metrics);
        worker.start();
        await().atMost(Duration.ofSeconds(10)).until(items.due::isEmpty);
        worker.leave();
        worker.awaitEnd(Duration.ofSeconds(10));
        assertThat(done(item)).isEqualTo(1);
    }
}
