package nexus.platform.decider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Places are never overfilled, and organizations take turns when they are scarce. */
class PlacesTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final CountDownLatch end = new CountDownLatch(1);
    private final List<String> admitted = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private boolean awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private void queue(Places places, String organization) {
        var thread =
                Thread.ofVirtual()
                        .start(
                                () ->
                                        places.take(
                                                organization,
                                                LONG,
                                                () -> admitted.add(organization)));
        threads.add(thread);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    @Test
    void organizations_take_turns_however_many_one_of_them_sends() throws Exception {
        var places = new Places(1);
        threads.add(Thread.ofVirtual().start(() -> places.take("first", LONG, this::awaitEnd)));
        await().until(() -> threads.getFirst().getState() == Thread.State.WAITING);
        for (int i = 0; i < 5; i++) {
            queue(places, "crowd");
        }
        queue(places, "quiet");
        queue(places, "shy");
        queue(places, "quiet");
        end.countDown();
        for (var thread : threads) {
            thread.join();
        }
        assertThat(admitted)
                .containsExactly(
                        "crowd", "quiet", "shy", "crowd", "quiet", "crowd", "crowd", "crowd");
    }

    @Test
    void no_more_are_in_than_there_are_places_and_everybody_gets_one() throws Exception {
        var places = new Places(4);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var done = new AtomicInteger();
        for (int i = 0; i < 64; i++) {
            var organization = "o" + i % 5;
            threads.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        for (int j = 0; j < 500; j++) {
                                            places.take(
                                                    organization,
                                                    LONG,
                                                    () -> {
                                                        most.accumulateAndGet(
                                                                inside.incrementAndGet(),
                                                                Math::max);
                                                        Thread.yield();
                                                        inside.decrementAndGet();
                                                        return done.incrementAndGet();
                                                    });
                                        }
                                    }));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(done).hasValue(64 * 500);
        assertThat(most.get()).isBetween(2, 4);
    }

    @Test
    void who_has_waited_long_enough_is_told_so_and_leaves_no_gap() throws Exception {
        var places = new Places(1);
        threads.add(Thread.ofVirtual().start(() -> places.take("first", LONG, this::awaitEnd)));
        await().until(() -> threads.getFirst().getState() == Thread.State.WAITING);
        assertThatThrownBy(() -> places.take("second", SHORT, () -> true)).isInstanceOf(Busy.class);
        end.countDown();
        threads.getFirst().join();
        assertThat(places.take("second", SHORT, () -> "in")).isEqualTo("in");
    }
}
