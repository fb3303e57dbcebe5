package nexus.query.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import nexus.query.search.SearchTerms.Clause;
import nexus.query.search.SearchTerms.Field;
import nexus.query.search.SearchTerms.Named;
import nexus.query.search.SearchTerms.Phrase;
import nexus.query.search.SearchTerms.Term;
import nexus.query.search.SearchTerms.Word;
import org.junit.jupiter.api.Test;

class SearchTermsTest {

    @Test
    void words_are_all_wanted_and_only_the_last_may_be_unfinished() {
        assertThat(read("walk-in shower"))
                .containsExactly(with(new Word("walk-in", false)), with(new Word("shower", true)));
    }

    @Test
    void a_space_after_the_last_word_finishes_it() {
        assertThat(read("shower ")).containsExactly(with(new Word("shower", false)));
    }

    @Test
    void quotes_make_a_phrase_also_when_the_second_is_still_missing() {
        assertThat(read("\"walk in\" bath"))
                .containsExactly(with(new Phrase("walk in")), with(new Word("bath", true)));
        assertThat(read("bath \"walk in")).last().isEqualTo(with(new Phrase("walk in")));
        assertThat(read("bath\"walk in\""))
                .containsExactly(with(new Word("bath", false)), with(new Phrase("walk in")));
    }

    @Test
    void a_minus_before_something_means_without_it() {
        assertThat(read("bath -shower -\"walk in\" -owner:anna"))
                .containsExactly(
                        with(new Word("bath", false)),
                        without(new Word("shower", false)),
                        without(new Phrase("walk in")),
                        without(new Named(Field.OWNER, "anna", false, false)));
    }

    @Test
    void a_minus_within_a_word_belongs_to_it() {
        assertThat(read("walk-in")).containsExactly(with(new Word("walk-in", true)));
    }

    @Test
    void a_known_name_before_a_colon_is_a_field_whatever_its_case() {
        assertThat(read("Company:acme stage:\"Closed Won\" name:x"))
                .containsExactly(
                        with(new Named(Field.COMPANY, "acme", false, false)),
                        with(new Named(Field.STAGE, "Closed Won", true, false)),
                        with(new Named(Field.TITLE, "x", false, true)));
    }

    @Test
    void an_unknown_name_before_a_colon_is_part_of_a_word() {
        assertThat(read("https://nexus 10:30"))
                .containsExactly(
                        with(new Word("https://nexus", false)), with(new Word("10:30", true)));
    }

    @Test
    void a_field_without_a_value_yet_asks_for_nothing() {
        assertThat(read("company:")).isEmpty();
        assertThat(read("company: acme")).containsExactly(with(new Word("acme", true)));
    }

    @Test
    void marks_alone_ask_for_nothing_but_pictographs_do() {
        assertThat(read("")).isEmpty();
        assertThat(read(" \u00a0\t ")).isEmpty();
        assertThat(read("- -- \"\" \" ( ) * ? && || ! ^ ~ : \\ /")).isEmpty();
        assertThat(read("🛁")).containsExactly(with(new Word("🛁", true)));
    }

    @Test
    void more_terms_than_anybody_means_are_left_out() {
        assertThat(read("word ".repeat(100))).hasSize(16);
    }

    @Test
    void nothing_that_can_be_typed_is_an_error() {
        var signs = "\"-: ab\u00e9\u0130ſß🛁company:tag\\*?()[]{}\u200b\u2028\ud83d".toCharArray();
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(24); length > 0; length--) {
                text.append(signs[random.nextInt(signs.length)]);
            }
            assertThatCode(() -> read(text.toString())).doesNotThrowAnyException();
        }
    }

    private static List<Clause> read(String text) {
        return SearchTerms.parse(text).clauses();
    }

    private static Clause with(Term term) {
        return new Clause(term, true);
    }

    private static Clause without(Term term) {
        return new Clause(term, false);
    }
}
