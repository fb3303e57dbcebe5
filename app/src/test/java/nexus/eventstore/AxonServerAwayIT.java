package nexus.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import nexus.api.pipeline.PipelineId;
import nexus.platform.NewId;
import nexus.testing.TestServers;
import org.awaitility.Awaitility;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Axon Server goes away under load and comes back. */
class AxonServerAwayIT {

    private static final int WRITERS = 8;

    private static List<String> copied(ConfiguredStore store) {
        return store.bean(JdbcClient.class)
                .sql("select e.event_id from event_position p join event e using (seq)")
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Test
    void nothing_that_was_acknowledged_is_lost_and_nothing_is_there_twice() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Set<Throwable> failures = ConcurrentHashMap.newKeySet();
        var stop = new AtomicBoolean();
        try (var proxy = new Proxy(AxonServers.require());
                var store =
                        MirroredStore.onAxonServer(proxy.address(), TestServers.freshDatabase())) {
            try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < WRITERS; i++) {
                    writers.execute(
                            () -> {
                                try {
                                    write(store, acknowledged, stop);
                                } catch (RuntimeException e) {
                                    failures.add(e);
                                }
                            });
                }
                for (int times = 0; times < 3; times++) {
                    moreThan(acknowledged.size() + 100, acknowledged);
                    proxy.cut();
                    var before = acknowledged.size();
                    TimeUnit.MILLISECONDS.sleep(700); // the time it is away
                    proxy.mend();
                    moreThan(before + WRITERS, acknowledged);
                }
                stop.set(true);
            }
            assertThat(failures).isEmpty();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(copied(store)).containsAll(acknowledged));
            assertThat(copied(store)).doesNotHaveDuplicates();
            assertThat(new HashSet<>(copied(store))).containsAll(acknowledged);
        }
    }

    private static void moreThan(int events, Set<String> acknowledged) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> acknowledged.size() > events);
    }

    /** Each writer goes on in a stream of its own, so that a version stored twice is found out. */
    private static void write(Store store, Set<String> acknowledged, AtomicBoolean stop) {
        var stream = NewId.of(PipelineId.PREFIX);
        for (long version = 0; !stop.get(); version++) {
            var event = Conformance.event(stream, version, "x");
            store.append(event);
            acknowledged.add(event.getIdentifier());
        }
    }

    @Test
    void who_has_waited_long_enough_is_told_to_come_again() throws Exception {
        try (var proxy = new Proxy(AxonServers.require());
                var store =
                        MirroredStore.onAxonServer(
                                proxy.address(),
                                TestServers.freshDatabase(),
                                Duration.ofSeconds(1))) {
            var stream = NewId.of(PipelineId.PREFIX);
            store.append(Conformance.event(stream, 0, "before"));
            proxy.cut();
            assertThatThrownBy(() -> store.append(Conformance.event(stream, 1, "away")))
                    .isInstanceOf(TransientDataAccessException.class)
                    .hasMessageContaining("gives no answer");
            proxy.mend();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> {
                                store.append(Conformance.event(stream, 1, "back"));
                            });
        }
    }

    @Test
    void what_was_stored_without_an_answer_is_neither_refused_nor_stored_again() throws Exception {
        var server = AxonServers.require();
        var stream = NewId.of(PipelineId.PREFIX);
        try (var proxy = new Proxy(server);
                var witness = MirroredStore.onAxonServer(server, TestServers.freshDatabase());
                var store =
                        MirroredStore.onAxonServer(proxy.address(), TestServers.freshDatabase());
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            store.append(Conformance.event(stream, 0, "before"));
            proxy.silence();
            var appended =
                    executor.submit(() -> store.append(Conformance.event(stream, 1, "unanswered")));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(
                            () ->
                                    witness.events()
                                            .lastSequenceNumberFor(stream)
                                            .equals(Optional.of(1L)));
            assertThat(appended.isDone()).isFalse();
            proxy.cut();
            proxy.mend();
            appended.get(30, TimeUnit.SECONDS);
            assertThat(witness.events().lastSequenceNumberFor(stream)).contains(1L);
            assertThatThrownBy(() -> store.append(Conformance.event(stream, 1, "another")))
                    .isInstanceOf(ConcurrencyException.class);
        }
    }
}
