package nexus.command.contact;

import java.util.HashMap;
import java.util.Map;
import nexus.api.contact.Channel;
import nexus.api.contact.ConsentBasis;
import nexus.api.contact.ContactDetails;
import nexus.api.contact.ContactEvent.ContactCreated;
import nexus.api.contact.LifecycleStage;
import org.jspecify.annotations.Nullable;

/** What must be remembered about a contact in order to decide. */
sealed interface Contact {

    /** Nobody added it yet. */
    record Absent() implements Contact {}

    /**
     * One to work with.
     *
     * @param created how it began, so that adding it once more can be told from adding another
     */
    record Active(
            ContactCreated created,
            ContactDetails details,
            LifecycleStage stage,
            Map<Channel, Consent> consents)
            implements Contact {

        static Active of(ContactCreated created) {
            return new Active(created, created.details(), created.lifecycleStage(), Map.of());
        }

        Active with(ContactDetails changed) {
            return new Active(created, changed, stage, consents);
        }

        Active in(LifecycleStage to) {
            return new Active(created, details, to, consents);
        }

        Active with(Channel channel, Consent consent) {
            var after = new HashMap<>(consents);
            after.put(channel, consent);
            return new Active(created, details, stage, Map.copyOf(after));
        }
    }

    /** Put away; restoring brings it back as it was. */
    record Archived(Active before) implements Contact {}

    /** What was last said about a channel. */
    record Consent(boolean given, @Nullable ConsentBasis basis) {}
}
