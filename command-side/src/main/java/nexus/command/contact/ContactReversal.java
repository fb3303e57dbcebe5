package nexus.command.contact;

import nexus.api.contact.Channel;
import nexus.api.contact.ContactCommand;
import nexus.api.contact.ContactCommand.ArchiveContact;
import nexus.api.contact.ContactCommand.ChangeConsent;
import nexus.api.contact.ContactCommand.ChangeContact;
import nexus.api.contact.ContactCommand.RestoreContact;
import nexus.api.contact.ContactId;
import nexus.command.contact.Contact.Absent;
import nexus.command.contact.Contact.Active;
import nexus.command.contact.Contact.Archived;
import nexus.platform.web.Undone;

/** What takes back each thing that can happen to a contact. */
final class ContactReversal {

    private ContactReversal() {}

    static ContactCommand of(ContactId id, Undone<Contact> event) {
        return switch (event.before()) {
            case Absent _, Archived _ -> new ArchiveContact(id);
            case Active _ when event.after() instanceof Archived -> new RestoreContact(id);
            case Active _ -> asBefore(id, event);
        };
    }

    private static ContactCommand asBefore(ContactId id, Undone<Contact> contact) {
        var active = contact.as(ContactReversal::activeOf);
        var command = active.changed(Active::consents) ? agreed(id, active) : written(id, active);
        active.conflicts().forEach(contact::conflictsIn);
        return command;
    }

    /** Consent that nobody had spoken of before is withdrawn: it was never given. */
    private static ContactCommand agreed(ContactId id, Undone<Active> contact) {
        for (var channel : Channel.values()) {
            if (contact.changed(it -> it.consents().get(channel))) {
                contact.back("consents." + channel, it -> it.consents().get(channel));
                var was = contact.before().consents().get(channel);
                return was == null
                        ? new ChangeConsent(id, channel, false, null)
                        : new ChangeConsent(id, channel, was.given(), was.basis());
            }
        }
        throw new IllegalArgumentException("No consent was changed");
    }

    private static ContactCommand written(ContactId id, Undone<Active> contact) {
        return new ChangeContact(
                id,
                contact.back("firstName", it -> it.details().firstName()),
                contact.back("lastName", it -> it.details().lastName()),
                contact.back("email", it -> it.details().email()),
                contact.back("phone", it -> it.details().phone()),
                contact.back("companyId", it -> it.details().companyId()),
                contact.back("jobTitle", it -> it.details().jobTitle()),
                contact.back("tags", it -> it.details().tags()),
                contact.back("source", it -> it.details().source()),
                contact.back("lifecycleStage", Active::stage),
                contact.fieldsBack(it -> it.details().customFields()));
    }

    private static Active activeOf(Contact contact) {
        return switch (contact) {
            case Absent _ -> throw new IllegalArgumentException("There is no contact yet");
            case Active active -> active;
            case Archived(var before) -> before;
        };
    }
}
