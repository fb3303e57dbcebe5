package nexus.command.campaign;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import nexus.api.campaign.CampaignPlan;
import nexus.api.campaign.Content;
import nexus.api.campaign.Sender;
import org.jspecify.annotations.Nullable;

/**
 * The content of a campaign, made ready to be written to many: read once, its links numbered, so
 * that each can be told from the others when somebody follows it.
 */
final class MessageTemplate {

    private static final Sender NOBODY = new Sender(null, "nobody@localhost");

    /**
     * A link to somewhere on the web; what has a merge field in it leads to somewhere else each.
     */
    private static final Pattern LINK =
            Pattern.compile(
                    "(\\bhref\\s*=\\s*)([\"'])(https?://[^\"'{}<>\\s]+)\\2",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern BODY_END =
            Pattern.compile("</body\\s*>", Pattern.CASE_INSENSITIVE);

    private final Sender sender;
    private final @Nullable MergeText subject;
    private final List<Piece> html;
    private final @Nullable MergeText text;
    private final @Nullable MergeText sms;
    private final List<String> links = new ArrayList<>();

    /** A part of the HTML. */
    private sealed interface Piece {
        record Words(MergeText text) implements Piece {}

        record Link(int number) implements Piece {}

        /** Where what tells that it is read is put. */
        record End() implements Piece {}
    }

    MessageTemplate(Content content, @Nullable Sender sender) {
        this.sender = sender == null ? NOBODY : sender;
        this.subject = text(content.subject());
        this.html = pieces(content.html());
        this.text = text(content.text());
        this.sms = text(content.sms());
    }

    static MessageTemplate of(CampaignPlan plan) {
        return new MessageTemplate(plan.content(), plan.sender());
    }

    private static @Nullable MergeText text(@Nullable String text) {
        return text == null || text.isBlank() ? null : MergeText.of(text);
    }

    private List<Piece> pieces(@Nullable String source) {
        if (source == null || source.isBlank()) {
            return List.of();
        }
        var pieces = new ArrayList<Piece>();
        var end = BODY_END.matcher(source);
        var at = end.find() ? end.start() : source.length();
        addWithLinks(source.substring(0, at), pieces);
        pieces.add(new Piece.End());
        addWithLinks(source.substring(at), pieces);
        return List.copyOf(pieces);
    }

    private void addWithLinks(String source, List<Piece> pieces) {
        var matcher = LINK.matcher(source);
        var end = 0;
        while (matcher.find()) {
            var target = matcher.group(3).replace("&amp;", "&");
            if (!isAddress(target)) {
                continue;
            }
            var before = source.substring(end, matcher.start(3));
            pieces.add(new Piece.Words(MergeText.of(before)));
            pieces.add(new Piece.Link(links.size()));
            links.add(target);
            end = matcher.end(3);
        }
        pieces.add(new Piece.Words(MergeText.of(source.substring(end))));
    }

    private static boolean isAddress(String target) {
        try {
            return new URI(target).getHost() != null;
        } catch (URISyntaxException _) {
            return false; // it goes out as it was written
        }
    }

    /** Where a link leads. */
    Optional<String> link(int number) {
        return number >= 0 && number < links.size()
                ? Optional.of(links.get(number))
                : Optional.empty();
    }

    /** The message for one recipient. */
    Message to(Delivery delivery, PublicLinks to) {
        var wayOut = to.unsubscribe(delivery);
        Function<MergeField, @Nullable String> values = field -> delivery.value(field, wayOut);
        return switch (delivery.channel()) {
            case EMAIL ->
                    new Message.Mail(
                            delivery.campaignId(),
                            delivery.contactId(),
                            to.message(delivery),
                            sender,
                            delivery.address(),
                            subject(values),
                            html(values, delivery, to),
                            text == null ? null : text.render(values, UnaryOperator.identity()),
                            wayOut,
                            delivery.writtenAt());
            case SMS ->
                    new Message.Text(
                            delivery.campaignId(),
                            delivery.contactId(),
                            to.message(delivery),
                            delivery.address(),
                            sms == null ? "" : sms.render(values, UnaryOperator.identity()));
        };
    }

    /** A header is one line: whatever a value has of line ends, it adds no header of its own. */
    private String subject(Function<MergeField, @Nullable String> values) {
        return subject == null
                ? ""
                : subject.render(values, UnaryOperator.identity())
                        .replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ")
                        .strip();
    }

    private @Nullable String html(
            Function<MergeField, @Nullable String> values, Delivery delivery, PublicLinks to) {
        if (html.isEmpty()) {
            return null;
        }
        var written = new StringBuilder();
        for (var piece : html) {
            switch (piece) {
                case Piece.Words(var words) ->
                        written.append(words.render(values, MessageTemplate::escaped));
                case Piece.Link(var number) -> written.append(to.clicked(delivery, number));
                case Piece.End() ->
                        written.append("<img src=\"")
                                .append(to.opened(delivery))
                                .append("\" width=\"1\" height=\"1\" alt=\"\">");
            }
        }
        return written.toString();
    }

    /** In text and in attributes alike. */
    static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
