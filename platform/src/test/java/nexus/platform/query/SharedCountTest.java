package nexus.platform.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedCountTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final SharedCount shared = new SharedCount();
    private final AtomicLong counted = new AtomicLong();

    private long ask(long reached) {
        return shared.get(reached, LONG, counted::incrementAndGet);
    }

    @Test
    void while_nothing_changes_it_is_counted_once() {
        assertThat(List.of(ask(7), ask(7), ask(7))).containsOnly(1L);
    }

    @Test
    void what_was_counted_before_something_changed_is_not_told_again() {
        assertThat(List.of(ask(7), ask(8), ask(9))).containsExactly(1L, 2L, 3L);
    }

    @Test
    void what_was_counted_long_ago_is_counted_again_in_any_case() {
        ask(7);
        assertThat(shared.get(7, Duration.ZERO, counted::incrementAndGet)).isEqualTo(2);
    }

    @Test
    void all_who_come_while_one_counts_share_the_next_count() throws Exception {
        var mayGoOn = new CountDownLatch(1);
        var first =
                task(
                        () -> {
                            counted.incrementAndGet();
                            mayGoOn.await();
                            return counted.get();
                        });
        await().until(() -> counted.get() == 1);
        var others = new ArrayList<FutureTask<Long>>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 20; i++) {
            var position = 100 + i;
            var other = new FutureTask<>(() -> ask(position));
            others.add(other);
            threads.add(Thread.ofPlatform().start(other));
        }
        await().until(
                        () ->
                                threads.stream()
                                        .allMatch(
                                                thread ->
                                                        thread.getState() == Thread.State.WAITING));
        mayGoOn.countDown();
        assertThat(first.get()).isEqualTo(1);
        for (var other : others) {
            assertThat(other.get()).isEqualTo(2);
        }
    }

    private interface Counting {
        long count() throws InterruptedException;
    }

    private FutureTask<Long> task(Counting counting) {
        var task =
                new FutureTask<>(
                        () ->
                                shared.get(
                                        1,
                                        LONG,
                                        () -> {
                                            try {
                                                return counting.count();
                                            } catch (InterruptedException e) {
                                                throw new IllegalStateException(e);
                                            }
                                        }));
        Thread.ofPlatform().start(task);
        return task;
    }

    @Test
    void who_fails_to_count_leaves_it_to_the_next() {
        assertThatThrownBy(
                        () ->
                                shared.get(
                                        1,
                                        LONG,
                                        () -> {
                                            throw new IllegalStateException("away");
                                        }))
                .hasMessage("away");
        assertThat(ask(1)).isEqualTo(1);
    }
}
