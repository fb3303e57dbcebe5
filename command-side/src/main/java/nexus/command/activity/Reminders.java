package nexus.command.activity;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nexus.api.activity.ActivityCommand.RemindOfActivity;
import nexus.api.activity.ActivityId;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.platform.SharedClock;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands;
import nexus.platform.decider.Commands.Part;
import nexus.platform.security.Actor;
import nexus.platform.work.DueList;
import nexus.platform.work.Lease;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reminds people of what they have to do by now.
 *
 * <p>What is due is looked up in the view of activities, which may be behind; whether somebody is
 * to be reminded is decided on the activity itself, once for each time it is scheduled for. So
 * whoever works on this may die or be overtaken at any moment.
 */
@Component
class Reminders implements DueList {

    private static final String ALL = "all";
    private static final int AT_ONCE = 200;
    private static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

    /** A node of this side may start before the views are there. */
    private static final String ARE_THERE_VIEWS = "select to_regclass('activities') is not null";

    private static final String DUE =
            """
            from activities
            where status = 'OPEN' and reminded_at is null and scheduled_at <= :now
              and assignee_id is not null and not archived""";

    private final JdbcClient db;
    private final Commands commands;
    private final SharedClock clock;

    Reminders(JdbcClient db, Commands commands, SharedClock clock) {
        this.db = db;
        this.commands = commands;
        this.clock = clock;
    }

    /** An activity of which somebody may have to be reminded. */
    private record Reminder(ActivityId activityId, String organizationId, Instant dueAt) {

        Part part(Instant now) {
            var reminding =
                    new Actor(
                            Actor.Kind.SYSTEM,
                            "reminders",
                            "Reminders",
                            new OrganizationId(organizationId),
                            Role.OWNER);
            return new Part(
                    new RemindOfActivity(activityId, now),
                    CommandContext.of(reminding, activityId.value()));
        }
    }

    @Override
    public String name() {
        return "reminders";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(2);
    }

    /** One node reminds everybody: there is little to it. */
    @Override
    public List<String> due(int atMost) {
        return areThereViews() && isAnythingDue() ? List.of(ALL) : List.of();
    }

    private boolean areThereViews() {
        return db.sql(ARE_THERE_VIEWS).query(Boolean.class).single();
    }

    private boolean isAnythingDue() {
        return db.sql("select exists (select " + DUE + ")")
                .param("now", Timestamp.from(clock.instant()))
                .query(Boolean.class)
                .single();
    }

    @Override
    public void work(String item, Lease lease) {
        var now = clock.instant();
        var page = page(now, BEGINNING, "");
        while (!page.isEmpty() && lease.goesOn()) {
            commands.sendEach(page.stream().map(reminder -> reminder.part(now)).toList());
            var last = page.getLast();
            page = page(now, last.dueAt(), last.activityId().value());
        }
    }

    /** What is due longest first; walked through once, whatever becomes of it. */
    private List<Reminder> page(Instant now, Instant after, String afterId) {
        return db.sql(
                        """
                        select id, organization_id, scheduled_at %s
                          and (scheduled_at, id) > (:after, :afterId)
                        order by scheduled_at, id limit :most"""
                                .formatted(DUE))
                .param("now", Timestamp.from(now))
                .param("after", Timestamp.from(after))
                .param("afterId", afterId)
                .param("most", AT_ONCE)
                .query(
                        (row, _) ->
                                new Reminder(
                                        new ActivityId(row.getString(1)),
                                        row.getString(2),
                                        row.getTimestamp(3).toInstant()))
                .list();
    }
}
