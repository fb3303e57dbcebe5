package nexus.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import nexus.app.embedded.StartFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunOptionsTest {

    @Test
    void nothing_given_means_this_machine_only_and_the_usual_port() {
        assertThat(RunOptions.of(Map.of()))
                .isEqualTo(new RunOptions(8080, "127.0.0.1", Path.of("data"), false));
    }

    @Test
    void the_command_line_wins_over_the_environment() {
        var environment = Map.of("NEXUS_PORT", "9001", "NEXUS_DATA", "/a");
        assertThat(RunOptions.of(environment, "--port", "9002", "--split"))
                .isEqualTo(new RunOptions(9002, "127.0.0.1", Path.of("/a"), true));
    }

    @Test
    void an_engine_for_everyone_is_still_reached_here() {
        assertThat(RunOptions.of(Map.of(), "--host", "0.0.0.0").url())
                .isEqualTo("http://127.0.0.1:8080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http", "", "999999999999"})
    void what_is_no_port_is_named(String port) {
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(() -> RunOptions.of(Map.of(), "--port", port))
                .withMessageContaining("not " + port);
    }

    @Test
    void an_unknown_option_and_a_missing_value_are_named() {
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(() -> RunOptions.of(Map.of(), "--prot", "1"))
                .withMessageContaining("--prot");
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(() -> RunOptions.of(Map.of(), "--data"))
                .withMessageContaining("--data needs a value");
    }
}
