package nexus.command.activity;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
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
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.work.Follower;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The activities that are to be looked at when it is time, whether somebody is to be reminded: by
 * when they are scheduled for, and once more at once when they are given to somebody, taken up
 * again or brought back after that.
 */
@Component
class RemindersDue implements Follower {

    private final JdbcClient db;

    RemindersDue(JdbcClient db) {
        this.db = db;
    }

    /**
     * An activity to be looked at.
     *
     * @param position of the event that is why; where there is a later one, it is looked at again
     */
    record Due(ActivityId activityId, String organizationId, long position) {}

    /**
     * What an event comes to.
     *
     * @param at when the activity is to be looked at; null for never
     * @param isAnew whether that is another time than before; otherwise one that waits for its time
     *     goes on waiting
     */
    private record Change(
            String activityId,
            String organizationId,
            @Nullable Instant at,
            boolean isAnew,
            long position) {

        static @Nullable Change of(RecordedEvent event) {
            return switch ((ActivityEvent) event.event()) {
                case ActivityAdded(_, _, _, var at, _, _) when at == null -> null;
                case ActivityAdded(_, _, _, var at, _, _) -> of(event, at, true);
                case ActivityRescheduled(_, _, var to) -> of(event, to, true);
                case ActivityAssigned _, ActivityReopened _, ActivityRestored _ ->
                        of(event, event.recordedAt(), false);
                case ActivityDetailsChanged _,
                        ActivityCompleted _,
                        ActivityReminded _,
                        ActivityArchived _ ->
                        null;
            };
        }

        private static Change of(RecordedEvent event, @Nullable Instant at, boolean isAnew) {
            return new Change(
                    event.streamId(), event.organizationId(), at, isAnew, event.position());
        }

        /** Both, in that order. */
        Change then(Change later) {
            return later.isAnew
                    ? later
                    : new Change(activityId, organizationId, at, isAnew, later.position);
        }
    }

    @Override
    public String name() {
        return "reminders";
    }

    @Override
    public Set<String> follows() {
        return Set.of(ActivityId.PREFIX);
    }

    @Override
    public void take(List<RecordedEvent> events) {
        var changes = new LinkedHashMap<String, Change>();
        for (var event : events) {
            var change = Change.of(event);
            if (change != null) {
                changes.merge(event.streamId(), change, Change::then);
            }
        }
        drop(those(changes, change -> change.at() == null));
        keep(
                those(changes, change -> change.at() != null && change.isAnew()),
                "due_at = excluded.due_at, position = excluded.position");
        keep(
                those(changes, change -> change.at() != null && !change.isAnew()),
                "position = excluded.position");
    }

    private static List<Change> those(Map<String, Change> changes, Predicate<Change> among) {
        return changes.values().stream().filter(among).toList();
    }

    private void drop(List<Change> changes) {
        if (!changes.isEmpty()) {
            db.sql("delete from reminder_due where activity_id = any(:ids)")
                    .param("ids", texts(changes, Change::activityId))
                    .update();
        }
    }

    /**
     * Keeps what is to be looked at.
     *
     * @param forThoseThatWait what becomes of those that are kept already
     */
    private void keep(List<Change> changes, String forThoseThatWait) {
        if (!changes.isEmpty()) {
            db.sql(
                            """
                            insert into reminder_due
                              (activity_id, organization_id, due_at, position)
                            select id, organization, cast(at as timestamptz), position
                            from unnest(:ids, :organizations, :times, :positions)
                              as c (id, organization, at, position)
                            on conflict (activity_id) do update set %s"""
                                    .formatted(forThoseThatWait))
                    .param("ids", texts(changes, Change::activityId))
                    .param("organizations", texts(changes, Change::organizationId))
                    .param("times", texts(changes, change -> Objects.requireNonNull(change.at())))
                    .param("positions", changes.stream().map(Change::position).toArray(Long[]::new))
                    .update();
        }
    }

    @Override
    public void forget() {
        db.sql("delete from reminder_due").update();
    }

    private static String[] texts(List<Change> changes, Function<Change, Object> value) {
        return changes.stream()
                .map(change -> value.apply(change).toString())
                .toArray(String[]::new);
    }

    /** Those whose time has come, the longest first. */
    List<Due> first(Instant now, int atMost) {
        return db.sql(
                        """
                        select activity_id, organization_id, position from reminder_due
                        where due_at <= :now order by due_at, activity_id limit :most""")
                .param("now", Timestamp.from(now))
                .param("most", atMost)
                .query(
                        (row, _) ->
                                new Due(
                                        new ActivityId(row.getString(1)),
                                        row.getString(2),
                                        row.getLong(3)))
                .list();
    }

    /** They were looked at; of whichever more has happened since is looked at again. */
    void done(List<Due> due) {
        among(due, "delete from reminder_due d using");
    }

    /** They cannot be looked at for now: an organization may be suspended for months. */
    void putOff(List<Due> due) {
        among(due, "update reminder_due d set due_at = now() + interval '1 hour' from");
    }

    private void among(List<Due> due, String statement) {
        db.sql(
                        statement
                                + """
                                 unnest(:ids, :positions) as l (id, position)
                                where d.activity_id = l.id and d.position = l.position""")
                .param(
                        "ids",
                        due.stream().map(one -> one.activityId().value()).toArray(String[]::new))
                .param("positions", due.stream().map(Due::position).toArray(Long[]::new))
                .update();
    }
}
