package nexus.command.campaign;

import nexus.api.contact.Channel;
import nexus.api.contact.ContactDetails;
import nexus.api.contact.ContactEvent;
import nexus.api.contact.ContactEvent.ContactArchived;
import nexus.api.contact.ContactEvent.ContactConsentChanged;
import nexus.api.contact.ContactEvent.ContactCreated;
import nexus.api.contact.ContactEvent.ContactDetailsChanged;
import nexus.api.contact.ContactEvent.ContactLifecycleStageChanged;
import nexus.api.contact.ContactEvent.ContactRestored;
import nexus.api.contact.LifecycleStage;
import org.jspecify.annotations.Nullable;

/**
 * What campaigns must know of a contact: whether one is for them, where they can be reached, and
 * whether they may be.
 *
 * @param emailConsent whether they may be written to; null if they were never asked
 */
record KnownContact(
        String id,
        String organizationId,
        ContactDetails details,
        LifecycleStage stage,
        @Nullable Boolean emailConsent,
        @Nullable Boolean smsConsent,
        boolean archived) {

    /** The contact after an event; null if nobody heard of its beginning. */
    static @Nullable KnownContact evolve(
            @Nullable KnownContact contact, ContactEvent event, String organizationId) {
        if (event instanceof ContactCreated(var id, var details, var stage)) {
            return new KnownContact(id.value(), organizationId, details, stage, null, null, false);
        }
        return contact == null ? null : contact.after(event);
    }

    private KnownContact after(ContactEvent event) {
        return switch (event) {
            case ContactCreated _ -> this;
            case ContactDetailsChanged(_, var changed) -> with(changed, stage, archived);
            case ContactLifecycleStageChanged(_, _, var to) -> with(details, to, archived);
            case ContactConsentChanged(_, var channel, var given, _) -> with(channel, given);
            case ContactArchived _ -> with(details, stage, true);
            case ContactRestored _ -> with(details, stage, false);
        };
    }

    private KnownContact with(ContactDetails nowDetails, LifecycleStage nowStage, boolean away) {
        return new KnownContact(
                id, organizationId, nowDetails, nowStage, emailConsent, smsConsent, away);
    }

    private KnownContact with(Channel channel, boolean given) {
        return switch (channel) {
            case EMAIL ->
                    new KnownContact(
                            id, organizationId, details, stage, given, smsConsent, archived);
            case SMS ->
                    new KnownContact(
                            id, organizationId, details, stage, emailConsent, given, archived);
            case PHONE -> this;
        };
    }
}
