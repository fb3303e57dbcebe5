package nexus.query.activity;

import java.time.Instant;
import java.util.Map;
import nexus.api.activity.ActivityDetails;
import nexus.api.activity.ActivityEvent.ActivityAdded;
import nexus.api.activity.ActivityId;
import nexus.api.activity.ActivityType;
import nexus.api.company.CompanyId;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealId;
import nexus.api.identity.UserId;
import nexus.api.project.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * An activity as lists, timelines and joins read it.
 *
 * @param scheduledAt when it is to be done; for a task, when it is due
 * @param remindedAt when its assignee was reminded of it, since it was last scheduled
 * @param addedAt when it came up, in the business
 * @param happenedAt where it stands in a timeline: when it was done, or else when it came up
 */
record ActivityRow(
        ActivityId id,
        ActivityType type,
        String subject,
        @Nullable String description,
        Map<String, Object> metadata,
        Status status,
        @Nullable Instant scheduledAt,
        @Nullable Instant completedAt,
        @Nullable UserId assigneeId,
        @Nullable ContactId contactId,
        @Nullable CompanyId companyId,
        @Nullable DealId dealId,
        @Nullable ProjectId projectId,
        @Nullable Instant remindedAt,
        Instant addedAt,
        Instant happenedAt,
        boolean archived) {

    /** How an activity stands. */
    enum Status {
        OPEN,
        COMPLETED
    }

    static ActivityRow of(ActivityAdded added, Instant at) {
        var details = added.details();
        var open =
                new ActivityRow(
                        added.activityId(),
                        added.type(),
                        details.subject(),
                        details.description(),
                        details.metadata(),
                        Status.OPEN,
                        added.scheduledAt(),
                        null,
                        added.assigneeId(),
                        details.contactId(),
                        details.companyId(),
                        details.dealId(),
                        details.projectId(),
                        null,
                        at,
                        at,
                        false);
        var completedAt = added.completedAt();
        if (completedAt != null) {
            return open.completed(completedAt);
        }
        return added.type() == ActivityType.NOTE ? open.completed(at) : open;
    }

    ActivityRow with(ActivityDetails details) {
        return new ActivityRow(
                id,
                type,
                details.subject(),
                details.description(),
                details.metadata(),
                status,
                scheduledAt,
                completedAt,
                assigneeId,
                details.contactId(),
                details.companyId(),
                details.dealId(),
                details.projectId(),
                remindedAt,
                addedAt,
                happenedAt,
                archived);
    }

    ActivityRow completed(Instant at) {
        return with(Status.COMPLETED, scheduledAt, at, assigneeId, remindedAt, archived);
    }

    ActivityRow reopened() {
        return with(Status.OPEN, scheduledAt, null, assigneeId, remindedAt, archived);
    }

    /** At another time it is one that nobody was reminded of yet. */
    ActivityRow scheduled(@Nullable Instant at) {
        return with(status, at, completedAt, assigneeId, null, archived);
    }

    ActivityRow reminded(Instant at) {
        return with(status, scheduledAt, completedAt, assigneeId, at, archived);
    }

    ActivityRow assignedTo(@Nullable UserId assignee) {
        return with(status, scheduledAt, completedAt, assignee, remindedAt, archived);
    }

    ActivityRow archived(boolean now) {
        return with(status, scheduledAt, completedAt, assigneeId, remindedAt, now);
    }

    private ActivityRow with(
            Status as,
            @Nullable Instant scheduled,
            @Nullable Instant completed,
            @Nullable UserId assignee,
            @Nullable Instant reminded,
            boolean putAway) {
        return new ActivityRow(
                id,
                type,
                subject,
                description,
                metadata,
                as,
                scheduled,
                completed,
                assignee,
                contactId,
                companyId,
                dealId,
                projectId,
                reminded,
                addedAt,
                completed == null ? addedAt : completed,
                putAway);
    }
}
