package nexus.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void the_median_does_not_care_for_one_wild_round() {
        assertThat(Statistics.median(List.of(10.0, 9000.0, 11.0))).isEqualTo(11.0);
    }

    @Test
    void the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assertThat(Statistics.median(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(3.0);
    }

    @Test
    void there_is_no_median_of_nothing() {
        assertThatThrownBy(() -> Statistics.median(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void figures_claim_four_digits_and_no_more() {
        assertThat(Statistics.rounded(12345.678)).isEqualTo(12350);
        assertThat(Statistics.rounded(0.123456)).isEqualTo(0.1235);
        assertThat(Statistics.millis(1_234_567)).isEqualTo(1.235);
    }
}
