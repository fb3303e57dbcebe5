package nexus.platform.eventstore;

import static nexus.platform.eventstore.StoreDatabase.ORGANIZATION;
import static nexus.platform.eventstore.StoreDatabase.answer;
import static nexus.platform.eventstore.StoreDatabase.append;
import static nexus.platform.eventstore.StoreDatabase.event;
import static nexus.platform.eventstore.StoreDatabase.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Appends that come at the same moment, on a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupCommitIT {

    private static final RuntimeException TAKEN = new IllegalStateException("taken");

    private StoreDatabase database;
    private GroupCommit group;

    @BeforeAll
    void open() {
        database = new StoreDatabase(8);
        group = database.groupCommit();
    }

    @AfterAll
    void close() {
        database.close();
    }

    /** What became of each: empty if it was stored. */
    private List<String> together(List<Append> appends) throws Exception {
        var start = new CountDownLatch(1);
        var outcomes = new ArrayList<Future<String>>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var append : appends) {
                outcomes.add(
                        callers.submit(
                                () -> {
                                    start.await();
                                    return outcome(append);
                                }));
            }
            start.countDown();
        }
        var results = new ArrayList<String>();
        for (var outcome : outcomes) {
            results.add(outcome.get());
        }
        return results;
    }

    private String outcome(Append append) {
        try {
            group.store(append);
            return "";
        } catch (RuntimeException refused) {
            return refused.getClass().getSimpleName();
        }
    }

    @Test
    void of_64_writers_of_one_version_exactly_one_wins() throws Exception {
        for (long version = 0; version < 10; version++) {
            long next = version;
            var outcomes =
                    together(
                            IntStream.range(0, 64)
                                    .mapToObj(_ -> append("thing-contended", next))
                                    .toList());
            assertThat(outcomes).filteredOn(String::isEmpty).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(outcome -> !outcome.isEmpty())
                    .containsOnly("ConcurrencyException");
        }
        assertThat(database.versions("thing-contended"))
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void whatever_is_wrong_with_one_its_neighbours_are_stored() throws Exception {
        group.store(append("thing-there", 0));
        var holder = append("thing-holder", 0);
        holder.claim(value("held", "thing-holder"), () -> TAKEN);
        holder.remember(answer("held-key", "thing-holder"));
        group.store(holder);

        var appends = new ArrayList<Append>();
        for (int i = 0; i < 200; i++) {
            var own = "thing-neighbour" + i;
            var good = append(own, 0, 1);
            good.claim(value(own, own), () -> TAKEN);
            good.remember(answer(own, own));
            appends.add(good);
            appends.add(
                    switch (i % 4) {
                        case 0 -> append("thing-there", 0);
                        case 1 -> {
                            var taken = append("thing-bad" + i, 0);
                            taken.claim(value("fresh" + i, "thing-bad" + i), () -> TAKEN);
                            taken.claim(value("held", "thing-bad" + i), () -> TAKEN);
                            yield taken;
                        }
                        case 2 -> {
                            var answered = append("thing-bad" + i, 0);
                            answered.remember(answer("held-key", "thing-bad" + i));
                            yield answered;
                        }
                        default -> {
                            var broken = new Append();
                            broken.add(event("thing-bad" + i, 0, "no JSON"));
                            yield broken;
                        }
                    });
        }
        var outcomes = together(appends);

        for (int i = 0; i < 200; i++) {
            assertThat(outcomes.get(2 * i)).as("neighbour %d", i).isEmpty();
            assertThat(database.versions("thing-neighbour" + i)).containsExactly(0L, 1L);
            assertThat(outcomes.get(2 * i + 1))
                    .isEqualTo(
                            switch (i % 4) {
                                case 0 -> "ConcurrencyException";
                                case 1 -> "IllegalStateException";
                                case 2 -> "AlreadyAnswered";
                                default -> "DataIntegrityViolationException";
                            });
            assertThat(database.versions("thing-bad" + i)).isEmpty();
        }
        assertThat(
                        database.db
                                .sql("select count(*) from reservation where value like 'fresh%'")
                                .query(Long.class)
                                .single())
                .as("nothing stays claimed by who was refused")
                .isZero();
        assertThat(
                        database.db
                                .sql(
                                        "select stream_id from idempotency where key = 'held-key' and organization_id = :o")
                                .param("o", ORGANIZATION)
                                .query(String.class)
                                .single())
                .isEqualTo("thing-holder");
    }

    @Test
    void a_value_claimed_by_many_at_once_goes_to_one() throws Exception {
        var appends = new ArrayList<Append>();
        for (int i = 0; i < 64; i++) {
            var append = append("thing-claimant" + i, 0);
            append.claim(value("wanted", "thing-claimant" + i), () -> TAKEN);
            appends.add(append);
        }
        assertThat(together(appends)).filteredOn(String::isEmpty).hasSize(1);
        assertThat(
                        database.db
                                .sql(
                                        "select stream_id from event where stream_id like 'thing-claimant%'")
                                .query(String.class)
                                .list())
                .containsExactly(
                        database.db
                                .sql("select stream_id from reservation where value = 'wanted'")
                                .query(String.class)
                                .single());
    }

    @Test
    void ones_own_value_can_be_claimed_again_and_given_back() {
        var first = append("thing-owner", 0);
        first.claim(value("mine", "thing-owner"), () -> TAKEN);
        group.store(first);
        var again = append("thing-owner", 1);
        again.claim(value("mine", "thing-owner"), () -> TAKEN);
        group.store(again);
        var stranger = append("thing-stranger", 0);
        stranger.release(value("mine", "thing-stranger"));
        stranger.claim(value("mine", "thing-stranger"), () -> TAKEN);
        assertThatThrownBy(() -> group.store(stranger)).isSameAs(TAKEN);

        var back = append("thing-owner", 2);
        back.release(value("mine", "thing-owner"));
        group.store(back);
        group.store(stranger);
        assertThat(database.versions("thing-stranger")).containsExactly(0L);
    }

    @Test
    void an_event_needs_its_predecessor() {
        group.store(append("thing-gapless", 0, 1));
        assertThatThrownBy(() -> group.store(append("thing-gapless", 3)))
                .isInstanceOf(ConcurrencyException.class);
        assertThatThrownBy(() -> group.store(append("thing-gapless", 1)))
                .isInstanceOf(ConcurrencyException.class);
        assertThatThrownBy(() -> group.store(append("thing-unbegun", 1)))
                .isInstanceOf(ConcurrencyException.class);
        assertThat(database.versions("thing-gapless")).containsExactly(0L, 1L);
        assertThat(database.versions("thing-unbegun")).isEmpty();
    }

    @Test
    void an_answer_can_be_all_there_is_to_store() {
        var nothing = new Append();
        nothing.remember(answer("nothing-happened", "thing-quiet"));
        group.store(nothing);
        var second = append("thing-second", 0);
        second.remember(answer("nothing-happened", "thing-second"));
        assertThatThrownBy(() -> group.store(second)).isInstanceOf(Append.AlreadyAnswered.class);
        assertThat(database.versions("thing-second")).isEmpty();
    }

    @Test
    void an_answer_older_than_a_day_makes_place_for_another() {
        var first = append("thing-yesterday", 0);
        first.remember(answer("daily", "thing-yesterday"));
        group.store(first);
        database.db
                .sql(
                        "update idempotency set answered_at = now() - interval '25 hours' where key = 'daily'")
                .update();
        var today = append("thing-today", 0);
        today.remember(answer("daily", "thing-today"));
        group.store(today);
        assertThat(database.versions("thing-today")).containsExactly(0L);
    }

    @Test
    void what_is_kept_besides_events_fails_and_succeeds_with_them() {
        var fails = append("thing-besides", 0);
        fails.besides(() -> remember("fails"));
        fails.besides(
                () -> {
                    throw TAKEN;
                });
        assertThatThrownBy(() -> group.store(fails)).isSameAs(TAKEN);
        assertThat(database.versions("thing-besides")).isEmpty();

        var late = append("thing-besides", 7);
        late.besides(() -> remember("late"));
        assertThatThrownBy(() -> group.store(late)).isInstanceOf(ConcurrencyException.class);

        var succeeds = append("thing-besides", 0);
        succeeds.besides(() -> remember("succeeds"));
        group.store(succeeds);
        assertThat(
                        database.db
                                .sql("select value from reservation where scope = 'besides'")
                                .query(String.class)
                                .list())
                .containsExactly("succeeds");
    }

    private void remember(String value) {
        database.db
                .sql("insert into reservation values ('besides', 'besides', :value, 'besides')")
                .param("value", value)
                .update();
    }

    @Test
    void an_append_is_no_part_of_a_transaction_that_happens_to_be_open() {
        var transactions =
                new TransactionTemplate(new DataSourceTransactionManager(database.pool()));
        transactions.executeWithoutResult(
                transaction -> {
                    group.store(append("thing-apart", 0));
                    transaction.setRollbackOnly();
                });
        assertThat(database.versions("thing-apart")).containsExactly(0L);
    }

    @Test
    void a_caller_that_is_interrupted_still_learns_what_became_of_its_append() throws Exception {
        var interrupted = new boolean[1];
        var caller =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    Thread.currentThread().interrupt();
                                    group.store(append("thing-interrupted", 0));
                                    interrupted[0] = Thread.interrupted();
                                });
        caller.join();
        assertThat(database.versions("thing-interrupted")).containsExactly(0L);
        assertThat(interrupted[0]).isTrue();
    }
}
