package nexus.command.campaign;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import nexus.api.campaign.Audience;
import nexus.api.campaign.CampaignType;
import nexus.api.contact.ContactId;
import nexus.api.identity.OrganizationId;
import nexus.platform.eventstore.EventLog;
import nexus.platform.work.Followers;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Tells who an audience is at the moment, before anybody is sent anything. */
@Component
class Audiences {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final int SAMPLE = 10;

    private final Followers followers;
    private final EventLog events;
    private final JdbcClient db;

    Audiences(Followers followers, EventLog events, JdbcClient db) {
        this.followers = followers;
        this.events = events;
        this.db = db;
    }

    /**
     * An audience as it would be if it were frozen now.
     *
     * @param count how many contacts it has
     * @param reachable to how many of them a message would be sent
     * @param skipped how many would not be sent one, by reason
     * @param sample some of those that can be reached
     */
    record Preview(
            int count, int reachable, Map<String, Integer> skipped, List<Recipient> sample) {}

    /** Somebody who would be sent a message. */
    record Recipient(String contactId, @Nullable String name, String channel, String address) {}

    private record Part(@Nullable String reason, int count) {}

    Preview preview(OrganizationId organization, Audience audience, CampaignType type) {
        awaitContacts(organization);
        var reachable = 0;
        var skipped = new TreeMap<String, Integer>();
        for (var part : parts(organization, audience, type)) {
            if (part.reason() == null) {
                reachable = part.count();
            } else {
                skipped.put(part.reason(), part.count());
            }
        }
        var count = reachable + skipped.values().stream().mapToInt(Integer::intValue).sum();
        return new Preview(count, reachable, skipped, sample(organization, audience, type));
    }

    private List<Part> parts(OrganizationId organization, Audience audience, CampaignType type) {
        return asked(
                        """
                        select reason, count(*)::int from (
                          select case when reach.reason is null and row_number() over
                              (partition by reach.channel, reach.address, reach.reason is null
                               order by c.contact_id) > 1
                            then 'duplicate-address' else reach.reason end as reason
                          from campaign_contact c %s where %s) as found
                        group by reason""",
                        organization, audience, type)
                .query((row, _) -> new Part(row.getString(1), row.getInt(2)))
                .list();
    }

    private List<Recipient> sample(
            OrganizationId organization, Audience audience, CampaignType type) {
        return asked(
                        """
                        select c.contact_id,
                          nullif(trim(concat_ws(' ', c.first_name, c.last_name)), '') as name,
                          reach.channel, reach.address
                        from campaign_contact c %s where %s and reach.reason is null
                        order by c.contact_id limit :most""",
                        organization, audience, type)
                .param("most", SAMPLE)
                .query(
                        (row, _) ->
                                new Recipient(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4)))
                .list();
    }

    /**
     * Waits until all that has happened to an organization's contacts is known, but not for ever.
     */
    void awaitContacts(OrganizationId organization) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!hasAllContactsOf(organization) && System.nanoTime() < end) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private boolean hasAllContactsOf(OrganizationId organization) {
        var last = events.lastPositionOf(organization.value(), ContactId.PREFIX);
        return last.isPresent() && followers.position(CampaignFollower.NAME) >= last.getAsLong();
    }

    /** How many contacts an audience has. */
    int count(OrganizationId organization, Audience audience) {
        awaitContacts(organization);
        return bound(
                        db.sql(
                                "select count(*)::int from campaign_contact c where "
                                        + Addressing.IN_AUDIENCE),
                        organization,
                        audience)
                .query(Integer.class)
                .single();
    }

    private StatementSpec asked(
            String sql, OrganizationId organization, Audience audience, CampaignType type) {
        var reach = Addressing.REACH.formatted("cast(:type as text)");
        return bound(db.sql(sql.formatted(reach, Addressing.IN_AUDIENCE)), organization, audience)
                .param("type", type.name());
    }

    /** Binds what {@link Addressing#IN_AUDIENCE} asks by. */
    static StatementSpec bound(
            StatementSpec statement, OrganizationId organization, Audience audience) {
        return statement
                .param("organization", organization.value())
                .param("tags", audience.tag().toArray(String[]::new))
                .param("stages", audience.lifecycleStage().toArray(String[]::new))
                .param("sources", audience.source().toArray(String[]::new))
                .param(
                        "companies",
                        audience.companyId().stream().map(Object::toString).toArray(String[]::new));
    }
}
