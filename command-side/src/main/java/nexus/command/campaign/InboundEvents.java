package nexus.command.campaign;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nexus.command.campaign.Delivery.Channel;
import nexus.command.campaign.Engagement.Sent;
import nexus.command.campaign.LinkTokens.Kind;
import nexus.platform.web.InvalidRequest;
import nexus.platform.web.Refused;
import nexus.platform.web.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes in what providers tell of messages: that they arrived, came back, or were complained of.
 * Only what is signed with the secret agreed on is believed, and each event is taken once.
 */
@Component
class InboundEvents {

    private static final int MOST_AT_ONCE = 1000;

    private static final Map<String, Channel> SERVICES =
            Map.of("mail", Channel.EMAIL, "sms", Channel.SMS);

    private static final ResponseEntity<Map<String, Object>> RECEIVED =
            ResponseEntity.ok(Map.of("received", true));

    private static final ResponseEntity<Map<String, Object>> NOT_GENUINE =
            ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                    .body(Map.of("error", "Invalid signature"));

    private final LinkTokens tokens;
    private final Engagement engagement;
    private final Environment settings;
    private final JsonMapper json;
    private final JdbcClient db;
    private final TransactionTemplate transactions;

    InboundEvents(
            LinkTokens tokens,
            Engagement engagement,
            Environment settings,
            JsonMapper json,
            JdbcClient db,
            TransactionTemplate transactions) {
        this.tokens = tokens;
        this.engagement = engagement;
        this.settings = settings;
        this.json = json;
        this.db = db;
        this.transactions = transactions;
    }

    /** Takes a request as it came, byte by byte as it was signed. */
    ResponseEntity<Map<String, Object>> receive(
            String service, byte @Nullable [] body, @Nullable String signature) {
        var channel = SERVICES.get(service);
        if (channel == null) {
            throw Refused.notFound(service);
        }
        var bytes = body == null ? new byte[0] : body;
        var secret = settings.getProperty("nexus.webhooks." + service + ".secret", "");
        if (secret.isBlank() || signature == null || !isGenuine(bytes, secret, signature)) {
            return NOT_GENUINE;
        }
        read(bytes).forEach(event -> take(service, channel, event));
        return RECEIVED;
    }

    private static boolean isGenuine(byte[] body, String secret, String signature) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var hex = signature.startsWith("sha256=") ? signature.substring(7) : signature;
            return MessageDigest.isEqual(mac.doFinal(body), HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException _) {
            return false; // no signature at all
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    /** Nobody tells what is a month old once more. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void forgetOldOnes() {
        db.sql("delete from inbound_event where received_at < now() - interval '30 days'").update();
    }

    private record Event(String id, String type, Optional<String> message, boolean forGood) {}

    private List<Event> read(byte[] body) {
        try {
            var tree = json.readTree(body);
            var all = tree.path("events").isArray() ? tree.path("events") : List.of(tree);
            if (tree.path("events").size() > MOST_AT_ONCE) {
                throw new InvalidRequest(
                        "events", "too-many", "must be at most " + MOST_AT_ONCE + " at once");
            }
            var events = new ArrayList<Event>();
            for (var each : all) {
                events.add(event(each));
            }
            return events;
        } catch (JacksonException e) {
            throw new InvalidRequest("", "malformed", "is not the JSON object asked for");
        }
    }

    private static Event event(JsonNode event) {
        var id = text(event, "id");
        if (id.isBlank() || id.length() > 255 || !Text.isClean(id)) {
            throw new InvalidRequest("id", "missing", "is required, with at most 255 characters");
        }
        return new Event(
                id,
                text(event, "type"),
                Optional.of(text(event, "messageId"))
                        .filter(name -> !name.isBlank() && Text.isClean(name)),
                !text(event, "bounce").equals("soft"));
    }

    private static String text(JsonNode event, String name) {
        var value = event.path(name);
        if (!value.isString() && !value.isMissingNode()) {
            throw new InvalidRequest(name, "malformed", "must be a string");
        }
        return value.asString("");
    }

    private void take(String service, Channel channel, Event event) {
        transactions.executeWithoutResult(
                _ -> {
                    if (isNew(service, event)) {
                        event.message()
                                .flatMap(name -> message(name, channel))
                                .ifPresent(sent -> apply(event, sent));
                    }
                });
    }

    private boolean isNew(String service, Event event) {
        return db.sql(
                                """
                                insert into inbound_event (service, event_id)
                                values (:service, :id) on conflict do nothing""")
                        .param("service", service)
                        .param("id", event.id())
                        .update()
                == 1;
    }

    /** By the name that we gave it, or the one that the provider did. */
    private Optional<Sent> message(String name, Channel channel) {
        var bare = name.replaceAll("^<|@.*$|>$", "");
        return tokens.read(bare)
                .filter(link -> link.kind() == Kind.MESSAGE)
                .flatMap(link -> engagement.find(link.campaignId(), link.contactId()))
                .or(() -> engagement.ofProvider(name, channel));
    }

    private void apply(Event event, Sent sent) {
        switch (event.type()) {
            case "delivered" -> engagement.delivered(sent);
            case "bounced" -> {
                if (event.forGood()) {
                    engagement.suppress(sent, "hard-bounced");
                }
                engagement.bounced(sent, event.forGood());
            }
            case "complained" -> {
                engagement.suppress(sent, "complained");
                engagement.complained(sent);
            }
            default -> {} // providers tell more than anybody wants to know
        }
    }
}
