package nexus.events;

import java.util.List;
import java.util.Map;
import nexus.api.company.CompanyId;
import nexus.api.contact.Channel;
import nexus.api.contact.ConsentBasis;
import nexus.api.contact.ContactDetails;
import nexus.api.contact.ContactEvent;
import nexus.api.contact.ContactEvent.ContactArchived;
import nexus.api.contact.ContactEvent.ContactConsentChanged;
import nexus.api.contact.ContactEvent.ContactCreated;
import nexus.api.contact.ContactEvent.ContactDetailsChanged;
import nexus.api.contact.ContactEvent.ContactLifecycleStageChanged;
import nexus.api.contact.ContactEvent.ContactRestored;
import nexus.api.contact.ContactId;
import nexus.api.contact.LifecycleStage;

/** One of every event of a contact. */
final class ContactSpecimens {

    private static final ContactId ID =
            new ContactId("contact-01990000-0000-7000-8000-000000000003");
    private static final CompanyId COMPANY =
            new CompanyId("company-01990000-0000-7000-8000-000000000001");

    static final List<ContactEvent> ALL =
            List.of(
                    new ContactCreated(
                            ID,
                            new ContactDetails(
                                    "Ada",
                                    "Lovelace",
                                    "ada@example.com",
                                    "+44 20 7946 0018",
                                    COMPANY,
                                    "Analyst",
                                    List.of("vip", "fair"),
                                    "fair",
                                    Map.of("budget", 12000)),
                            LifecycleStage.MARKETING_QUALIFIED),
                    new ContactDetailsChanged(
                            ID,
                            new ContactDetails(
                                    null, "King", null, null, null, null, List.of(), null,
                                    Map.of())),
                    new ContactLifecycleStageChanged(
                            ID, LifecycleStage.MARKETING_QUALIFIED, LifecycleStage.CUSTOMER),
                    new ContactConsentChanged(
                            ID, Channel.EMAIL, true, ConsentBasis.LEGITIMATE_INTEREST),
                    new ContactArchived(ID),
                    new ContactRestored(ID));

    private ContactSpecimens() {}
}
