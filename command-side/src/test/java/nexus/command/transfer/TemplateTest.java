package nexus.command.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts made of several cells. */
class TemplateTest {

    static String render(String template, Map<String, String> cells) {
        return Template.of(template).render(column -> cells.getOrDefault(column, ""));
    }

    @Test
    void every_place_takes_its_cell() {
        assertThat(
                        render(
                                "{product} for {account}",
                                Map.of("product", "GTX Basic", "account", "Cancity")))
                .isEqualTo("GTX Basic for Cancity");
    }

    @Test
    void an_empty_place_goes_with_the_words_before_it() {
        assertThat(render("{product} for {account}", Map.of("product", "GTX Basic")))
                .isEqualTo("GTX Basic");
        assertThat(render("{product} for {account}", Map.of("account", "Cancity")))
                .isEqualTo("Cancity");
    }

    @Test
    void words_before_the_first_and_after_the_last_place_stay() {
        assertThat(render("Deal: {product} (imported)", Map.of("product", "X")))
                .isEqualTo("Deal: X (imported)");
    }

    @Test
    void without_any_cell_there_is_no_text() {
        assertThat(render("Deal: {product} for {account}!", Map.of())).isEmpty();
    }

    @Test
    void a_template_may_have_no_places() {
        assertThat(render("Opportunity", Map.of())).isEqualTo("Opportunity");
    }

    @Test
    void braces_come_in_pairs() {
        assertThatThrownBy(() -> Template.of("{product"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Template.of("a} {b}"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
