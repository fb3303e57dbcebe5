package nexus.command.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nexus.api.CustomFields;
import nexus.api.Patch;
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
import nexus.api.activity.ActivityId;
import nexus.api.activity.ActivityRejection.ActivityAlreadyCompleted;
import nexus.api.activity.ActivityRejection.NotesAreNotScheduled;
import nexus.api.activity.ActivityRejection.TooMuchMetadata;
import nexus.api.activity.ActivityType;
import nexus.api.contact.ContactId;
import nexus.api.identity.UserId;
import nexus.platform.decider.Decision;
import nexus.platform.decider.testing.DeciderSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityTest {

    static final ActivityId ID = new ActivityId("activity-1");
    static final UserId ANN = new UserId("user-ann");
    static final Instant DUE = Instant.parse("2026-09-30T09:30:00Z");
    static final Instant LATER = DUE.plus(Duration.ofDays(2));
    static final ActivityDetails DETAILS = details("Call the Hartleys", Map.of());
    static final ActivityAdded TASK = added(ActivityType.TASK, DUE, null, ANN);
    static final ActivityCompleted COMPLETED = new ActivityCompleted(ID);
    static final ActivityReminded REMINDED = new ActivityReminded(ID, DUE, ANN);

    private final ActivityDecider decider = new ActivityDecider();
    private final DeciderSpec<ActivityCommand, Activity, ActivityEvent> activity =
            DeciderSpec.of(decider);

    static ActivityDetails details(String subject, Map<String, Object> metadata) {
        return new ActivityDetails(
                subject, null, new ContactId("contact-1"), null, null, null, metadata);
    }

    static ActivityAdded added(
            ActivityType type,
            @Nullable Instant scheduledAt,
            @Nullable Instant completedAt,
            @Nullable UserId assignee) {
        return new ActivityAdded(ID, type, DETAILS, scheduledAt, completedAt, assignee);
    }

    static AddActivity add(
            ActivityType type,
            @Nullable Instant scheduledAt,
            @Nullable Instant completedAt,
            @Nullable UserId assignee) {
        return new AddActivity(ID, type, DETAILS, scheduledAt, completedAt, assignee);
    }

    private static ChangeActivity change(
            Patch<String> subject,
            Patch<Map<String, Object>> metadata,
            Patch<Instant> scheduledAt,
            Patch<UserId> assignee) {
        return new ChangeActivity(
                ID,
                subject,
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                metadata,
                scheduledAt,
                assignee);
    }

    private static RemindOfActivity remindAt(Instant now) {
        return new RemindOfActivity(ID, now);
    }

    @Test
    void a_task_is_added() {
        activity.given().when(add(ActivityType.TASK, DUE, null, ANN)).then(TASK);
    }

    @Test
    void the_same_again_changes_nothing_and_another_is_refused() {
        var same = add(ActivityType.TASK, DUE, null, ANN);
        activity.given(TASK, COMPLETED).when(same).thenNothing();
        activity.given(TASK)
                .when(add(ActivityType.CALL, DUE, null, ANN))
                .thenRejected(new AlreadyExists("activity-1"));
        activity.given(TASK, new ActivityArchived(ID))
                .when(same)
                .thenRejected(new AlreadyExists("activity-1"));
    }

    @Test
    void nothing_can_be_done_to_an_activity_that_is_not_there() {
        activity.given().when(new CompleteActivity(ID)).thenRejected(new NotFound("activity-1"));
        activity.given().when(remindAt(DUE)).thenRejected(new NotFound("activity-1"));
    }

    @Test
    void an_activity_is_completed_once_and_can_be_reopened() {
        activity.given(TASK).when(new CompleteActivity(ID)).then(COMPLETED);
        activity.given(TASK, COMPLETED).when(new CompleteActivity(ID)).thenNothing();
        activity.given(TASK, COMPLETED).when(new ReopenActivity(ID)).then(new ActivityReopened(ID));
        activity.given(TASK).when(new ReopenActivity(ID)).thenNothing();
    }

    @Test
    void what_was_done_when_it_was_added_is_completed() {
        var done = added(ActivityType.CALL, null, DUE, null);
        activity.given(done).when(new CompleteActivity(ID)).thenNothing();
        activity.given(done)
                .when(new RescheduleActivity(ID, LATER))
                .thenRejected(new ActivityAlreadyCompleted(ID));
    }

    @Test
    void a_note_is_never_to_be_done() {
        var note = added(ActivityType.NOTE, null, null, null);
        activity.given().when(add(ActivityType.NOTE, null, null, null)).then(note);
        activity.given()
                .when(add(ActivityType.NOTE, DUE, null, null))
                .thenRejected(new NotesAreNotScheduled());
        activity.given(note)
                .when(new RescheduleActivity(ID, DUE))
                .thenRejected(new NotesAreNotScheduled());
        activity.given(note)
                .when(change(Patch.keep(), Patch.keep(), Patch.set(DUE), Patch.keep()))
                .thenRejected(new NotesAreNotScheduled());
        activity.given(note).when(new CompleteActivity(ID)).thenNothing();
        activity.given(note).when(new ReopenActivity(ID)).thenNothing();
    }

    @Test
    void an_activity_is_rescheduled_to_another_time_only() {
        activity.given(TASK)
                .when(new RescheduleActivity(ID, LATER))
                .then(new ActivityRescheduled(ID, DUE, LATER));
        activity.given(TASK).when(new RescheduleActivity(ID, DUE)).thenNothing();
        activity.given(TASK, COMPLETED)
                .when(new RescheduleActivity(ID, LATER))
                .thenRejected(new ActivityAlreadyCompleted(ID));
        activity.given(TASK, COMPLETED, new ActivityReopened(ID))
                .when(new RescheduleActivity(ID, LATER))
                .then(new ActivityRescheduled(ID, DUE, LATER));
    }

    @Test
    void every_kind_of_change_is_an_event_of_its_own() {
        activity.given(TASK)
                .when(
                        change(
                                Patch.set("Visit them"),
                                Patch.set(Map.of("minutes", 12)),
                                Patch.set(null),
                                Patch.set(null)))
                .then(
                        new ActivityDetailsChanged(
                                ID, details("Visit them", Map.of("minutes", 12))),
                        new ActivityRescheduled(ID, DUE, null),
                        new ActivityAssigned(ID, null));
    }

    @Test
    void a_change_to_what_is_so_already_is_none() {
        activity.given(TASK)
                .when(
                        change(
                                Patch.set(DETAILS.subject()),
                                Patch.set(Map.of()),
                                Patch.set(DUE),
                                Patch.set(ANN)))
                .thenNothing();
    }

    @Test
    void what_is_done_can_still_be_written_about() {
        activity.given(TASK, COMPLETED)
                .when(change(Patch.set("Called"), Patch.keep(), Patch.set(DUE), Patch.keep()))
                .then(new ActivityDetailsChanged(ID, details("Called", Map.of())));
        activity.given(TASK, COMPLETED)
                .when(change(Patch.set("Called"), Patch.keep(), Patch.set(LATER), Patch.keep()))
                .thenRejected(new ActivityAlreadyCompleted(ID));
    }

    @Test
    void metadata_are_bounded() {
        Map<String, Object> many =
                IntStream.rangeClosed(0, CustomFields.MOST)
                        .boxed()
                        .collect(Collectors.toMap(i -> "value" + i, i -> i));
        activity.given(TASK)
                .when(change(Patch.keep(), Patch.set(many), Patch.keep(), Patch.keep()))
                .thenRejected(new TooMuchMetadata(CustomFields.MOST));
    }

    @Test
    void the_assignee_is_reminded_when_it_is_time_and_once() {
        activity.given(TASK).when(remindAt(DUE.minusMillis(1))).thenNothing();
        activity.given(TASK).when(remindAt(DUE)).then(REMINDED);
        activity.given(TASK, REMINDED).when(remindAt(LATER)).thenNothing();
    }

    @Test
    void rescheduling_arms_the_reminder_again() {
        var moved = new ActivityRescheduled(ID, DUE, LATER);
        activity.given(TASK, REMINDED, moved).when(remindAt(DUE)).thenNothing();
        activity.given(TASK, REMINDED, moved)
                .when(remindAt(LATER))
                .then(new ActivityReminded(ID, LATER, ANN));
    }

    @Test
    void nobody_is_reminded_of_what_is_done_put_away_unscheduled_or_nobodys() {
        activity.given(TASK, COMPLETED).when(remindAt(LATER)).thenNothing();
        activity.given(TASK, new ActivityArchived(ID)).when(remindAt(LATER)).thenNothing();
        activity.given(added(ActivityType.TASK, null, null, ANN))
                .when(remindAt(LATER))
                .thenNothing();
        activity.given(added(ActivityType.TASK, DUE, null, null))
                .when(remindAt(LATER))
                .thenNothing();
        activity.given(added(ActivityType.TASK, DUE, null, null), new ActivityAssigned(ID, ANN))
                .when(remindAt(LATER))
                .then(REMINDED);
        activity.given(TASK, COMPLETED, new ActivityReopened(ID))
                .when(remindAt(LATER))
                .then(REMINDED);
    }

    @Test
    void what_is_archived_takes_no_change_until_it_is_restored() {
        var archived = new ActivityArchived(ID);
        activity.given(TASK).when(new ArchiveActivity(ID)).then(archived);
        activity.given(TASK, archived).when(new ArchiveActivity(ID)).thenNothing();
        activity.given(TASK, archived).when(new RestoreActivity(ID)).then(new ActivityRestored(ID));
        activity.given(TASK).when(new RestoreActivity(ID)).thenNothing();
        for (var command :
                List.of(
                        new CompleteActivity(ID),
                        new ReopenActivity(ID),
                        new RescheduleActivity(ID, LATER),
                        change(Patch.set("X"), Patch.keep(), Patch.keep(), Patch.keep()))) {
            activity.given(TASK, archived)
                    .when(command)
                    .thenRejected(new RecordRejection.Archived("activity-1"));
        }
        activity.given(TASK, COMPLETED, archived, new ActivityRestored(ID))
                .when(new CompleteActivity(ID))
                .thenNothing();
    }

    /**
     * Whatever is asked in whatever order: history folds, and to the state decided on; what was
     * accepted is not accepted twice; and nobody is reminded twice of one scheduling.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void any_sequence_of_commands_refolds_to_the_same_state(long seed) {
        var random = new Random(seed);
        var history = new ArrayList<ActivityEvent>();
        var state = decider.initial();
        for (int i = 0; i < 300; i++) {
            var command = anyCommand(random);
            if (decider.decide(state, command)
                    instanceof Decision.Accept<ActivityEvent>(var events, _)) {
                for (var event : events) {
                    state = decider.evolve(state, event);
                    history.add(event);
                }
                assertThat(decider.decide(state, command))
                        .as("the same command once more: %s", command)
                        .satisfiesAnyOf(
                                again -> assertThat(again).isEqualTo(Decision.nothing()),
                                again -> assertThat(again).isInstanceOf(Decision.Reject.class));
            }
        }
        var refolded = decider.initial();
        for (var event : history) {
            refolded = decider.evolve(refolded, event);
        }
        assertThat(refolded).isEqualTo(state);
        assertThat(history).hasSizeGreaterThan(50);
        assertRemindedOncePerScheduling(history);
    }

    private static void assertRemindedOncePerScheduling(List<ActivityEvent> history) {
        var reminded = new HashSet<Integer>();
        var scheduling = 0;
        for (var event : history) {
            if (event instanceof ActivityRescheduled) {
                scheduling++;
            }
            if (event instanceof ActivityReminded) {
                assertThat(reminded.add(scheduling)).as("once: %s", history).isTrue();
            }
        }
        assertThat(reminded).hasSizeGreaterThan(1);
    }

    private static ActivityCommand anyCommand(Random random) {
        var time = DUE.plus(Duration.ofHours(random.nextInt(4)));
        return switch (random.nextInt(10)) {
            case 0 -> add(ActivityType.TASK, DUE, null, ANN);
            case 1, 2 -> new RescheduleActivity(ID, time);
            case 3 -> new CompleteActivity(ID);
            case 4, 5 -> new ReopenActivity(ID);
            case 6 -> remindAt(time);
            case 7 -> random.nextInt(3) == 0 ? new ArchiveActivity(ID) : new RestoreActivity(ID);
            case 8 -> new RestoreActivity(ID);
            default ->
                    change(
                            Patch.set("S" + random.nextInt(3)),
                            Patch.set(Map.of("minutes", random.nextInt(3))),
                            random.nextBoolean() ? Patch.set(time) : Patch.keep(),
                            random.nextBoolean() ? Patch.set(ANN) : Patch.keep());
        };
    }

    /** History is never refused, not even one that no decision could have made. */
    @Test
    void any_event_can_follow_any_state() {
        var events =
                List.of(
                        TASK,
                        added(ActivityType.NOTE, null, null, null),
                        new ActivityDetailsChanged(ID, DETAILS),
                        new ActivityAssigned(ID, null),
                        new ActivityRescheduled(ID, null, null),
                        COMPLETED,
                        new ActivityReopened(ID),
                        REMINDED,
                        new ActivityArchived(ID),
                        new ActivityRestored(ID));
        for (var first : events) {
            for (var second : events) {
                for (var third : events) {
                    var state = decider.initial();
                    for (var event : List.of(first, second, third)) {
                        state = decider.evolve(state, event);
                    }
                    assertThat(state).isNotNull();
                }
            }
        }
    }
}
