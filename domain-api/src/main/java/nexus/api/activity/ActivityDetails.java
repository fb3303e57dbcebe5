package nexus.api.activity;

import java.util.Map;
import nexus.api.Personal;
import nexus.api.company.CompanyId;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealId;
import nexus.api.project.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * What is written about an activity, and which records it is about: any of them, or none.
 *
 * @param metadata what a program that records activities wants to keep beside them, such as the
 *     length of a call
 */
public record ActivityDetails(
        @Personal String subject,
        @Personal @Nullable String description,
        @Nullable ContactId contactId,
        @Nullable CompanyId companyId,
        @Nullable DealId dealId,
        @Nullable ProjectId projectId,
        Map<String, Object> metadata) {

    public ActivityDetails {
        metadata = metadata == null ? Map.of() : metadata;
    }
}
