package nexus.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import nexus.app.EngineTest;
import nexus.testing.Client;
import org.junit.jupiter.api.Test;

/** {@code ./nexus replay} and {@code ./nexus projections} against a running engine. */
class ReplayIT extends EngineTest {

    private record Said(int code, String text) {}

    private String[] as(Client who, String... arguments) {
        return Stream.concat(
                        Arrays.stream(arguments),
                        Stream.of(
                                "--url",
                                "http://127.0.0.1:" + port,
                                "--token",
                                Objects.requireNonNull(who.token())))
                .toArray(String[]::new);
    }

    private Said replay(Client who, String... arguments) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new Said(
                Replay.run(out, true, as(who, arguments)), bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void a_view_is_compared_switched_to_and_rolled_back() {
        var operator = operator();
        var compared = replay(operator, "companies", "--dry-run", "--reason", "Curious");
        assertThat(compared.code()).isZero();
        assertThat(compared.text()).contains("the same", "[#");

        var made = replay(operator, "companies", "--switch");
        assertThat(made.code()).isZero();
        assertThat(made.text()).contains("It is in use");
        var id = made.text().substring(0, made.text().indexOf(';'));
        assertThat(replay(operator, "--roll-back", id).text()).contains("ROLLED_BACK");
    }

    @Test
    void the_search_index_is_compared_too() {
        var compared = replay(operator(), "search", "--dry-run");
        assertThat(compared.code()).as(compared.text()).isZero();
        assertThat(compared.text()).contains("search", "the same", "documents");
    }

    @Test
    void what_is_ready_can_be_dropped() {
        var operator = operator();
        var made = replay(operator, "companies");
        assertThat(made.text()).contains("--switch-to");
        var id = made.text().substring(0, made.text().indexOf(';'));
        assertThat(replay(operator, "--cancel", id).text()).contains("CANCELLED");
    }

    @Test
    void a_stranger_and_a_wrong_line_are_told_why() {
        var stranger = registered();
        assertThatThrownBy(() -> replay(stranger, "companies"))
                .isInstanceOf(Failure.class)
                .hasMessage("Only an operator of the installation may do that.");
        assertThatThrownBy(() -> replay(operator(), "nonsense")).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> replay(operator())).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> replay(operator(), "deals", "--dry-run", "--switch"))
                .isInstanceOf(Failure.class);
    }

    @Test
    void an_owner_sees_how_far_projections_are() {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Projections.run(out, as(registered()));
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("processor", "views", "search", "lag");
    }
}
