package nexus.api.activity;

import java.util.Map;
import nexus.api.Rejection;

/** Every way an activity says no. */
public sealed interface ActivityRejection extends Rejection {

    /** What is done is not to be done at another time. */
    record ActivityAlreadyCompleted(ActivityId activityId) implements ActivityRejection {
        @Override
        public String code() {
            return "activity.already-completed";
        }

        @Override
        public String message() {
            return "The activity is done: reopen it before scheduling it anew.";
        }

        @Override
        public Kind kind() {
            return Kind.CONFLICT;
        }
    }

    /** Notes are not to be done, so there is no time to do them at. */
    record NotesAreNotScheduled() implements ActivityRejection {
        @Override
        public String code() {
            return "activity.notes-are-not-scheduled";
        }

        @Override
        public String message() {
            return "A note is there as soon as it is written: it cannot be scheduled.";
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", "scheduledAt");
        }
    }

    /** Every change adds a few values; together they became too many. */
    record TooMuchMetadata(int most) implements ActivityRejection {
        @Override
        public String code() {
            return "activity.too-much-metadata";
        }

        @Override
        public String message() {
            return "The metadata of an activity are at most " + most + " values.";
        }

        @Override
        public Kind kind() {
            return Kind.INVALID;
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("field", "metadata");
        }
    }
}
