package nexus.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import nexus.api.pipeline.PipelineId;
import nexus.platform.NewId;
import nexus.platform.eventstore.Append.AlreadyAnswered;
import nexus.platform.eventstore.Append.Answer;
import nexus.platform.eventstore.Append.Value;
import nexus.platform.eventstore.Appends;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What one unit of work stores besides its events, held to the same on every store. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ClaimsSuite {

    private final Supplier<ConfiguredStore> opening;
    private @Nullable ConfiguredStore opened;

    ClaimsSuite(Supplier<ConfiguredStore> opening) {
        this.opening = opening;
    }

    @BeforeAll
    final void open() {
        opened = opening.get();
    }

    @AfterAll
    final void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private static final class Taken extends RuntimeException {}

    private String name = "";

    @BeforeEach
    final void nobody_has_the_name() {
        name = "ana+%s@example.com".formatted(NewId.of("x"));
    }

    private ConfiguredStore store() {
        return Objects.requireNonNull(opened);
    }

    private static String stream() {
        return NewId.of(PipelineId.PREFIX);
    }

    private Value value(String stream) {
        return new Value("*", "user.email", name, stream);
    }

    private void begin(String stream, Runnable besides) {
        store().inUnitOfWork(
                        () -> {
                            besides.run();
                            store().events().publish(Conformance.event(stream, 0, "x"));
                        });
    }

    private void claim(String stream) {
        begin(stream, () -> appends().ofUnitOfWork().claim(value(stream), Taken::new));
    }

    private Appends appends() {
        return store().bean(Appends.class);
    }

    private boolean exists(String stream) {
        return store().events().readEvents(stream).hasNext();
    }

    private List<String> holders() {
        return store().bean(JdbcClient.class)
                .sql("select stream_id from reservation where kind = 'user.email' and value = ?")
                .param(name)
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Test
    void a_value_is_taken_once_and_the_event_of_the_second_is_not_stored() {
        var first = stream();
        var second = stream();
        claim(first);
        assertThatThrownBy(() -> claim(second)).isInstanceOf(Taken.class);
        assertThat(exists(first)).isTrue();
        assertThat(exists(second)).isFalse();
        assertThat(holders()).containsExactly(first);
    }

    @Test
    void a_value_that_is_given_back_can_be_taken_by_another() {
        var first = stream();
        var second = stream();
        claim(first);
        store().inUnitOfWork(
                        () -> {
                            appends().ofUnitOfWork().release(value(first));
                            store().events().publish(Conformance.event(first, 1, "gone"));
                        });
        claim(second);
        assertThat(holders()).containsExactly(second);
    }

    @Test
    void only_its_holder_gives_a_value_back() {
        var first = stream();
        var second = stream();
        claim(first);
        begin(second, () -> appends().ofUnitOfWork().release(value(second)));
        assertThatThrownBy(() -> claim(stream())).isInstanceOf(Taken.class);
        assertThat(holders()).containsExactly(first);
    }

    @Test
    void of_many_who_take_a_value_at_once_one_gets_it() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var claims =
                    IntStream.range(0, 16)
                            .mapToObj(_ -> (Callable<Boolean>) () -> tryToClaim(stream()))
                            .toList();
            var outcomes = executor.invokeAll(claims);
            var winners = 0;
            for (var outcome : outcomes) {
                winners += outcome.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        }
        assertThat(holders()).hasSize(1);
    }

    /** Tries again after a conflict, as commands are. */
    private boolean tryToClaim(String stream) {
        for (; ; ) {
            try {
                claim(stream);
                return true;
            } catch (Taken _) {
                assertThat(exists(stream)).isFalse();
                return false;
            } catch (ConcurrencyException _) {
                assertThat(exists(stream)).isFalse();
            }
        }
    }

    @Test
    void an_answer_is_given_once_for_a_key_and_can_be_looked_up() {
        var first = stream();
        var second = stream();
        begin(first, () -> appends().ofUnitOfWork().remember(answer(first)));
        assertThatThrownBy(
                        () ->
                                begin(
                                        second,
                                        () -> appends().ofUnitOfWork().remember(answer(second))))
                .isInstanceOf(AlreadyAnswered.class);
        assertThat(exists(second)).isFalse();
        assertThat(
                        store().bean(JdbcClient.class)
                                .sql("select stream_id from idempotency where key = ?")
                                .param(name)
                                .query((row, _) -> row.getString(1))
                                .list())
                .containsExactly(first);
    }

    private Answer answer(String stream) {
        return new Answer("organization-1", "user-1", name, "hash", stream, 0, true);
    }

    @Test
    void what_is_kept_besides_events_is_not_kept_without_them() {
        var db = store().bean(JdbcClient.class);
        db.sql("create table if not exists beside (stream text)").update();
        var stream = stream();
        Runnable note = () -> db.sql("insert into beside values (?)").param(stream).update();
        begin(stream, () -> appends().ofUnitOfWork().besides(note));
        assertThatThrownBy(() -> begin(stream, () -> appends().ofUnitOfWork().besides(note)))
                .isInstanceOf(ConcurrencyException.class);
        assertThat(
                        db.sql("select count(*) from beside where stream = ?")
                                .param(stream)
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
    }
}
