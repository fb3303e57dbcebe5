package nexus.command.contact;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nexus.api.Patch;
import nexus.api.RecordRejection;
import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.contact.Channel;
import nexus.api.contact.ConsentBasis;
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
import nexus.api.contact.ContactId;
import nexus.api.contact.ContactRejection.ConsentWithoutBasis;
import nexus.api.contact.ContactRejection.ContactIsNameless;
import nexus.api.contact.ContactRejection.TooManyTags;
import nexus.api.contact.LifecycleStage;
import nexus.platform.decider.testing.DeciderSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContactDeciderTest {

    private static final ContactId ID = new ContactId("contact-1");
    private static final ContactDetails ADA = details("Ada", "Lovelace", "ada@example.com", "vip");
    private static final ContactCreated CREATED = new ContactCreated(ID, ADA, LifecycleStage.LEAD);
    private static final ContactArchived ARCHIVED = new ContactArchived(ID);

    private final DeciderSpec<ContactCommand, Contact, ContactEvent> contacts =
            DeciderSpec.of(new ContactDecider());

    @Test
    void a_contact_is_created() {
        contacts.given().when(new CreateContact(ID, ADA, LifecycleStage.LEAD)).then(CREATED);
    }

    @Test
    void tags_come_and_go_whatever_else_there_is() {
        contacts.given(CREATED)
                .when(new TagContact(ID, List.of("new", "vip"), List.of("cold")))
                .then(new ContactDetailsChanged(ID, ADA.tagged(List.of("vip", "new"))));
        contacts.given(CREATED)
                .when(new TagContact(ID, List.of(), List.of("vip")))
                .then(new ContactDetailsChanged(ID, ADA.tagged(List.of())));
        contacts.given(CREATED)
                .when(new TagContact(ID, List.of("vip"), List.of("cold")))
                .thenNothing();
        contacts.given(CREATED, ARCHIVED)
                .when(new TagContact(ID, List.of("new"), List.of()))
                .thenRejected(new RecordRejection.Archived("contact-1"));
    }

    @Test
    void nobody_has_more_tags_than_there_is_room_for() {
        var many = IntStream.range(0, 50).mapToObj(n -> "tag-" + n).toList();
        contacts.given(CREATED)
                .when(new TagContact(ID, many, List.of()))
                .thenRejected(new TooManyTags(50));
        contacts.given(CREATED)
                .when(new TagContact(ID, many, List.of("vip")))
                .then(new ContactDetailsChanged(ID, ADA.tagged(many)));
    }

    @Test
    void the_same_again_changes_nothing_and_another_is_refused() {
        var changed =
                new ContactDetailsChanged(ID, details("Ada", "King", "ada@example.com", "vip"));
        var same = new CreateContact(ID, ADA, LifecycleStage.LEAD);
        contacts.given(CREATED).when(same).thenNothing();
        contacts.given(CREATED, changed).when(same).thenNothing();
        contacts.given(CREATED)
                .when(new CreateContact(ID, ADA, LifecycleStage.CUSTOMER))
                .thenRejected(new AlreadyExists("contact-1"));
        contacts.given(CREATED, ARCHIVED).when(same).thenRejected(new AlreadyExists("contact-1"));
    }

    @Test
    void a_contact_needs_something_to_be_called_by() {
        contacts.given()
                .when(new CreateContact(ID, details(null, null, null), LifecycleStage.LEAD))
                .thenRejected(new ContactIsNameless());
        var onlyFirst = new ContactCreated(ID, details("Ada", null, null), LifecycleStage.LEAD);
        contacts.given(onlyFirst)
                .when(changing(Patch.set(null), Patch.keep(), Patch.keep(), Patch.keep()))
                .thenRejected(new ContactIsNameless());
    }

    @Test
    void only_what_was_mentioned_changes() {
        contacts.given(CREATED)
                .when(changing(Patch.keep(), Patch.set("King"), Patch.keep(), Patch.keep()))
                .then(
                        new ContactDetailsChanged(
                                ID, details("Ada", "King", "ada@example.com", "vip")));
    }

    @Test
    void what_was_so_already_is_no_event() {
        contacts.given(CREATED)
                .when(
                        changing(
                                Patch.set("Ada"),
                                Patch.keep(),
                                Patch.set(List.of("vip", "vip")),
                                Patch.set(LifecycleStage.LEAD)))
                .thenNothing();
    }

    @Test
    void details_and_lifecycle_stage_change_by_events_of_their_own() {
        contacts.given(CREATED)
                .when(
                        changing(
                                Patch.keep(),
                                Patch.keep(),
                                Patch.set(null),
                                Patch.set(LifecycleStage.CUSTOMER)))
                .then(
                        new ContactDetailsChanged(
                                ID, details("Ada", "Lovelace", "ada@example.com")),
                        new ContactLifecycleStageChanged(
                                ID, LifecycleStage.LEAD, LifecycleStage.CUSTOMER));
    }

    @Test
    void a_cleared_lifecycle_stage_is_lead_again() {
        var customer =
                new ContactLifecycleStageChanged(ID, LifecycleStage.LEAD, LifecycleStage.CUSTOMER);
        contacts.given(CREATED, customer)
                .when(changing(Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(null)))
                .then(
                        new ContactLifecycleStageChanged(
                                ID, LifecycleStage.CUSTOMER, LifecycleStage.LEAD));
    }

    @Test
    void consent_is_given_on_a_basis_channel_by_channel() {
        var given =
                new ContactConsentChanged(
                        ID, Channel.EMAIL, true, ConsentBasis.LEGITIMATE_INTEREST);
        var again = new ChangeConsent(ID, Channel.EMAIL, true, ConsentBasis.LEGITIMATE_INTEREST);
        contacts.given(CREATED).when(again).then(given);
        contacts.given(CREATED, given).when(again).thenNothing();
        contacts.given(CREATED, given)
                .when(new ChangeConsent(ID, Channel.SMS, true, ConsentBasis.CONSENT))
                .then(new ContactConsentChanged(ID, Channel.SMS, true, ConsentBasis.CONSENT));
        contacts.given(CREATED)
                .when(new ChangeConsent(ID, Channel.EMAIL, true, null))
                .thenRejected(new ConsentWithoutBasis());
    }

    @Test
    void consent_is_withdrawn_without_a_basis() {
        contacts.given(
                        CREATED,
                        new ContactConsentChanged(ID, Channel.EMAIL, true, ConsentBasis.CONSENT))
                .when(new ChangeConsent(ID, Channel.EMAIL, false, null))
                .then(new ContactConsentChanged(ID, Channel.EMAIL, false, null));
    }

    @Test
    void an_archived_contact_takes_no_changes_until_it_is_restored() {
        var change = changing(Patch.keep(), Patch.set("King"), Patch.keep(), Patch.keep());
        contacts.given(CREATED).when(new ArchiveContact(ID)).then(ARCHIVED);
        contacts.given(CREATED, ARCHIVED).when(new ArchiveContact(ID)).thenNothing();
        contacts.given(CREATED, ARCHIVED)
                .when(change)
                .thenRejected(new RecordRejection.Archived("contact-1"));
        contacts.given(CREATED, ARCHIVED)
                .when(new ChangeConsent(ID, Channel.EMAIL, true, ConsentBasis.CONSENT))
                .thenRejected(new RecordRejection.Archived("contact-1"));
        contacts.given(CREATED, ARCHIVED)
                .when(new RestoreContact(ID))
                .then(new ContactRestored(ID));
        contacts.given(CREATED, ARCHIVED, new ContactRestored(ID))
                .when(change)
                .then(
                        new ContactDetailsChanged(
                                ID, details("Ada", "King", "ada@example.com", "vip")));
    }

    @Test
    void consent_is_withdrawn_also_by_who_is_archived_and_stays_so() {
        var given = new ContactConsentChanged(ID, Channel.EMAIL, true, ConsentBasis.CONSENT);
        var withdraw = new ChangeConsent(ID, Channel.EMAIL, false, null);
        var withdrawn = new ContactConsentChanged(ID, Channel.EMAIL, false, null);
        contacts.given(CREATED, given, ARCHIVED).when(withdraw).then(withdrawn);
        contacts.given(CREATED, given, ARCHIVED, withdrawn).when(withdraw).thenNothing();
        contacts.given(CREATED, given, ARCHIVED, withdrawn, new ContactRestored(ID))
                .when(withdraw)
                .thenNothing();
    }

    @Test
    void what_is_not_there_cannot_be_changed() {
        contacts.given()
                .when(new ChangeConsent(ID, Channel.EMAIL, false, null))
                .thenRejected(new NotFound("contact-1"));
    }

    private static ContactDetails details(
            @Nullable String first, @Nullable String last, @Nullable String email, String... tags) {
        return new ContactDetails(
                first, last, email, null, null, null, List.of(tags), "fair", Map.of());
    }

    private static ChangeContact changing(
            Patch<String> first,
            Patch<String> last,
            Patch<List<String>> tags,
            Patch<LifecycleStage> stage) {
        return new ChangeContact(
                ID,
                first,
                last,
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                tags,
                Patch.keep(),
                stage,
                Patch.keep());
    }
}
