package nexus.command.campaign;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message to one recipient that is about to be sent. */
record Delivery(
        String campaignId,
        String contactId,
        Channel channel,
        String address,
        int attempts,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String jobTitle,
        Instant writtenAt) {

    /** How it gets there. */
    enum Channel {
        EMAIL,
        SMS
    }

    /** What a merge field stands for here; the way out is known elsewhere. */
    @Nullable String value(MergeField field, String unsubscribeUrl) {
        return switch (field) {
            case FIRST_NAME -> firstName;
            case LAST_NAME -> lastName;
            case NAME -> name();
            case EMAIL -> email;
            case PHONE -> phone;
            case JOB_TITLE -> jobTitle;
            case UNSUBSCRIBE_URL -> unsubscribeUrl;
        };
    }

    private @Nullable String name() {
        if (firstName == null || lastName == null) {
            return firstName == null ? lastName : firstName;
        }
        return firstName + " " + lastName;
    }
}
