package nexus.query.stream;

import java.time.Instant;
import nexus.api.DomainEvent;
import nexus.api.Resource;
import nexus.api.activity.ActivityEvent;
import nexus.api.campaign.CampaignEvent;
import nexus.api.company.CompanyEvent;
import nexus.api.contact.ContactEvent;
import nexus.api.deal.DealEvent;
import nexus.api.document.DocumentEvent;
import nexus.api.identity.OrganizationEvent;
import nexus.api.identity.ShowroomEvent;
import nexus.api.pipeline.PipelineEvent;
import nexus.api.project.ProjectEvent;
import nexus.api.transfer.ImportEvent;
import nexus.platform.eventstore.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * What is told of an event: which record changed, how and by whom. What it became is asked of the
 * record, so that nothing personal is told to somebody who may not see it any more.
 *
 * @param resource what somebody must be allowed to read to be told
 */
record Told(
        long position,
        String organizationId,
        Resource resource,
        String recordId,
        String type,
        long version,
        Instant recordedAt,
        RecordedEvent.By actor,
        String correlationId) {

    /** Null for what is told to nobody. */
    static @Nullable Told of(RecordedEvent event) {
        var resource = resourceOf(event.event());
        return resource == null
                ? null
                : new Told(
                        event.position(),
                        event.organizationId(),
                        resource,
                        event.streamId(),
                        event.type(),
                        event.version(),
                        event.recordedAt(),
                        event.by(),
                        event.correlationId());
    }

    private static @Nullable Resource resourceOf(DomainEvent event) {
        return switch (event) {
            case ContactEvent _ -> Resource.CONTACTS;
            case CompanyEvent _ -> Resource.COMPANIES;
            case PipelineEvent _ -> Resource.PIPELINES;
            case DealEvent _ -> Resource.DEALS;
            case ProjectEvent _ -> Resource.PROJECTS;
            case DocumentEvent _ -> Resource.DOCUMENTS;
            case ActivityEvent _ -> Resource.ACTIVITIES;
            case CampaignEvent _ -> Resource.CAMPAIGNS;
            case ImportEvent _ -> Resource.IMPORTS;
            case OrganizationEvent _ -> Resource.TEAM_MEMBERS;
            case ShowroomEvent _ -> Resource.ORGANIZATION_SETTINGS;
            default -> null; // a user is of no one organization
        };
    }
}
