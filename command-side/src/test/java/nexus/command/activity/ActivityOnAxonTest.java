package nexus.command.activity;

import static nexus.command.activity.ActivityTest.ANN;
import static nexus.command.activity.ActivityTest.COMPLETED;
import static nexus.command.activity.ActivityTest.DUE;
import static nexus.command.activity.ActivityTest.ID;
import static nexus.command.activity.ActivityTest.LATER;
import static nexus.command.activity.ActivityTest.REMINDED;
import static nexus.command.activity.ActivityTest.TASK;

import nexus.api.RecordRejection.NotFound;
import nexus.api.activity.ActivityCommand;
import nexus.api.activity.ActivityCommand.CompleteActivity;
import nexus.api.activity.ActivityCommand.RemindOfActivity;
import nexus.api.activity.ActivityCommand.RescheduleActivity;
import nexus.api.activity.ActivityEvent;
import nexus.api.activity.ActivityRejection.ActivityAlreadyCompleted;
import nexus.api.activity.ActivityType;
import nexus.command.testing.Actors;
import nexus.platform.decider.Capability;
import nexus.platform.decider.OnAxon;
import org.junit.jupiter.api.Test;

class ActivityOnAxonTest {

    private static final Capability<ActivityCommand, Activity, ActivityEvent> ACTIVITIES =
            new ActivityConfiguration().activities();

    private final OnAxon axon = OnAxon.hosting(ACTIVITIES, Actors.OWNER);

    @Test
    void the_first_event_begins_the_stream() {
        axon.when(ActivityTest.add(ActivityType.TASK, DUE, null, ANN))
                .thenAccepted(ID.value(), 0, true, TASK);
    }

    @Test
    void later_ones_follow_on_what_is_there() {
        axon.given(TASK)
                .when(new CompleteActivity(ID))
                .thenAccepted(ID.value(), 1, false, COMPLETED);
    }

    @Test
    void a_second_reminder_is_accepted_without_an_event() {
        axon.given(TASK, REMINDED)
                .when(new RemindOfActivity(ID, LATER))
                .thenAccepted(ID.value(), 1, false);
    }

    @Test
    void a_refusal_comes_back_as_a_value() {
        axon.given(TASK, COMPLETED)
                .when(new RescheduleActivity(ID, LATER))
                .thenRejected(new ActivityAlreadyCompleted(ID));
    }

    @Test
    void the_activity_of_strangers_is_not_there() {
        axon.givenOfStrangers(TASK)
                .when(new CompleteActivity(ID))
                .thenRejected(new NotFound(ID.value()));
    }
}
