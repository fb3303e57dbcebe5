package nexus.query.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
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
import nexus.platform.eventstore.RecordedEvent.By;
import nexus.platform.projection.Occurrence;
import nexus.query.contact.ContactRow.Consent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContactsTest {

    private static final Instant OCCURRED = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant RECORDED = Instant.parse("2026-03-05T17:30:00Z");
    private static final ContactId ID = new ContactId("contact-1");
    private static final ContactCreated CREATED =
            new ContactCreated(
                    ID,
                    new ContactDetails(
                            "Ada",
                            "Lovelace",
                            "ada@example.com",
                            "+44 20 7946 0018",
                            new CompanyId("company-1"),
                            "Analyst",
                            List.of("vip", "fair"),
                            "fair",
                            Map.of("budget", 12000)),
                    LifecycleStage.LEAD);

    @Test
    void a_row_holds_what_is_written_about_the_contact() {
        assertThat(folded(CREATED))
                .isEqualTo(
                        new ContactRow(
                                ID,
                                "Ada",
                                "Lovelace",
                                "ada@example.com",
                                "+44 20 7946 0018",
                                new CompanyId("company-1"),
                                "Analyst",
                                List.of("vip", "fair"),
                                "fair",
                                LifecycleStage.LEAD,
                                Map.of("budget", 12000),
                                Map.of(),
                                false));
    }

    @Test
    void changed_details_leave_stage_and_consents_alone() {
        var details =
                new ContactDetails(null, "King", null, null, null, null, List.of(), null, Map.of());
        assertThat(
                        folded(
                                CREATED,
                                new ContactLifecycleStageChanged(
                                        ID, LifecycleStage.LEAD, LifecycleStage.CUSTOMER),
                                new ContactConsentChanged(
                                        ID, Channel.SMS, true, ConsentBasis.CONTRACT),
                                new ContactDetailsChanged(ID, details)))
                .isEqualTo(
                        new ContactRow(
                                ID,
                                null,
                                "King",
                                null,
                                null,
                                null,
                                null,
                                List.of(),
                                null,
                                LifecycleStage.CUSTOMER,
                                Map.of(),
                                Map.of(
                                        Channel.SMS,
                                        new Consent(true, ConsentBasis.CONTRACT, OCCURRED)),
                                false));
    }

    @Test
    void the_last_word_on_a_channel_counts_from_when_it_was_said() {
        assertThat(
                        folded(
                                CREATED,
                                new ContactConsentChanged(
                                        ID, Channel.EMAIL, true, ConsentBasis.CONSENT),
                                new ContactConsentChanged(ID, Channel.EMAIL, false, null)))
                .extracting(ContactRow::consents)
                .isEqualTo(Map.of(Channel.EMAIL, new Consent(false, null, OCCURRED)));
    }

    @Test
    void archiving_hides_and_restoring_shows_again() {
        assertThat(folded(CREATED, new ContactArchived(ID)))
                .extracting(ContactRow::archived)
                .isEqualTo(true);
        assertThat(folded(CREATED, new ContactArchived(ID), new ContactRestored(ID)))
                .isEqualTo(folded(CREATED));
    }

    @Test
    void what_comes_before_the_beginning_is_no_row() {
        assertThat(folded(new ContactArchived(ID))).isNull();
    }

    private static @Nullable ContactRow folded(ContactEvent... events) {
        var at = new Occurrence(OCCURRED, RECORDED, new By("USER", "user-1", "Ann"));
        ContactRow row = null;
        for (var event : events) {
            row = new Contacts().evolve(row, event, at);
        }
        return row;
    }
}
