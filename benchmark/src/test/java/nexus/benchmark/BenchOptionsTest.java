package nexus.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {

    static BenchOptions of(String... arguments) {
        return BenchOptions.of(List.of("command", "search"), arguments);
    }

    @Test
    void without_a_word_everything_is_measured() {
        assertThat(of()).isEqualTo(new BenchOptions(List.of(), false, null, null));
        assertThat(of().wants(InProcess.onCommandSide())).isTrue();
        assertThat(of().wants(InProcess.onWholeEngine())).isTrue();
    }

    @Test
    void a_quick_run_measures_what_is_essential_and_what_is_named() {
        assertThat(of("--quick").wants(InProcess.onCommandSide())).isTrue();
        assertThat(of("--quick").wants(InProcess.onWholeEngine())).isFalse();
        assertThat(
                        BenchOptions.of(List.of("command-whole"), "--quick", "command-whole")
                                .wants(InProcess.onWholeEngine()))
                .isTrue();
    }

    @Test
    void options_and_scenarios_come_in_any_order() {
        var options = of("search", "--json", "out.json", "--quick", "--docs", "docs");
        assertThat(options)
                .isEqualTo(
                        new BenchOptions(
                                List.of("search"), true, Path.of("out.json"), Path.of("docs")));
        assertThat(options.wants(new Search())).isTrue();
        assertThat(options.wants(InProcess.onCommandSide())).isFalse();
    }

    @Test
    void what_there_is_none_of_is_refused_in_a_sentence() {
        assertThatThrownBy(() -> of("speed"))
                .isInstanceOf(BenchFailure.class)
                .hasMessage("There is no scenario speed; there are command, search.");
        assertThatThrownBy(() -> of("--slow")).hasMessageStartingWith("Unknown option --slow");
        assertThatThrownBy(() -> of("--json")).hasMessage("The option --json needs a value.");
    }

    @Test
    void every_scenario_has_a_name_of_its_own() {
        assertThat(Bench.names())
                .doesNotHaveDuplicates()
                .contains("append", "command", "command-lone", "http-command", "http-read")
                .contains("replay-postgres", "replay-postgres-past", "replay-elasticsearch")
                .contains("replay-all", "visibility", "search", "board", "board-as-of")
                .contains("growth", "memory", "import");
    }
}
