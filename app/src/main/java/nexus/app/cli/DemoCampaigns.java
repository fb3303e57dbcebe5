package nexus.app.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** What the demo writes to those it knows: one campaign that is through, and one half sent. */
final class DemoCampaigns {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String END =
            "\n\nOlivia Hartley, Lakeside Bathrooms\nNo more of these: {{unsubscribeUrl}}";

    private static final Mailing OPEN_DAYS =
            new Mailing(
                    "Autumn open days",
                    List.of("private", "returning", "accessible"),
                    "{{firstName}}, come and see us on Saturday",
                    """
                    Hello {{firstName}},

                    this Saturday and Sunday we show what is new, with coffee, cake and designers.""",
                    500);

    private static final Mailing HERITAGE =
            new Mailing(
                    "Heritage range: new finishes",
                    List.of("trade", "renovation", "new build"),
                    "New finishes in the Heritage range",
                    """
                    Hello {{firstName}},

                    brushed brass and aged nickel are in. Trade terms are as before.""",
                    12);

    /** What is written, to whom, and how many a second. */
    private record Mailing(
            String name, List<String> tags, String subject, String text, int perSecond) {

        Map<String, Object> body() {
            return Map.of(
                    "name",
                    name,
                    "type",
                    "EMAIL",
                    "audience",
                    Map.of("tag", tags),
                    "content",
                    Map.of(
                            "subject",
                            subject,
                            "text",
                            text + END,
                            "html",
                            "<p>%s</p>"
                                    .formatted(
                                            (text + END)
                                                    .replace("\n\n", "</p><p>")
                                                    .replace("\n", "<br>"))),
                    "sender",
                    Map.of(
                            "name", "Lakeside Bathrooms",
                            "email", "hello@lakeside-bathrooms.example"),
                    "perSecond",
                    perSecond);
        }
    }

    private final DemoCalls calls;

    DemoCampaigns(DemoCalls calls) {
        this.calls = calls;
    }

    /** Answers how many campaigns there are. */
    int send() {
        var through = launched("campaign/open-days", OPEN_DAYS);
        await(through, "", campaign -> campaign.path("status").asString().equals("COMPLETED"));
        var half = launched("campaign/heritage", HERITAGE);
        await(
                half,
                "/stats",
                stats ->
                        2 * stats.path("sent").asInt()
                                >= stats.path("audience").asInt() - stats.path("skipped").asInt());
        calls.tell(
                "campaign/heritage/pause", "POST", "/api/campaigns/" + half + "/pause", Map.of());
        return 2;
    }

    private String launched(String name, Mailing mailing) {
        var id = calls.make(name, "/api/campaigns", mailing.body());
        calls.tell(name + "/launch", "POST", "/api/campaigns/" + id + "/launch", Map.of());
        return id;
    }

    private void await(String campaign, String part, Predicate<JsonNode> isSo) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.test(calls.get("/api/campaigns/" + campaign + part))) {
            if (System.nanoTime() > end) {
                throw new Failure("The campaigns of the demo are not sent: " + campaign);
            }
            calls.pause();
        }
    }
}
