package nexus.query.campaign;

import java.time.Instant;
import nexus.api.contact.ContactId;
import org.jspecify.annotations.Nullable;

/**
 * What became of one recipient.
 *
 * @param attempts how often it was tried to hand the message over
 * @param at when the state became what it is
 */
record DeliveryAnswer(
        ContactId contactId,
        @Nullable String address,
        Channel channel,
        State state,
        @Nullable String reason,
        int attempts,
        Instant at) {

    /** How the message goes out. */
    enum Channel {
        EMAIL,
        SMS
    }

    /** The weightiest thing that happened. What is just being sent counts as queued. */
    enum State {
        QUEUED,
        SENT,
        DELIVERED,
        OPENED,
        CLICKED,
        BOUNCED_SOFT,
        BOUNCED_HARD,
        COMPLAINED,
        UNSUBSCRIBED,
        FAILED,
        SKIPPED
    }
}
