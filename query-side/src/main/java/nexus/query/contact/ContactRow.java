package nexus.query.contact;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nexus.api.company.CompanyId;
import nexus.api.contact.Channel;
import nexus.api.contact.ConsentBasis;
import nexus.api.contact.ContactDetails;
import nexus.api.contact.ContactEvent.ContactConsentChanged;
import nexus.api.contact.ContactEvent.ContactCreated;
import nexus.api.contact.ContactId;
import nexus.api.contact.LifecycleStage;
import org.jspecify.annotations.Nullable;

/** A contact as lists and joins read it. */
record ContactRow(
        ContactId id,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email,
        @Nullable String phone,
        @Nullable CompanyId companyId,
        @Nullable String jobTitle,
        List<String> tags,
        @Nullable String source,
        LifecycleStage lifecycleStage,
        Map<String, Object> customFields,
        Map<Channel, Consent> consents,
        boolean archived) {

    /**
     * What was last said about a channel.
     *
     * @param at when, in the business
     */
    record Consent(boolean given, @Nullable ConsentBasis basis, Instant at) {}

    static ContactRow of(ContactCreated created) {
        return of(
                created.contactId(), created.details(), created.lifecycleStage(), Map.of(), false);
    }

    ContactRow with(ContactDetails details) {
        return of(id, details, lifecycleStage, consents, archived);
    }

    ContactRow in(LifecycleStage stage) {
        return of(id, details(), stage, consents, archived);
    }

    ContactRow with(ContactConsentChanged change, Instant at) {
        var after = new TreeMap<>(consents);
        after.put(change.channel(), new Consent(change.given(), change.basis(), at));
        return of(id, details(), lifecycleStage, after, archived);
    }

    ContactRow archived(boolean now) {
        return of(id, details(), lifecycleStage, consents, now);
    }

    private ContactDetails details() {
        return new ContactDetails(
                firstName, lastName, email, phone, companyId, jobTitle, tags, source, customFields);
    }

    private static ContactRow of(
            ContactId id,
            ContactDetails details,
            LifecycleStage stage,
            Map<Channel, Consent> consents,
            boolean archived) {
        return new ContactRow(
                id,
                details.firstName(),
                details.lastName(),
                details.email(),
                details.phone(),
                details.companyId(),
                details.jobTitle(),
                details.tags(),
                details.source(),
                stage,
                details.customFields(),
                consents,
                archived);
    }
}
