package nexus.app.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the demo writes to those it knows: one campaign that is through, and one half sent and
 * paused.
 */
final class DemoCampaigns {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int AT_ONCE = 500;

    private static final String END =
            "\n\nOlivia Hartley, Lakeside Bathrooms\nNo more of these: {{unsubscribeUrl}}";

    private static final Mailing OPEN_DAYS =
            new Mailing(
                    "Autumn open days",
                    List.of("private", "returning", "accessible"),
                    "{{firstName}}, come and see us on Saturday",
                    """
                    Hello {{firstName}},

                    this Saturday and Sunday we show what is new, with coffee, cake and designers.""");

    private static final Mailing HERITAGE =
            new Mailing(
                    "Heritage range: new finishes",
                    List.of("trade", "renovation", "new build"),
                    "New finishes in the Heritage range",
                    """
                    Hello {{firstName}},

                    brushed brass and aged nickel are in. Trade terms are as before.""");

    /** What is written, and to whom. */
    private record Mailing(String name, List<String> tags, String subject, String text) {

        Map<String, Object> body(int perSecond) {
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

    void send(DemoSize size) {
        var bar = calls.bar("Campaigns", "mails");
        var through = launched("campaign/open-days", OPEN_DAYS, AT_ONCE);
        await(through, bar, State::isOver);
        bar.end();
        sendHalf(1, size);
    }

    /**
     * One that went out whole while the demo was broken off is put away, and another takes its
     * place: nobody holds a campaign while the demo is away.
     */
    private void sendHalf(int attempt, DemoSize size) {
        var bar = calls.bar("", "mails, and paused");
        var name = "campaign/heritage/" + attempt;
        var id = launched(name, HERITAGE, size.perSecond());
        var path = "/api/campaigns/" + id;
        var state = await(id, bar, now -> 2 * now.sent() >= now.mails());
        bar.end();
        if (state.sent() == state.mails()) {
            await(id, bar, State::isOver);
            calls.tell(name + "/archive", "DELETE", path, Map.of());
            sendHalf(attempt + 1, size);
        } else {
            calls.tell(name + "/pause", "POST", path + "/pause", Map.of());
        }
    }

    private String launched(String name, Mailing mailing, int perSecond) {
        var id = calls.make(name, "/api/campaigns", mailing.body(perSecond));
        calls.tell(name + "/launch", "POST", "/api/campaigns/" + id + "/launch", Map.of());
        return id;
    }

    /**
     * How far a campaign is.
     *
     * @param mails how many there are to be; 0 as long as nobody knows
     */
    private record State(int sent, int mails, boolean isOver) {}

    private State state(String id) {
        var stats = calls.get("/api/campaigns/" + id + "/stats");
        var campaign = calls.get("/api/campaigns/" + id);
        return new State(
                stats.path("sent").asInt(),
                stats.path("audience").asInt() - stats.path("skipped").asInt(),
                campaign.path("status").asString().equals("COMPLETED"));
    }

    private State await(String id, ProgressBar bar, Predicate<State> isSo) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var state = state(id);
        while (state.mails() == 0 || !isSo.test(state)) {
            if (System.nanoTime() > end) {
                throw new Failure("The campaigns of the demo are not sent: " + id);
            }
            bar.show(state.sent(), state.mails());
            calls.pause();
            state = state(id);
        }
        bar.show(state.sent(), state.mails());
        return state;
    }
}
