package nexus.api.campaign;

import org.jspecify.annotations.Nullable;

/**
 * What a campaign says, with merge fields such as {@code {{firstName}}} for what differs from
 * recipient to recipient.
 *
 * @param html the body of an e-mail; {@code text} is the same for who reads no HTML
 * @param sms what a text message says
 */
public record Content(
        @Nullable String subject,
        @Nullable String html,
        @Nullable String text,
        @Nullable String sms) {

    public static final Content NONE = new Content(null, null, null, null);
}
