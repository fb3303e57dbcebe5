package nexus.benchmark;

import java.util.List;
import java.util.Locale;

/** Horizontal bars beside a line for the limit, as an SVG that is legible on light and dark. */
record Chart(List<Bar> bars) {

    private static final int WIDTH = 860;
    private static final int LABELS = 250;
    private static final int VALUES = 60;
    private static final int ROW = 26;
    private static final int TOP = 34;

    /**
     * One kind of work.
     *
     * @param share how fast it is, where 1 is as fast as its limit
     */
    record Bar(String label, double share) {

        /** How fast a result is beside its limit, whichever way its ratio is told. */
        static Bar of(Result result, double ratio) {
            var isHigherBetter = result.ratioOf() == null || result.ratioOf().isBetterWhenHigher();
            return new Bar(result.label(), isHigherBetter ? ratio : 1 / ratio);
        }
    }

    String svg() {
        var height = TOP + bars.size() * ROW + 10;
        var svg = new StringBuilder();
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" \
                viewBox="0 0 %1$d %2$d" role="img" aria-label="Speed beside the limit">
                <style>
                  text { font: 13px system-ui, sans-serif; fill: #1f2328; }
                  .bar { fill: #2f6fb5; } .over { fill: #2a8a57; }
                  .limit { stroke: #8a5300; stroke-dasharray: 4 3; }
                  @media (prefers-color-scheme: dark) {
                    text { fill: #e6edf3; } .bar { fill: #6ea8e6; } .over { fill: #5cc38d; }
                    .limit { stroke: #e0a64a; }
                  }
                </style>
                """
                        .formatted(WIDTH, height));
        double one = x(1);
        line(
                svg,
                "<line class=\"limit\" x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\"/>",
                one,
                TOP - 8,
                height - 6);
        line(svg, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">limit</text>", one, TOP - 14);
        for (int i = 0; i < bars.size(); i++) {
            draw(svg, bars.get(i), TOP + i * ROW);
        }
        return svg.append("</svg>\n").toString();
    }

    private void draw(StringBuilder svg, Bar bar, int y) {
        double end = x(bar.share());
        line(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
                LABELS - 10,
                y + 16,
                escaped(bar.label()));
        line(
                svg,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>",
                bar.share() >= 1 ? "over" : "bar",
                LABELS,
                y + 3,
                Math.max(1, end - LABELS),
                ROW - 8);
        line(
                svg,
                "<text x=\"%.1f\" y=\"%d\">%s</text>",
                end + 6,
                y + 16,
                Report.number(bar.share()));
    }

    private double x(double share) {
        double longest = bars.stream().mapToDouble(Bar::share).reduce(1, Math::max);
        return LABELS + (WIDTH - LABELS - VALUES) * share / longest;
    }

    private static void line(StringBuilder svg, String form, Object... values) {
        svg.append(String.format(Locale.ROOT, form, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
