package nexus.query.contact;

import java.util.List;
import nexus.api.contact.ContactEvent;
import nexus.api.contact.ContactEvent.ContactArchived;
import nexus.api.contact.ContactEvent.ContactConsentChanged;
import nexus.api.contact.ContactEvent.ContactCreated;
import nexus.api.contact.ContactEvent.ContactDetailsChanged;
import nexus.api.contact.ContactEvent.ContactLifecycleStageChanged;
import nexus.api.contact.ContactEvent.ContactRestored;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per contact. */
@Component
final class Contacts implements View<ContactEvent, ContactRow> {

    @Override
    public String name() {
        return "contacts";
    }

    @Override
    public Class<ContactEvent> events() {
        return ContactEvent.class;
    }

    @Override
    public Class<ContactRow> rows() {
        return ContactRow.class;
    }

    @Override
    public List<String> indexes() {
        return List.of(
                "last_name, first_name, id",
                "email",
                "company_id",
                "lifecycle_stage",
                "source",
                "created_at");
    }

    @Override
    public @Nullable ContactRow evolve(
            @Nullable ContactRow contact, ContactEvent event, Occurrence at) {
        if (event instanceof ContactCreated created) {
            return ContactRow.of(created);
        }
        if (contact == null) {
            return null;
        }
        return switch (event) {
            case ContactCreated _ -> contact;
            case ContactDetailsChanged(_, var details) -> contact.with(details);
            case ContactLifecycleStageChanged(_, _, var to) -> contact.in(to);
            case ContactConsentChanged consent -> contact.with(consent, at.occurredAt());
            case ContactArchived _ -> contact.archived(true);
            case ContactRestored _ -> contact.archived(false);
        };
    }
}
