package nexus.api.contact;

import nexus.api.DomainEvent;
import nexus.api.EventName;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a contact. */
public sealed interface ContactEvent extends DomainEvent {

    ContactId contactId();

    @Override
    default String streamId() {
        return contactId().value();
    }

    @EventName("contact.created")
    record ContactCreated(
            ContactId contactId, ContactDetails details, LifecycleStage lifecycleStage)
            implements ContactEvent {}

    /** What is written about the contact changed; {@code details} is all of it as it is now. */
    @EventName("contact.details-changed")
    record ContactDetailsChanged(ContactId contactId, ContactDetails details)
            implements ContactEvent {}

    @EventName("contact.lifecycle-stage-changed")
    record ContactLifecycleStageChanged(ContactId contactId, LifecycleStage from, LifecycleStage to)
            implements ContactEvent {}

    /** Consent for a channel was given, on a basis, or withdrawn. */
    @EventName("contact.consent-changed")
    record ContactConsentChanged(
            ContactId contactId, Channel channel, boolean given, @Nullable ConsentBasis basis)
            implements ContactEvent {}

    @EventName("contact.archived")
    record ContactArchived(ContactId contactId) implements ContactEvent {}

    @EventName("contact.restored")
    record ContactRestored(ContactId contactId) implements ContactEvent {}
}
