package nexus.command.contact;

import static nexus.platform.decider.Decision.accept;
import static nexus.platform.decider.Decision.nothing;
import static nexus.platform.decider.Decision.reject;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import nexus.api.CustomFields;
import nexus.api.RecordRejection;
import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.RecordRejection.TooManyCustomFields;
import nexus.api.contact.ContactCommand;
import nexus.api.contact.ContactCommand.ArchiveContact;
import nexus.api.contact.ContactCommand.ChangeConsent;
import nexus.api.contact.ContactCommand.ChangeContact;
import nexus.api.contact.ContactCommand.CreateContact;
import nexus.api.contact.ContactCommand.RestoreContact;
import nexus.api.contact.ContactCommand.TagContact;
import nexus.api.contact.ContactDetails;
import nexus.api.contact.ContactEvent;
import nexus.api.contact.ContactEvent.ContactArchived;
import nexus.api.contact.ContactEvent.ContactConsentChanged;
import nexus.api.contact.ContactEvent.ContactCreated;
import nexus.api.contact.ContactEvent.ContactDetailsChanged;
import nexus.api.contact.ContactEvent.ContactLifecycleStageChanged;
import nexus.api.contact.ContactEvent.ContactRestored;
import nexus.api.contact.ContactRejection.ConsentWithoutBasis;
import nexus.api.contact.ContactRejection.ContactIsNameless;
import nexus.api.contact.ContactRejection.TooManyTags;
import nexus.api.contact.LifecycleStage;
import nexus.command.contact.Contact.Absent;
import nexus.command.contact.Contact.Active;
import nexus.command.contact.Contact.Archived;
import nexus.command.contact.Contact.Consent;
import nexus.platform.decider.Decider;
import nexus.platform.decider.Decision;

/** The business rules of a contact. */
final class ContactDecider implements Decider<ContactCommand, Contact, ContactEvent> {

    @Override
    public Contact initial() {
        return new Absent();
    }

    @Override
    public Decision<ContactEvent> decide(Contact contact, ContactCommand command) {
        return switch (contact) {
            case Absent _ when command instanceof CreateContact create ->
                    ifAllowed(create.details(), created(create));
            case Absent _ -> reject(new NotFound(command.streamId()));
            case Active active -> whenActive(active, command);
            case Archived(var before) -> whenArchived(before, command);
        };
    }

    private static ContactCreated created(CreateContact create) {
        return new ContactCreated(create.contactId(), create.details(), create.lifecycleStage());
    }

    private static Decision<ContactEvent> whenActive(Active contact, ContactCommand command) {
        return switch (command) {
            case CreateContact again when created(again).equals(contact.created()) -> nothing();
            case CreateContact _ -> reject(new AlreadyExists(command.streamId()));
            case ChangeContact change -> change(contact, change);
            case TagContact tags -> tag(contact, tags);
            case ChangeConsent consent -> consent(contact, consent);
            case ArchiveContact(var id) -> accept(new ContactArchived(id));
            case RestoreContact _ -> nothing();
        };
    }

    /** Whoever wants to hear no more may say so wherever their record is put. */
    private static Decision<ContactEvent> whenArchived(Active before, ContactCommand command) {
        return switch (command) {
            case ChangeConsent consent when !consent.given() -> consent(before, consent);
            case RestoreContact(var id) -> accept(new ContactRestored(id));
            case ArchiveContact _ -> nothing();
            case CreateContact _ -> reject(new AlreadyExists(command.streamId()));
            case ChangeContact _, TagContact _, ChangeConsent _ ->
                    reject(new RecordRejection.Archived(command.streamId()));
        };
    }

    /** One event for each kind of change that really is one. */
    private static Decision<ContactEvent> change(Active contact, ChangeContact change) {
        var id = change.contactId();
        var events = new ArrayList<ContactEvent>();
        var details = changed(contact.details(), change);
        var stage = change.lifecycleStage().or(contact.stage());
        var to = stage == null ? LifecycleStage.LEAD : stage; // cleared, it is the default again
        if (!details.equals(contact.details())) {
            events.add(new ContactDetailsChanged(id, details));
        }
        if (to != contact.stage()) {
            events.add(new ContactLifecycleStageChanged(id, contact.stage(), to));
        }
        return ifAllowed(details, events.toArray(ContactEvent[]::new));
    }

    private static Decision<ContactEvent> tag(Active contact, TagContact change) {
        var before = contact.details();
        var tags = new LinkedHashSet<>(before.tags());
        change.remove().forEach(tags::remove);
        tags.addAll(change.add());
        if (tags.size() > ContactDetails.MOST_TAGS) {
            return reject(new TooManyTags(ContactDetails.MOST_TAGS));
        }
        var details = before.tagged(List.copyOf(tags));
        return details.equals(before)
                ? nothing()
                : accept(new ContactDetailsChanged(change.contactId(), details));
    }

    private static ContactDetails changed(ContactDetails before, ChangeContact change) {
        var tags = change.tags().or(before.tags());
        return new ContactDetails(
                change.firstName().or(before.firstName()),
                change.lastName().or(before.lastName()),
                change.email().or(before.email()),
                change.phone().or(before.phone()),
                change.companyId().or(before.companyId()),
                change.jobTitle().or(before.jobTitle()),
                tags == null ? List.of() : tags,
                change.source().or(before.source()),
                CustomFields.changed(before.customFields(), change.customFields()));
    }

    private static Decision<ContactEvent> ifAllowed(
            ContactDetails details, ContactEvent... events) {
        if (details.firstName() == null && details.lastName() == null && details.email() == null) {
            return reject(new ContactIsNameless());
        }
        return details.customFields().size() > CustomFields.MOST
                ? reject(new TooManyCustomFields(CustomFields.MOST))
                : accept(events);
    }

    private static Decision<ContactEvent> consent(Active contact, ChangeConsent change) {
        if (change.given() && change.basis() == null) {
            return reject(new ConsentWithoutBasis());
        }
        var said = new Consent(change.given(), change.basis());
        return said.equals(contact.consents().get(change.channel()))
                ? nothing()
                : accept(
                        new ContactConsentChanged(
                                change.contactId(),
                                change.channel(),
                                change.given(),
                                change.basis()));
    }

    @Override
    public Contact evolve(Contact contact, ContactEvent event) {
        if (event instanceof ContactCreated created) {
            return Active.of(created);
        }
        return switch (contact) {
            case Absent _ -> contact;
            case Archived(var before) -> afterwards(before, event);
            case Active active -> after(active, event);
        };
    }

    private static Contact afterwards(Active archived, ContactEvent event) {
        return switch (event) {
            case ContactRestored _ -> archived;
            case ContactConsentChanged(_, var channel, var given, var basis) ->
                    new Archived(archived.with(channel, new Consent(given, basis)));
            case ContactCreated _,
                    ContactDetailsChanged _,
                    ContactLifecycleStageChanged _,
                    ContactArchived _ ->
                    new Archived(archived);
        };
    }

    private static Contact after(Active contact, ContactEvent event) {
        return switch (event) {
            case ContactCreated _, ContactRestored _ -> contact;
            case ContactDetailsChanged(_, var details) -> contact.with(details);
            case ContactLifecycleStageChanged(_, _, var to) -> contact.in(to);
            case ContactConsentChanged(_, var channel, var given, var basis) ->
                    contact.with(channel, new Consent(given, basis));
            case ContactArchived _ -> new Archived(contact);
        };
    }
}
