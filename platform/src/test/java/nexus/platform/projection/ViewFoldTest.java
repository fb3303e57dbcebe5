package nexus.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nexus.api.DomainEvent;
import nexus.platform.eventstore.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Days are written as numbers: what was recorded on day 5 may have occurred on day 2. */
class ViewFoldTest {

    private record Said(String streamId, String word) implements DomainEvent {}

    private record Sentence(String id, String words) {}

    /** Everything said in a stream, in the order of folding; "hush" takes the row away. */
    private static final class Sentences implements View<Said, Sentence> {
        @Override
        public String name() {
            return "sentences";
        }

        @Override
        public Class<Said> events() {
            return Said.class;
        }

        @Override
        public Class<Sentence> rows() {
            return Sentence.class;
        }

        @Override
        public @Nullable Sentence evolve(@Nullable Sentence row, Said event, Occurrence at) {
            return switch (event.word()) {
                case "hush" -> null;
                case "poison" -> throw new IllegalStateException("poison");
                case String word ->
                        new Sentence(event.streamId(), row == null ? word : row.words() + word);
            };
        }
    }

    private final List<RecordedEvent> stream = new ArrayList<>();

    private RecordedEvent said(String word, int occurred, int recorded) {
        var event =
                new RecordedEvent(
                        "event-" + stream.size(),
                        stream.size() + 1L,
                        "s-1",
                        stream.size(),
                        "said@1",
                        new Said("s-1", word),
                        "organization-1",
                        day(recorded),
                        day(occurred),
                        new RecordedEvent.By("USER", "user-1", "Ann"),
                        "request-1",
                        null);
        stream.add(event);
        return event;
    }

    private static Instant day(int day) {
        return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(86_400L * (day - 1));
    }

    private ViewFold<Said, Sentence> fold(RecordedEvent... events) {
        return fold(Map.of(), events);
    }

    private ViewFold<Said, Sentence> fold(
            Map<String, Kept<Sentence>> before, RecordedEvent... events) {
        var fold = new ViewFold<>(new Sentences(), before);
        List.of(events).forEach(fold::fold);
        return fold;
    }

    private List<Span<Sentence>> inBusinessOrder() {
        return ViewFold.inBusinessOrder(new Sentences(), "s-1", stream);
    }

    /** A span as its words and the days from and until. */
    private static String shown(Span<Sentence> span) {
        return span.kept().row().words() + " " + dayOf(span.from()) + "-" + dayOf(span.until());
    }

    private static String dayOf(@Nullable Instant instant) {
        return instant == null ? "" : instant.toString().substring(8, 10);
    }

    @Test
    void a_row_is_the_fold_of_its_events() {
        var fold = fold(said("a", 1, 1), said("b", 2, 2));
        assertThat(fold.changed())
                .singleElement()
                .satisfies(
                        kept -> {
                            assertThat(kept.row().words()).isEqualTo("ab");
                            assertThat(kept.version()).isEqualTo(1);
                            assertThat(kept.createdAt()).isEqualTo(day(1));
                            assertThat(kept.updatedAt()).isEqualTo(day(2));
                            assertThat(kept.organizationId()).isEqualTo("organization-1");
                            assertThat(kept.reordered()).isFalse();
                        });
    }

    @Test
    void both_pasts_follow_each_other_without_gap_or_overlap() {
        var fold = fold(said("a", 1, 3), said("b", 2, 4), said("c", 5, 6));
        assertThat(fold.known().stream().map(ViewFoldTest::shown))
                .containsExactly("a 03-04", "ab 04-06");
        assertThat(fold.effective().stream().map(ViewFoldTest::shown))
                .containsExactly("a 01-02", "ab 02-05");
        assertThat(fold.changed().getFirst().updatedAt()).as("known since").isEqualTo(day(6));
        assertThat(fold.changed().getFirst().effectiveFrom()).isEqualTo(day(5));
    }

    @Test
    void a_batch_continues_where_the_row_before_it_ends() {
        var before = fold(said("a", 1, 1)).changed().getFirst();
        var fold = fold(Map.of("s-1", before), said("b", 2, 3));
        assertThat(fold.changed().getFirst().row().words()).isEqualTo("ab");
        assertThat(fold.known().stream().map(ViewFoldTest::shown)).containsExactly("a 01-03");
        assertThat(fold.effective().stream().map(ViewFoldTest::shown)).containsExactly("a 01-02");
    }

    @Test
    void a_new_row_ends_nothing() {
        var fold = fold(said("a", 1, 1));
        assertThat(fold.known()).isEmpty();
        assertThat(fold.effective()).isEmpty();
    }

    @Test
    void an_event_out_of_business_order_marks_the_row_and_leaves_what_was_known_alone() {
        var fold = fold(said("a", 1, 1), said("c", 5, 5), said("b", 3, 6));
        assertThat(fold.reordered()).containsOnlyKeys("s-1");
        assertThat(fold.known().stream().map(ViewFoldTest::shown))
                .containsExactly("a 01-05", "ac 05-06");
        assertThat(fold.effective()).as("to be made anew from the stream").isEmpty();
    }

    @Test
    void the_business_past_is_made_anew_in_business_order() {
        fold(said("a", 1, 1), said("c", 5, 5), said("b", 3, 6));
        assertThat(inBusinessOrder().stream().map(ViewFoldTest::shown))
                .containsExactly("a 01-03", "ab 03-05", "abc 05-");
    }

    @Test
    void events_of_the_same_business_instant_keep_their_order() {
        fold(said("a", 4, 1), said("b", 4, 2), said("c", 1, 3));
        assertThat(inBusinessOrder().stream().map(ViewFoldTest::shown)).last().isEqualTo("cab 04-");
    }

    @Test
    void once_out_of_order_a_row_stays_marked() {
        var before = fold(said("b", 3, 3), said("a", 1, 4)).changed().getFirst();
        assertThat(before.reordered()).isTrue();
        var fold = fold(Map.of("s-1", before), said("c", 9, 9));
        assertThat(fold.reordered()).containsOnlyKeys("s-1");
    }

    @Test
    void a_clock_that_went_backwards_makes_no_span_that_ends_before_it_begins() {
        var fold = fold(said("a", 1, 5), said("b", 1, 4));
        assertThat(fold.known()).as("it was known for no time at all").isEmpty();
        assertThat(fold.changed().getFirst().updatedAt()).isEqualTo(day(5));
    }

    @Test
    void a_row_that_is_gone_is_deleted_and_its_absence_is_known() {
        var before = fold(said("a", 1, 1)).changed().getFirst();
        var fold = fold(Map.of("s-1", before), said("hush", 2, 2));
        assertThat(fold.deleted()).containsExactly("s-1");
        assertThat(fold.changed()).isEmpty();
        assertThat(fold.known().stream().map(ViewFoldTest::shown)).containsExactly("a 01-02");
    }

    @Test
    void an_event_that_the_view_cannot_take_leaves_nothing_behind() {
        var fold = fold(said("a", 1, 1));
        assertThatThrownBy(() -> fold.fold(said("poison", 2, 2)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(fold.changed().getFirst().row().words()).isEqualTo("a");
        assertThat(fold.known()).isEmpty();
    }
}
