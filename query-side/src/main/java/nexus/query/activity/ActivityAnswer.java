package nexus.query.activity;

import java.time.Instant;
import java.util.Map;
import nexus.api.activity.ActivityId;
import nexus.api.activity.ActivityType;
import nexus.api.company.CompanyId;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealId;
import nexus.api.identity.UserId;
import nexus.api.project.ProjectId;
import org.jspecify.annotations.Nullable;

/** An activity as clients are told of it, with the names of what it refers to. */
record ActivityAnswer(
        ActivityId id,
        ActivityType type,
        String subject,
        @Nullable String description,
        ActivityRow.Status status,
        @Nullable Instant scheduledAt,
        @Nullable Instant completedAt,
        @Nullable UserId assigneeId,
        @Nullable String assigneeName,
        @Nullable ContactId contactId,
        @Nullable String contactName,
        @Nullable CompanyId companyId,
        @Nullable String companyName,
        @Nullable DealId dealId,
        @Nullable String dealName,
        @Nullable ProjectId projectId,
        @Nullable String projectNumber,
        Map<String, Object> metadata,
        @Nullable Instant remindedAt,
        Instant addedAt,
        long version,
        Instant createdAt,
        Instant updatedAt,
        boolean archived) {

    static final String SELECT =
            """
            r.*, c.name as company_name, d.name as deal_name,
            j.number as project_number,
            coalesce(nullif(trim(concat_ws(' ', p.first_name, p.last_name)), ''), p.email)
              as contact_name,
            nullif(trim(concat_ws(' ', o.first_name, o.last_name)), '') as assignee_name""";

    /** The tables that {@link #SELECT} names things by, to follow the activities as {@code r}. */
    static final String JOINS =
            """

            left join {lookup:contacts} p on p.id = r.contact_id
             left join {lookup:companies} c on c.id = r.company_id
             left join {lookup:deals} d on d.id = r.deal_id
             left join {lookup:projects} j on j.id = r.project_id
             left join {lookup:members} o on o.id = r.assignee_id""";
}
