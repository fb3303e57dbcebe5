package nexus.query.project;

import java.time.Instant;
import nexus.api.Money;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealId;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.UserId;
import nexus.api.project.Priority;
import nexus.api.project.ProjectStage;
import nexus.api.project.ProjectStatus;
import org.jspecify.annotations.Nullable;

/**
 * A project in lists and on boards, with the names of what it refers to.
 *
 * @param overdue whether it should have left its stage by now
 */
record ProjectSummary(
        String id,
        String number,
        @Nullable String title,
        @Nullable ContactId contactId,
        @Nullable String clientName,
        ShowroomId showroomId,
        @Nullable String showroomName,
        ProjectStage stage,
        ProjectStatus status,
        Priority priority,
        @Nullable String source,
        @Nullable UserId responsibleId,
        @Nullable String responsibleName,
        @Nullable Money contractValue,
        @Nullable Money contractTotal,
        @Nullable Money paid,
        @Nullable Money balance,
        @Nullable DealId dealId,
        Instant openedAt,
        Instant stageEnteredAt,
        @Nullable Instant dueAt,
        @Nullable Instant heldSince,
        boolean overdue,
        @Nullable Instant completedAt,
        boolean warranty,
        long version,
        Instant createdAt,
        Instant updatedAt,
        boolean archived) {

    static final String SELECT =
            """
            r.*, false as overdue, s.name as showroom_name,
            coalesce(nullif(trim(concat_ws(' ', c.first_name, c.last_name)), ''), c.email)
              as client_name,
            nullif(trim(concat_ws(' ', m.first_name, m.last_name)), '') as responsible_name\
            """;

    /** The tables that {@link #SELECT} names things by, to follow the projects as {@code r}. */
    static final String JOINS =
            """

            left join {lookup:contacts} c on c.id = r.contact_id
             left join {lookup:members} m on m.id = r.responsible_id
             left join {lookup:showrooms} s on s.id = r.showroom_id\
            """;

    /** The same as it is to be taken at an instant. */
    ProjectSummary asOf(Instant instant) {
        return new ProjectSummary(
                id,
                number,
                title,
                contactId,
                clientName,
                showroomId,
                showroomName,
                stage,
                status,
                priority,
                source,
                responsibleId,
                responsibleName,
                contractValue,
                contractTotal,
                paid,
                balance,
                dealId,
                openedAt,
                stageEnteredAt,
                dueAt,
                heldSince,
                status == ProjectStatus.ACTIVE && dueAt != null && dueAt.isBefore(instant),
                completedAt,
                warranty,
                version,
                createdAt,
                updatedAt,
                archived);
    }
}
