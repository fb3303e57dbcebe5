package nexus.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nexus.api.Patch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldValuesTest {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    record Body(@FieldValues @Nullable Map<String, Object> fields) {}

    record Change(Patch<@FieldValues Map<String, Object>> fields) {}

    record Call(@PhoneNumber @Nullable String phone) {}

    @Test
    void flat_values_are_fine_and_so_are_none() {
        assertThat(isValid(new Body(Map.of("a", "text", "b", 1, "c", 1.5, "d", true)))).isTrue();
        assertThat(isValid(new Body(null))).isTrue();
        var cleared = new HashMap<String, Object>();
        cleared.put("a", null);
        assertThat(isValid(new Body(cleared))).isTrue();
    }

    @Test
    void structures_are_refused() {
        assertThat(isValid(new Body(Map.of("a", List.of(1))))).isFalse();
        assertThat(isValid(new Body(Map.of("a", Map.of("b", 1))))).isFalse();
    }

    @Test
    void what_would_not_come_back_as_it_went_in_is_refused() {
        assertThat(isValid(new Body(Map.of("a", Double.POSITIVE_INFINITY)))).isFalse();
        assertThat(isValid(new Body(Map.of("a\0", "text")))).isFalse();
        assertThat(isValid(new Body(Map.of("a", "te\0xt")))).isFalse();
    }

    @Test
    void there_are_limits() {
        assertThat(isValid(new Body(Map.of("a".repeat(61), 1)))).isFalse();
        assertThat(isValid(new Body(Map.of(" ", 1)))).isFalse();
        assertThat(isValid(new Body(Map.of("a", "x".repeat(2000))))).isTrue();
        assertThat(isValid(new Body(Map.of("a", "x".repeat(2001))))).isFalse();
        var many = new HashMap<String, Object>();
        for (int i = 0; i < 51; i++) {
            many.put("field" + i, i);
        }
        assertThat(isValid(new Body(many))).isFalse();
    }

    @Test
    void a_patch_is_held_to_the_same() {
        assertThat(isValid(new Change(Patch.set(Map.of("a", List.of()))))).isFalse();
        assertThat(isValid(new Change(Patch.set(Map.of("a", 1))))).isTrue();
        assertThat(isValid(new Change(Patch.keep()))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+44 20 7946 0018", "(020) 7946-0018", "020/7946.0018 ext 12", "112"})
    void telephone_numbers_come_in_many_forms(String number) {
        assertThat(isValid(new Call(number))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "call me",
                "1",
                "<script>",
                "+44 20 7946 0018 and so on and on and on and on"
            })
    void not_everything_is_a_telephone_number(String number) {
        assertThat(isValid(new Call(number))).isFalse();
    }

    private static boolean isValid(Object body) {
        return VALIDATOR.validate(body).isEmpty();
    }
}
