package nexus.api.contact;

import java.util.List;
import java.util.Map;
import nexus.api.Action;
import nexus.api.Command;
import nexus.api.Needs;
import nexus.api.Patch;
import nexus.api.Resource;
import nexus.api.company.CompanyId;
import org.jspecify.annotations.Nullable;

/** Everything that can be asked of a contact. */
@Needs(resource = Resource.CONTACTS, action = Action.UPDATE)
public sealed interface ContactCommand extends Command {

    ContactId contactId();

    @Override
    default String streamId() {
        return contactId().value();
    }

    /** Adds a contact. The same again changes nothing; another under its id is refused. */
    @Needs(resource = Resource.CONTACTS, action = Action.CREATE)
    record CreateContact(ContactId contactId, ContactDetails details, LifecycleStage lifecycleStage)
            implements ContactCommand {
        @Override
        public boolean begins() {
            return true;
        }
    }

    /** Changes any of what is written about a contact, and no more than was mentioned. */
    record ChangeContact(
            ContactId contactId,
            Patch<String> firstName,
            Patch<String> lastName,
            Patch<String> email,
            Patch<String> phone,
            Patch<CompanyId> companyId,
            Patch<String> jobTitle,
            Patch<List<String>> tags,
            Patch<String> source,
            Patch<LifecycleStage> lifecycleStage,
            Patch<Map<String, Object>> customFields)
            implements ContactCommand {}

    /** Puts tags on a contact and takes others off, whatever else it has. */
    record TagContact(ContactId contactId, List<String> add, List<String> remove)
            implements ContactCommand {}

    /**
     * Says whether a contact may be reached on a channel.
     *
     * @param basis needed to give consent, not to withdraw it
     */
    record ChangeConsent(
            ContactId contactId, Channel channel, boolean given, @Nullable ConsentBasis basis)
            implements ContactCommand {}

    /** Puts a contact away. Its deals stay as they are. */
    @Needs(resource = Resource.CONTACTS, action = Action.DELETE)
    record ArchiveContact(ContactId contactId) implements ContactCommand {}

    @Needs(resource = Resource.CONTACTS, action = Action.DELETE)
    record RestoreContact(ContactId contactId) implements ContactCommand {}
}
