package nexus.query.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import nexus.api.activity.ActivityType;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealId;
import nexus.api.identity.UserId;
import nexus.platform.eventstore.RecordedEvent.By;
import nexus.platform.projection.Occurrence;
import nexus.query.activity.ActivityRow.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ActivitiesTest {

    private static final Instant ADDED = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant DUE = Instant.parse("2026-03-10T14:00:00Z");
    private static final Instant LATER = Instant.parse("2026-03-11T10:00:00Z");
    private static final ActivityId ID = new ActivityId("activity-1");
    private static final UserId ANN = new UserId("user-ann");
    private static final ActivityDetails DETAILS =
            new ActivityDetails(
                    "Call the Hartleys",
                    "About tiles",
                    new ContactId("contact-1"),
                    null,
                    new DealId("deal-1"),
                    null,
                    Map.of("minutes", 12));
    private static final ActivityAdded TASK =
            new ActivityAdded(ID, ActivityType.TASK, DETAILS, DUE, null, ANN);

    private final Activities view = new Activities();

    @Test
    void a_row_holds_what_is_written_about_the_activity() {
        assertThat(folded(ADDED, TASK))
                .isEqualTo(
                        new ActivityRow(
                                ID,
                                ActivityType.TASK,
                                "Call the Hartleys",
                                "About tiles",
                                Map.of("minutes", 12),
                                Status.OPEN,
                                DUE,
                                null,
                                ANN,
                                new ContactId("contact-1"),
                                null,
                                new DealId("deal-1"),
                                null,
                                null,
                                ADDED,
                                ADDED,
                                false));
    }

    @Test
    void it_stands_where_it_was_done_and_otherwise_where_it_was_added() {
        assertThat(row(ADDED, TASK).happenedAt()).isEqualTo(ADDED);
        var done = row(LATER, TASK, new ActivityCompleted(ID));
        assertThat(done.status()).isEqualTo(Status.COMPLETED);
        assertThat(done.completedAt()).isEqualTo(LATER);
        assertThat(done.happenedAt()).isEqualTo(LATER);
        var again = row(LATER, TASK, new ActivityCompleted(ID), new ActivityReopened(ID));
        assertThat(again.status()).isEqualTo(Status.OPEN);
        assertThat(again.completedAt()).isNull();
        assertThat(again.happenedAt()).isEqualTo(ADDED);
    }

    @Test
    void what_was_done_when_it_was_added_was_done_then_and_a_note_at_once() {
        var call = new ActivityAdded(ID, ActivityType.CALL, DETAILS, null, DUE, null);
        assertThat(row(ADDED, call).completedAt()).isEqualTo(DUE);
        assertThat(row(ADDED, call).status()).isEqualTo(Status.COMPLETED);
        var note = new ActivityAdded(ID, ActivityType.NOTE, DETAILS, null, null, null);
        assertThat(row(ADDED, note).completedAt()).isEqualTo(ADDED);
    }

    @Test
    void at_another_time_nobody_was_reminded_yet() {
        var reminded = new ActivityReminded(ID, DUE, ANN);
        assertThat(row(LATER, TASK, reminded).remindedAt()).isEqualTo(LATER);
        var moved = row(LATER, TASK, reminded, new ActivityRescheduled(ID, DUE, LATER));
        assertThat(moved.remindedAt()).isNull();
        assertThat(moved.scheduledAt()).isEqualTo(LATER);
    }

    @Test
    void details_assignee_and_putting_away_change_nothing_else() {
        var other = new ActivityDetails("Visit them", null, null, null, null, null, Map.of());
        var row =
                row(
                        LATER,
                        TASK,
                        new ActivityCompleted(ID),
                        new ActivityDetailsChanged(ID, other),
                        new ActivityAssigned(ID, null),
                        new ActivityArchived(ID));
        assertThat(row.subject()).isEqualTo("Visit them");
        assertThat(row.contactId()).isNull();
        assertThat(row.assigneeId()).isNull();
        assertThat(row.completedAt()).isEqualTo(LATER);
        assertThat(row.archived()).isTrue();
        assertThat(row(LATER, TASK, new ActivityArchived(ID), new ActivityRestored(ID)).archived())
                .isFalse();
    }

    @Test
    void an_event_of_nothing_makes_nothing() {
        for (ActivityEvent event :
                List.of(
                        new ActivityCompleted(ID),
                        new ActivityReminded(ID, DUE, ANN),
                        new ActivityArchived(ID))) {
            assertThat(folded(LATER, event)).isNull();
        }
    }

    private ActivityRow row(Instant at, ActivityEvent... events) {
        return Objects.requireNonNull(folded(at, events));
    }

    /** Added when it was added, and everything else at another time. */
    private @Nullable ActivityRow folded(Instant at, ActivityEvent... events) {
        ActivityRow row = null;
        for (var event : events) {
            var when = event instanceof ActivityAdded ? ADDED : at;
            row = view.evolve(row, event, new Occurrence(when, when, new By("USER", "u", "Ann")));
        }
        return row;
    }
}
