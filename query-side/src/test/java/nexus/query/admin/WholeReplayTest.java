package nexus.query.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import nexus.platform.projection.Rebuild;
import nexus.platform.projection.Rebuild.Comparison;
import nexus.platform.projection.Rebuild.State;
import nexus.platform.projection.Replayable;
import nexus.query.admin.WholeReplay.Part;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeReplayTest {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    /** A maker that only says what it counts. */
    private static Replayable counting(String unit) {
        return (Replayable)
                Proxy.newProxyInstance(
                        Replayable.class.getClassLoader(),
                        new Class<?>[] {Replayable.class},
                        (_, method, _) -> {
                            assertThat(method.getName()).isEqualTo("unit");
                            return unit;
                        });
    }

    private static Part part(
            String name, State state, long done, @Nullable String error, @Nullable Instant end) {
        return new Part(
                counting(name.equals("search") ? "documents" : "events"),
                new Rebuild(
                        "replay-1",
                        List.of(name),
                        false,
                        false,
                        state,
                        state + " " + name,
                        done,
                        100,
                        done,
                        10,
                        List.of(new Comparison(name, 1, 1, true, List.of())),
                        error,
                        START,
                        end,
                        null));
    }

    private static WholeReplay of(State views, State search) {
        return new WholeReplay(
                List.of(
                        part("deals", views, 50, null, null),
                        part("search", search, 60, null, null)));
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, RUNNING, RUNNING",
        "READY, RUNNING, RUNNING",
        "RUNNING, FAILED, RUNNING",
        "FAILED, CANCELLED, FAILED",
        "READY, FAILED, FAILED",
        "CANCELLED, READY, CANCELLED",
        "READY, READY, READY",
        "SWITCHED, READY, READY",
        "COMPARED, COMPARED, COMPARED",
        "SWITCHED, SWITCHED, SWITCHED",
        "SWITCHED, ROLLED_BACK, SWITCHED",
        "ROLLED_BACK, ROLLED_BACK, ROLLED_BACK"
    })
    void the_whole_stands_as_its_foremost_part(State views, State search, State whole) {
        assertThat(of(views, search).state()).isEqualTo(whole);
        assertThat(of(search, views).state()).isEqualTo(whole);
    }

    @Test
    void progress_is_that_of_the_first_part_still_on_its_way() {
        var both = of(State.RUNNING, State.RUNNING).answer(List.of());
        assertThat(both.unit()).isEqualTo("events");
        assertThat(both.done()).isEqualTo(50);
        var one = of(State.READY, State.RUNNING).answer(List.of());
        assertThat(one.unit()).isEqualTo("documents");
        assertThat(one.step()).isEqualTo("RUNNING search");
        assertThat(one.done()).isEqualTo(60);
    }

    @Test
    void it_tells_of_all_views_and_comparisons_and_of_what_went_wrong_in_any() {
        var answer =
                new WholeReplay(
                                List.of(
                                        part(
                                                "deals",
                                                State.CANCELLED,
                                                1,
                                                null,
                                                START.plusSeconds(1)),
                                        part(
                                                "search",
                                                State.FAILED,
                                                1,
                                                "refused",
                                                START.plusSeconds(2))))
                        .answer(List.of());
        assertThat(answer.views()).containsExactly("deals", "search");
        assertThat(answer.comparisons().stream().map(Comparison::view))
                .containsExactly("deals", "search");
        assertThat(answer.error()).isEqualTo("refused");
        assertThat(answer.finishedAt()).isEqualTo(START.plusSeconds(2));
        assertThat(answer.switchedAt()).isNull();
    }

    @Test
    void it_has_not_ended_before_all_its_parts_have() {
        var half =
                new WholeReplay(
                        List.of(
                                part("deals", State.READY, 1, null, START.plusSeconds(1)),
                                part("search", State.RUNNING, 1, null, null)));
        assertThat(half.answer(List.of()).finishedAt()).isNull();
    }
}
