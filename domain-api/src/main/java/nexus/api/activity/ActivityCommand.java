package nexus.api.activity;

import java.time.Instant;
import java.util.Map;
import nexus.api.Action;
import nexus.api.Command;
import nexus.api.Needs;
import nexus.api.Patch;
import nexus.api.Resource;
import nexus.api.company.CompanyId;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealId;
import nexus.api.identity.UserId;
import nexus.api.project.ProjectId;
import org.jspecify.annotations.Nullable;

/** Everything that can be asked of an activity. */
@Needs(resource = Resource.ACTIVITIES, action = Action.UPDATE)
public sealed interface ActivityCommand extends Command {

    ActivityId activityId();

    @Override
    default String streamId() {
        return activityId().value();
    }

    /**
     * Adds an activity: one that is to be done, or one that was done. The same again changes
     * nothing; another under its id is refused.
     *
     * @param scheduledAt when it is to be done; for a task, when it is due
     * @param completedAt when it was done, if it was
     * @param assigneeId who is to do it
     */
    @Needs(resource = Resource.ACTIVITIES, action = Action.CREATE)
    record AddActivity(
            ActivityId activityId,
            ActivityType type,
            ActivityDetails details,
            @Nullable Instant scheduledAt,
            @Nullable Instant completedAt,
            @Nullable UserId assigneeId)
            implements ActivityCommand {
        @Override
        public boolean begins() {
            return true;
        }
    }

    /** Changes any of what is written about an activity, and no more than was mentioned. */
    record ChangeActivity(
            ActivityId activityId,
            Patch<String> subject,
            Patch<String> description,
            Patch<ContactId> contactId,
            Patch<CompanyId> companyId,
            Patch<DealId> dealId,
            Patch<ProjectId> projectId,
            Patch<Map<String, Object>> metadata,
            Patch<Instant> scheduledAt,
            Patch<UserId> assigneeId)
            implements ActivityCommand {}

    /** Has an activity done at another time. Whoever was reminded of it is reminded again then. */
    record RescheduleActivity(ActivityId activityId, Instant scheduledAt)
            implements ActivityCommand {}

    /** Says that an activity is done. */
    record CompleteActivity(ActivityId activityId) implements ActivityCommand {}

    /** Says that an activity is not done after all. */
    record ReopenActivity(ActivityId activityId) implements ActivityCommand {}

    /**
     * Reminds the assignee of an activity that is to be done by now: once for each time it is
     * scheduled for.
     */
    record RemindOfActivity(ActivityId activityId, Instant now) implements ActivityCommand {}

    @Needs(resource = Resource.ACTIVITIES, action = Action.DELETE)
    record ArchiveActivity(ActivityId activityId) implements ActivityCommand {}

    @Needs(resource = Resource.ACTIVITIES, action = Action.DELETE)
    record RestoreActivity(ActivityId activityId) implements ActivityCommand {}
}
