package nexus.api;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import nexus.api.activity.ActivityEvent;
import nexus.api.campaign.CampaignEvent;
import nexus.api.company.CompanyEvent;
import nexus.api.contact.ContactEvent;
import nexus.api.customfield.CustomFieldEvent;
import nexus.api.deal.DealEvent;
import nexus.api.document.DocumentEvent;
import nexus.api.identity.OrganizationEvent;
import nexus.api.identity.ShowroomEvent;
import nexus.api.identity.UserEvent;
import nexus.api.pipeline.PipelineEvent;
import nexus.api.project.ProjectEvent;
import nexus.api.savedview.SavedViewEvent;
import nexus.api.transfer.ImportEvent;

/** Every family of events there is: the catalogue of what can ever be found in the event store. */
public final class EventFamilies {

    public static final List<Class<? extends DomainEvent>> ALL =
            List.of(
                    OrganizationEvent.class,
                    UserEvent.class,
                    ShowroomEvent.class,
                    ContactEvent.class,
                    CompanyEvent.class,
                    PipelineEvent.class,
                    DealEvent.class,
                    ProjectEvent.class,
                    ImportEvent.class,
                    DocumentEvent.class,
                    ActivityEvent.class,
                    CampaignEvent.class,
                    SavedViewEvent.class,
                    CustomFieldEvent.class);

    private EventFamilies() {}

    /** The event records of all families. */
    public static Stream<Class<?>> events() {
        return ALL.stream().flatMap(EventFamilies::leavesOf);
    }

    /** The records that a sealed family of commands or events comes down to. */
    public static Stream<Class<?>> leavesOf(Class<?> family) {
        return family.isSealed()
                ? Arrays.stream(family.getPermittedSubclasses()).flatMap(EventFamilies::leavesOf)
                : Stream.of(family);
    }
}
