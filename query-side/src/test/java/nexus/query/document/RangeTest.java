package nexus.query.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.ErrorResponseException;

class RangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, bytes 0-0/100",
        "bytes=0-99, bytes 0-99/100",
        "bytes=10-19, bytes 10-19/100",
        "bytes=90-, bytes 90-99/100",
        "bytes=90-1000, bytes 90-99/100",
        "bytes=-10, bytes 90-99/100",
        "bytes=-1000, bytes 0-99/100"
    })
    void a_range_is_answered_in_part(String asked, String answered) {
        var range = Range.of(asked, 100);
        assertThat(range.isPart()).isTrue();
        assertThat(range).hasToString(answered);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes=-",
                "bytes=5-1",
                "bytes=a-b",
                "lines=0-1",
                "bytes=0-1,3-4",
                "0-1"
            })
    void what_is_no_single_range_is_answered_with_everything(String asked) {
        assertThat(Range.of(asked, 100)).isEqualTo(new Range(0, 100, 100, false));
    }

    @Test
    void no_header_is_everything() {
        assertThat(Range.of(null, 100)).isEqualTo(new Range(0, 100, 100, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=999999999999999999-"})
    void bytes_that_are_not_there_are_refused(String asked) {
        assertThatThrownBy(() -> Range.of(asked, 100))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refusal ->
                                assertThat(refusal.getHeaders().getFirst("Content-Range"))
                                        .isEqualTo("bytes */100"));
    }
}
