package nexus.api.activity;

import java.time.Instant;
import nexus.api.DomainEvent;
import nexus.api.EventName;
import nexus.api.identity.UserId;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to an activity. */
public sealed interface ActivityEvent extends DomainEvent {

    ActivityId activityId();

    @Override
    default String streamId() {
        return activityId().value();
    }

    /**
     * There is something to do, or something was done.
     *
     * @param completedAt when it was done, if it was
     */
    @EventName("activity.added")
    record ActivityAdded(
            ActivityId activityId,
            ActivityType type,
            ActivityDetails details,
            @Nullable Instant scheduledAt,
            @Nullable Instant completedAt,
            @Nullable UserId assigneeId)
            implements ActivityEvent {}

    /** What is written about the activity changed; {@code details} is all of it as it is now. */
    @EventName("activity.details-changed")
    record ActivityDetailsChanged(ActivityId activityId, ActivityDetails details)
            implements ActivityEvent {}

    @EventName("activity.assigned")
    record ActivityAssigned(ActivityId activityId, @Nullable UserId assigneeId)
            implements ActivityEvent {}

    @EventName("activity.rescheduled")
    record ActivityRescheduled(ActivityId activityId, @Nullable Instant from, @Nullable Instant to)
            implements ActivityEvent {}

    /** The activity was done, at the time at which this occurred. */
    @EventName("activity.completed")
    record ActivityCompleted(ActivityId activityId) implements ActivityEvent {}

    @EventName("activity.reopened")
    record ActivityReopened(ActivityId activityId) implements ActivityEvent {}

    /** The assignee was reminded that the activity is to be done. */
    @EventName("activity.reminded")
    record ActivityReminded(ActivityId activityId, Instant dueAt, UserId assigneeId)
            implements ActivityEvent {}

    @EventName("activity.archived")
    record ActivityArchived(ActivityId activityId) implements ActivityEvent {}

    @EventName("activity.restored")
    record ActivityRestored(ActivityId activityId) implements ActivityEvent {}
}
