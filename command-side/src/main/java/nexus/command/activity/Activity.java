package nexus.command.activity;

import java.time.Instant;
import nexus.api.activity.ActivityDetails;
import nexus.api.activity.ActivityEvent.ActivityAdded;
import nexus.api.activity.ActivityType;
import nexus.api.identity.UserId;
import org.jspecify.annotations.Nullable;

/** What must be remembered about an activity in order to decide. */
sealed interface Activity {

    /** Nobody added it yet. */
    record Absent() implements Activity {}

    /**
     * One to do, or one that is done.
     *
     * @param added how it began, so that adding it once more can be told from adding another
     * @param completed whether it is done; a note always is
     * @param reminded whether somebody was reminded of it since it was last scheduled
     */
    record Present(
            ActivityAdded added,
            ActivityDetails details,
            @Nullable Instant scheduledAt,
            @Nullable UserId assigneeId,
            boolean completed,
            boolean reminded)
            implements Activity {

        static Present of(ActivityAdded added) {
            return new Present(
                    added,
                    added.details(),
                    added.scheduledAt(),
                    added.assigneeId(),
                    added.completedAt() != null || added.type() == ActivityType.NOTE,
                    false);
        }

        boolean isNote() {
            return added.type() == ActivityType.NOTE;
        }

        /** Whether somebody is to be told that it is to be done by now. */
        boolean isDue(Instant now) {
            return scheduledAt != null && !scheduledAt.isAfter(now) && !completed && !reminded;
        }

        Present with(ActivityDetails changed) {
            return new Present(added, changed, scheduledAt, assigneeId, completed, reminded);
        }

        Present assignedTo(@Nullable UserId assignee) {
            return new Present(added, details, scheduledAt, assignee, completed, reminded);
        }

        /** Another time is one that nobody was reminded of yet. */
        Present scheduledAt(@Nullable Instant at) {
            return new Present(added, details, at, assigneeId, completed, false);
        }

        Present completed(boolean now) {
            return new Present(added, details, scheduledAt, assigneeId, now, reminded);
        }

        Present remindedOf() {
            return new Present(added, details, scheduledAt, assigneeId, completed, true);
        }
    }

    /** Put away; restoring brings it back as it was. */
    record Archived(Present before) implements Activity {}
}
