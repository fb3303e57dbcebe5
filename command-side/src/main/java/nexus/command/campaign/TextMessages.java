package nexus.command.campaign;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLHandshakeException;
import nexus.command.campaign.Message.Text;
import nexus.command.campaign.Outcome.Away;
import nexus.command.campaign.Outcome.CalledOff;
import nexus.command.campaign.Outcome.OptedOut;
import nexus.command.campaign.Outcome.Refused;
import nexus.command.campaign.Outcome.Sent;
import nexus.command.campaign.Outcome.Unconfirmed;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A provider of text messages that is asked as Twilio is (API 2010-04-01). */
final class TextMessages implements Carrier {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** "Attempt to send to unsubscribed recipient": they have answered STOP to that number. */
    private static final String STOPPED = "21610";

    private final URI address;
    private final String authorization;
    private final String from;
    private final int perSecond;
    private final JsonMapper json;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /**
     * An account with a provider.
     *
     * @param url of the provider
     * @param from the number, or the name, that messages come from
     */
    TextMessages(
            String url,
            String account,
            String secret,
            String from,
            int perSecond,
            JsonMapper json) {
        this.address =
                URI.create(url + "/2010-04-01/Accounts/" + encoded(account) + "/Messages.json");
        this.authorization =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (account + ":" + secret).getBytes(StandardCharsets.UTF_8));
        this.from = from;
        this.perSecond = perSecond;
        this.json = json;
    }

    /** There is no key by which the same message is known again. */
    @Override
    public Second second() {
        return Second.ARRIVES;
    }

    @Override
    public int atOnce() {
        return 2;
    }

    @Override
    public Integer perSecond() {
        return perSecond;
    }

    @Override
    public Round begin() {
        return new Round() {
            @Override
            public Outcome hand(Message message, BooleanSupplier lastMoment) {
                return message instanceof Text text
                        ? send(text, lastMoment)
                        : new Refused("This is no text message.");
            }

            @Override
            public void close() {}
        };
    }

    private Outcome send(Text text, BooleanSupplier lastMoment) {
        var form =
                "To=%s&From=%s&Body=%s"
                        .formatted(encoded(text.to()), encoded(from), encoded(text.body()));
        var request =
                HttpRequest.newBuilder(address)
                        .timeout(PATIENCE)
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build();
        if (!lastMoment.getAsBoolean()) {
            return new CalledOff();
        }
        try {
            return outcome(http.send(request, BodyHandlers.ofString()));
        } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException e) {
            return new Away("The provider does not answer: " + e.getMessage());
        } catch (IOException e) {
            return new Unconfirmed(false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unconfirmed(false);
        }
    }

    private Outcome outcome(HttpResponse<String> answer) {
        var status = answer.statusCode();
        if (status / 100 == 2) {
            return new Sent(field(answer, "sid"));
        }
        var why = status + " " + field(answer, "message");
        return switch (status) {
            case 401, 403, 429, 500, 503 -> new Away(why);
            case 502, 504 -> new Unconfirmed(false); // somebody in between, who knows no more
            default -> field(answer, "code").equals(STOPPED) ? new OptedOut() : new Refused(why);
        };
    }

    private String field(HttpResponse<String> answer, String name) {
        try {
            return json.readTree(answer.body()).path(name).asString("");
        } catch (JacksonException e) {
            return "";
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
