package nexus.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nexus.benchmark.Result.Limit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

    static final Report REPORT =
            new Report(
                    new Machine(2, "Some CPU", 8192, "Linux 6", "25", "ext4", 79, 0.5),
                    List.of(
                            Result.of("command", 32, new Figures(12345.0, 2.5, 8.0, 9.75, null))
                                    .beside(
                                            new Limit(
                                                    "single-row durable inserts",
                                                    new Figures(10000.0, 3.1, null, null, null)),
                                            Measure.PER_SECOND,
                                            1.234)
                                    .noting("command side alone"),
                            Result.of("memory", null, Figures.megabytes(1234.5678))),
                    List.of("search: no server"));

    @Test
    void a_program_reads_machine_and_results() {
        var json = new JsonMapper().readTree(REPORT.json());
        assertThat(json.path("machine").path("cpus").asInt()).isEqualTo(2);
        assertThat(json.path("results").path(0).toString())
                .isEqualTo(
                        """
                        {"scenario":"command","callers":32,"perSecond":12345.0,"p50Ms":2.5,\
                        "p95Ms":8.0,"p99Ms":9.75,"limit":{"what":"single-row durable inserts",\
                        "perSecond":10000.0,"p50Ms":3.1},"ratio":1.234,\
                        "ratioOf":"perSecond","note":"command side alone"}""");
    }

    @Test
    void what_was_not_measured_is_left_out() {
        var memory = new JsonMapper().readTree(REPORT.json()).path("results").path(1);
        assertThat(memory.toString())
                .isEqualTo(
                        """
                        {"scenario":"memory","megabytes":1235.0}""");
    }

    @Test
    void a_person_reads_a_table() {
        var out = new ByteArrayOutputStream();
        REPORT.print(new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(l -> l.startsWith("comm")))
                .singleElement()
                .asString()
                .containsPattern(
                        "command +32 +12,345 +2.50 +8.00 +9.75 +single-row .* 10,000 +3.10 +1.23 perS");
    }
}
