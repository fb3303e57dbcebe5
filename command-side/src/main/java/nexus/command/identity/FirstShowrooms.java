package nexus.command.identity;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nexus.api.CommandResult.Rejected;
import nexus.api.identity.OrganizationEvent.OrganizationRegistered;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.api.identity.ShowroomCommand.OpenShowroom;
import nexus.api.identity.ShowroomDetails;
import nexus.api.identity.ShowroomId;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands;
import nexus.platform.eventstore.EventLog;
import nexus.platform.security.Actor;
import nexus.platform.work.DueList;
import nexus.platform.work.Lease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Opens a showroom for each organization that began before there were any, as every organization
 * has one. Later ones begin with theirs.
 */
@Component
class FirstShowrooms implements DueList {

    private static final Logger log = LoggerFactory.getLogger(FirstShowrooms.class);
    private static final String NAME = "first-showrooms";

    private final JdbcClient db;
    private final EventLog events;
    private final Commands commands;

    FirstShowrooms(JdbcClient db, EventLog events, Commands commands) {
        this.db = db;
        this.events = events;
        this.commands = commands;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public List<String> due(int atMost) {
        return db.sql(
                        """
                        select o.stream_id from reservation o
                        where o.scope = '*' and o.kind = :slug and not exists
                          (select from event s where s.organization_id = o.stream_id
                             and s.stream_type = 'showroom')
                        limit :most""")
                .param("slug", OrganizationDecider.SLUG)
                .param("most", atMost)
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Override
    public void work(String organization, Lease lease) {
        nameOf(organization).ifPresent(name -> open(new OrganizationId(organization), name));
    }

    private Optional<String> nameOf(String organization) {
        return events.ofStream(organization, organization).stream()
                .map(recorded -> recorded.event())
                .filter(OrganizationRegistered.class::isInstance)
                .map(event -> ((OrganizationRegistered) event).name())
                .findFirst();
    }

    /** Under the organization's own number: whoever does it again finds it done. */
    private void open(OrganizationId organization, String name) {
        var suffix = organization.value().substring(OrganizationId.PREFIX.length());
        var result =
                commands.send(
                        new OpenShowroom(
                                new ShowroomId(ShowroomId.PREFIX + suffix),
                                name,
                                ShowroomCodes.of(name),
                                ShowroomDetails.PLAIN),
                        CommandContext.of(
                                new Actor(Actor.Kind.SYSTEM, NAME, NAME, organization, Role.OWNER),
                                NAME));
        if (result instanceof Rejected refusal) {
            log.warn("{} gets no showroom: {}", organization, refusal.code());
        }
    }
}
