package nexus.command.campaign;

import java.time.Instant;
import nexus.api.campaign.Sender;
import org.jspecify.annotations.Nullable;

/** A message as it goes out. Made again from the same delivery it is the same. */
sealed interface Message {

    String campaignId();

    String contactId();

    /** Whom it is for. */
    String to();

    /**
     * An e-mail.
     *
     * @param name what it is called for ever, by us and by everybody on its way
     * @param unsubscribeUrl takes a POST without further questions (RFC 8058)
     * @param at when it was first written
     */
    record Mail(
            String campaignId,
            String contactId,
            String name,
            Sender from,
            String to,
            String subject,
            @Nullable String html,
            @Nullable String text,
            String unsubscribeUrl,
            Instant at)
            implements Message {}

    /** A text message. */
    record Text(String campaignId, String contactId, String name, String to, String body)
            implements Message {}
}
