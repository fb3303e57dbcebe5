package nexus.command.campaign;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import nexus.api.campaign.CampaignEvent;
import nexus.api.campaign.CampaignId;
import nexus.api.campaign.CampaignPlan;
import nexus.api.identity.OrganizationId;
import nexus.command.campaign.Campaign.Drafted;
import nexus.platform.eventstore.EventLog;
import org.springframework.stereotype.Component;

/** Campaigns as their events tell of them, for whoever sends them and whoever asks on the way. */
@Component
class CampaignStreams {

    private static final int MOST_TEMPLATES = 100;

    private final EventLog events;

    /** What a launched campaign says never changes. */
    private final Cache<String, MessageTemplate> templates =
            Caffeine.newBuilder().maximumSize(MOST_TEMPLATES).build();

    CampaignStreams(EventLog events) {
        this.events = events;
    }

    /** What a campaign is meant to be; empty if the organization has no such campaign. */
    Optional<CampaignPlan> plan(CampaignId id, OrganizationId organization) {
        var decider = new CampaignDecider();
        var state = decider.initial();
        for (var event : events.ofStream(id.value(), organization.value())) {
            state = decider.evolve(state, (CampaignEvent) event.event());
        }
        return switch (state) {
            case Campaign.Absent _ -> Optional.empty();
            case Drafted campaign -> Optional.of(campaign.about().plan());
            case Campaign.Archived(var before) -> Optional.of(before.about().plan());
        };
    }

    /** What a campaign that was launched says. */
    Optional<MessageTemplate> template(CampaignId id, OrganizationId organization) {
        var known = templates.getIfPresent(id.value());
        if (known != null) {
            return Optional.of(known);
        }
        var read = plan(id, organization).map(MessageTemplate::of);
        read.ifPresent(template -> templates.put(id.value(), template));
        return read;
    }
}
