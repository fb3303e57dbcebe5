package nexus.command.activity;

import static nexus.platform.decider.Decision.accept;
import static nexus.platform.decider.Decision.nothing;
import static nexus.platform.decider.Decision.reject;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import nexus.api.CustomFields;
import nexus.api.RecordRejection;
import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.activity.ActivityCommand;
import nexus.api.activity.ActivityCommand.AddActivity;
import nexus.api.activity.ActivityCommand.ArchiveActivity;
import nexus.api.activity.ActivityCommand.ChangeActivity;
import nexus.api.activity.ActivityCommand.CompleteActivity;
import nexus.api.activity.ActivityCommand.RemindOfActivity;
import nexus.api.activity.ActivityCommand.ReopenActivity;
import nexus.api.activity.ActivityCommand.RescheduleActivity;
import nexus.api.activity.ActivityCommand.RestoreActivity;
import nexus.api.activity.ActivityDetails;
import nexus.api.activity.ActivityEvent;
import nexus.api.activity.ActivityEvent.ActivityAdded;
import nexus.api.activity.ActivityEvent.ActivityArchived;
import nexus.api.activity.ActivityEvent.ActivityAssigned;
import nexus.api.activity.ActivityEvent.ActivityCompleted;
import nexus.api.activity.ActivityEvent.ActivityDetailsChanged;
import nexus.api.activity.ActivityEvent.ActivityReminded;
import nexus.api.activity.ActivityEvent.ActivityReopened;
import nexus.api.activity.ActivityEvent.ActivityRescheduled;
import nexus.api.activity.ActivityEvent.ActivityRestored;
import nexus.api.activity.ActivityRejection.ActivityAlreadyCompleted;
import nexus.api.activity.ActivityRejection.NotesAreNotScheduled;
import nexus.api.activity.ActivityRejection.TooMuchMetadata;
import nexus.api.activity.ActivityType;
import nexus.command.activity.Activity.Absent;
import nexus.command.activity.Activity.Archived;
import nexus.command.activity.Activity.Present;
import nexus.platform.decider.Decider;
import nexus.platform.decider.Decision;
import org.jspecify.annotations.Nullable;

/** The business rules of an activity. */
final class ActivityDecider implements Decider<ActivityCommand, Activity, ActivityEvent> {

    @Override
    public Activity initial() {
        return new Absent();
    }

    @Override
    public Decision<ActivityEvent> decide(Activity activity, ActivityCommand command) {
        return switch (activity) {
            case Absent _ when command instanceof AddActivity add -> add(add);
            case Absent _ -> reject(new NotFound(command.streamId()));
            case Present present -> whenPresent(present, command);
            case Archived _ -> whenArchived(command);
        };
    }

    private static Decision<ActivityEvent> add(AddActivity command) {
        return command.type() == ActivityType.NOTE && command.scheduledAt() != null
                ? reject(new NotesAreNotScheduled())
                : accept(added(command));
    }

    private static ActivityAdded added(AddActivity command) {
        return new ActivityAdded(
                command.activityId(),
                command.type(),
                command.details(),
                command.scheduledAt(),
                command.completedAt(),
                command.assigneeId());
    }

    private static Decision<ActivityEvent> whenPresent(Present activity, ActivityCommand command) {
        return switch (command) {
            case AddActivity again when added(again).equals(activity.added()) -> nothing();
            case AddActivity _ -> reject(new AlreadyExists(command.streamId()));
            case ChangeActivity change -> change(activity, change);
            case RescheduleActivity(_, var at) -> reschedule(activity, at);
            case CompleteActivity _ when activity.completed() -> nothing();
            case CompleteActivity(var id) -> accept(new ActivityCompleted(id));
            case ReopenActivity _ when !activity.completed() || activity.isNote() -> nothing();
            case ReopenActivity(var id) -> accept(new ActivityReopened(id));
            case RemindOfActivity(_, var now) -> remind(activity, now);
            case ArchiveActivity(var id) -> accept(new ActivityArchived(id));
            case RestoreActivity _ -> nothing();
        };
    }

    private static Decision<ActivityEvent> whenArchived(ActivityCommand command) {
        return switch (command) {
            case RestoreActivity(var id) -> accept(new ActivityRestored(id));
            case ArchiveActivity _, RemindOfActivity _ -> nothing();
            case AddActivity _ -> reject(new AlreadyExists(command.streamId()));
            case ChangeActivity _, RescheduleActivity _, CompleteActivity _, ReopenActivity _ ->
                    reject(new RecordRejection.Archived(command.streamId()));
        };
    }

    /** One event for each kind of change that really is one. */
    private static Decision<ActivityEvent> change(Present activity, ChangeActivity change) {
        var id = change.activityId();
        var events = new ArrayList<ActivityEvent>();
        var details = changed(activity.details(), change);
        if (details.metadata().size() > CustomFields.MOST) {
            return reject(new TooMuchMetadata(CustomFields.MOST));
        }
        if (!details.equals(activity.details())) {
            events.add(new ActivityDetailsChanged(id, details));
        }
        switch (reschedule(activity, change.scheduledAt().or(activity.scheduledAt()))) {
            case Decision.Reject<ActivityEvent> refused -> {
                return refused;
            }
            case Decision.Accept<ActivityEvent>(var rescheduled, _) -> events.addAll(rescheduled);
        }
        var assignee = change.assigneeId().or(activity.assigneeId());
        if (!Objects.equals(assignee, activity.assigneeId())) {
            events.add(new ActivityAssigned(id, assignee));
        }
        return accept(events.toArray(ActivityEvent[]::new));
    }

    private static ActivityDetails changed(ActivityDetails details, ChangeActivity change) {
        return new ActivityDetails(
                change.subject().orRequired(details.subject()),
                change.description().or(details.description()),
                change.contactId().or(details.contactId()),
                change.companyId().or(details.companyId()),
                change.dealId().or(details.dealId()),
                change.projectId().or(details.projectId()),
                CustomFields.changed(details.metadata(), change.metadata()));
    }

    private static Decision<ActivityEvent> reschedule(Present activity, @Nullable Instant at) {
        var id = activity.added().activityId();
        if (Objects.equals(at, activity.scheduledAt())) {
            return nothing();
        }
        if (activity.isNote()) {
            return reject(new NotesAreNotScheduled());
        }
        return activity.completed()
                ? reject(new ActivityAlreadyCompleted(id))
                : accept(new ActivityRescheduled(id, activity.scheduledAt(), at));
    }

    /** Whoever is late to remind, or second, finds nothing to do. */
    private static Decision<ActivityEvent> remind(Present activity, Instant now) {
        var due = activity.scheduledAt();
        var assignee = activity.assigneeId();
        return due == null || assignee == null || !activity.isDue(now)
                ? nothing()
                : accept(new ActivityReminded(activity.added().activityId(), due, assignee));
    }

    @Override
    public Activity evolve(Activity activity, ActivityEvent event) {
        if (event instanceof ActivityAdded added) {
            return Present.of(added);
        }
        return switch (activity) {
            case Absent _ -> activity;
            case Archived(var before) -> event instanceof ActivityRestored ? before : activity;
            case Present present -> after(present, event);
        };
    }

    private static Activity after(Present activity, ActivityEvent event) {
        return switch (event) {
            case ActivityAdded _, ActivityRestored _ -> activity;
            case ActivityDetailsChanged(_, var details) -> activity.with(details);
            case ActivityAssigned(_, var assignee) -> activity.assignedTo(assignee);
            case ActivityRescheduled(_, _, var to) -> activity.scheduledAt(to);
            case ActivityCompleted _ -> activity.completed(true);
            case ActivityReopened _ -> activity.completed(false);
            case ActivityReminded _ -> activity.remindedOf();
            case ActivityArchived _ -> new Archived(activity);
        };
    }
}
