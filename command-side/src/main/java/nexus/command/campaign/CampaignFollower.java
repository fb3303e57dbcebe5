package nexus.command.campaign;

import java.util.List;
import java.util.Set;
import nexus.api.campaign.CampaignId;
import nexus.api.contact.ContactId;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.work.DueLists;
import nexus.platform.work.Follower;
import org.springframework.stereotype.Component;

/**
 * Follows what happens to contacts and campaigns, in one order, so that whoever sees a campaign
 * launched sees all contacts as they were then, or later.
 */
@Component
class CampaignFollower implements Follower {

    static final String NAME = "campaigns";

    private static final String CAMPAIGNS = CampaignId.PREFIX + "-";

    private final KnownContacts contacts;
    private final CampaignRuns runs;
    private final DueLists work;

    CampaignFollower(KnownContacts contacts, CampaignRuns runs, DueLists work) {
        this.contacts = contacts;
        this.runs = runs;
        this.work = work;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> follows() {
        return Set.of(ContactId.PREFIX, CampaignId.PREFIX);
    }

    @Override
    public void take(List<RecordedEvent> events) {
        contacts.take(events.stream().filter(event -> !isOfCampaign(event)).toList());
        runs.take(events.stream().filter(CampaignFollower::isOfCampaign).toList());
    }

    @Override
    public void taken(List<RecordedEvent> events) {
        if (events.stream().anyMatch(CampaignFollower::isOfCampaign)) {
            work.wake(CampaignSending.LIST);
        }
    }

    /** Contacts only: a campaign knows which of its events it has had. */
    @Override
    public void forget() {
        contacts.clear();
    }

    private static boolean isOfCampaign(RecordedEvent event) {
        return event.streamId().startsWith(CAMPAIGNS);
    }
}
