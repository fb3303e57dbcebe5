package nexus.command.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nexus.api.CommandResult;
import nexus.api.CommandResult.Accepted;
import nexus.api.CommandResult.Rejected;
import nexus.api.Rejection;
import nexus.api.activity.ActivityCommand.RemindOfActivity;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.command.activity.RemindersDue.Due;
import nexus.platform.SharedClock;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands;
import nexus.platform.decider.Commands.Part;
import nexus.platform.security.Actor;
import nexus.platform.work.DueList;
import nexus.platform.work.Lease;
import org.springframework.stereotype.Component;

/**
 * Reminds people of what they have to do by now. What is to be looked at is on a list; whether
 * somebody is to be reminded is decided on the activity itself, once for each time it is scheduled
 * for. So whoever works on this may die or be overtaken at any moment.
 */
@Component
class Reminders implements DueList {

    private static final String ALL = "all";
    private static final int AT_ONCE = 200;

    private final RemindersDue due;
    private final Commands commands;
    private final SharedClock clock;

    Reminders(RemindersDue due, Commands commands, SharedClock clock) {
        this.due = due;
        this.commands = commands;
        this.clock = clock;
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
        return due.first(clock.instant(), 1).isEmpty() ? List.of() : List.of(ALL);
    }

    @Override
    public void work(String item, Lease lease) {
        var now = clock.instant();
        var page = due.first(now, AT_ONCE);
        while (!page.isEmpty() && lease.goesOn()) {
            remind(page, now, lease);
            page = due.first(now, AT_ONCE);
        }
    }

    private void remind(List<Due> page, Instant now, Lease lease) {
        var results = commands.sendEach(page.stream().map(one -> part(one, now)).toList());
        var done = new ArrayList<Due>();
        var refused = new ArrayList<Due>();
        for (int i = 0; i < page.size(); i++) {
            (isDone(results.get(i)) ? done : refused).add(page.get(i));
        }
        lease.guard(
                () -> {
                    due.done(done);
                    due.putOff(refused);
                });
    }

    private static Part part(Due due, Instant now) {
        var reminding =
                new Actor(
                        Actor.Kind.SYSTEM,
                        "reminders",
                        "Reminders",
                        new OrganizationId(due.organizationId()),
                        Role.OWNER);
        return new Part(
                new RemindOfActivity(due.activityId(), now),
                CommandContext.of(reminding, due.activityId().value()));
    }

    private static boolean isDone(CommandResult result) {
        return switch (result) {
            case Accepted _ -> true;
            case Rejected refused -> refused.kind() == Rejection.Kind.NOT_FOUND;
        };
    }
}
