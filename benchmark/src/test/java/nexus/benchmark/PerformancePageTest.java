package nexus.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import nexus.benchmark.Chart.Bar;
import nexus.benchmark.Result.Limit;
import org.junit.jupiter.api.Test;

class PerformancePageTest {

    static final Limit LIMIT = new Limit("inserts", Figures.rate(100));

    static Result command(double ratio) {
        return Result.of("command", 32, Figures.rate(100 * ratio))
                .beside(LIMIT, Measure.PER_SECOND);
    }

    static Result growth(long events, double ratio) {
        return Result.of("growth", 8, Figures.rate(100 / ratio))
                .beside(LIMIT, Measure.COST)
                .with(events)
                .noting("command: what one costs");
    }

    static String page(Result... results) {
        return new PerformancePage(
                        new Report(ReportTest.REPORT.machine(), List.of(results), List.of()))
                .markdown();
    }

    @Test
    void a_goal_that_is_reached_says_so_and_one_that_is_missed_too() {
        assertThat(page(command(1.5)))
                .contains(
                        "| durable commands, 32 callers, beside inserts | 1.50× | 1.30× | 2.50× | yes |");
        assertThat(page(command(1.2))).contains("| 1.20× | 1.30× | 2.50× | no |");
    }

    @Test
    void of_growth_the_longest_history_counts() {
        assertThat(page(growth(1_000_000, 1.3), growth(100_000, 1.1)))
                .contains("| 1.30× | ≤ 1.20× | ≤ 1.05× | no |");
    }

    @Test
    void what_was_not_measured_is_no_failure() {
        assertThat(page()).contains("| not measured | 100,000/s | 180,000/s |  |");
    }

    @Test
    void a_longer_bar_is_always_better() {
        assertThat(Bar.of(command(2), 2).share()).isEqualTo(2.0);
        assertThat(Bar.of(growth(10, 2), 2).share()).isEqualTo(0.5);
    }

    @Test
    void the_chart_is_a_picture_with_a_bar_for_each_ratio() throws Exception {
        var svg = new Chart(List.of(new Bar("this & that", 0.5), new Bar("<more>", 2))).svg();
        var picture =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        var bars = picture.getElementsByTagName("rect");
        assertThat(bars.getLength()).isEqualTo(2);
        var half = width(bars.item(0));
        assertThat(width(bars.item(1))).isBetween(3.9 * half, 4.1 * half);
        assertThat(picture.getDocumentElement().getTextContent())
                .contains("this & that", "<more>", "0.50", "2.00");
    }

    static double width(org.w3c.dom.Node bar) {
        return Double.parseDouble(bar.getAttributes().getNamedItem("width").getNodeValue());
    }
}
