package nexus.command.campaign;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nexus.api.campaign.CampaignId;
import nexus.api.identity.OrganizationId;
import nexus.command.campaign.Delivery.Channel;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What recipients and their providers do with messages, as the ledger keeps it. Whatever happened
 * has its time; the state is the weightiest of them.
 */
@Component
class Engagement {

    private final JdbcClient db;

    Engagement(JdbcClient db) {
        this.db = db;
    }

    /** A message that was sent, or is about to be. */
    record Sent(
            CampaignId campaignId,
            String contactId,
            OrganizationId organizationId,
            Channel channel,
            @Nullable String address) {}

    Optional<Sent> find(String campaignId, String contactId) {
        return find("campaign_id = :first and contact_id = :second", campaignId, contactId);
    }

    /** The message that a provider knows by a name of its own. */
    Optional<Sent> ofProvider(String providerId, Channel channel) {
        return find("provider_id = :first and channel = :second", providerId, channel.name());
    }

    private Optional<Sent> find(String condition, String first, String second) {
        return db.sql(
                        """
                        select campaign_id, contact_id, organization_id, channel, address
                        from campaign_delivery where %s limit 1"""
                                .formatted(condition))
                .param("first", first)
                .param("second", second)
                .query(
                        (row, _) ->
                                new Sent(
                                        new CampaignId(row.getString(1)),
                                        row.getString(2),
                                        new OrganizationId(row.getString(3)),
                                        Channel.valueOf(row.getString(4)),
                                        row.getString(5)))
                .optional();
    }

    void opened(Sent sent) {
        note(
                sent,
                "opened_at = clock_timestamp()",
                "opened_at is null",
                "OPENED",
                "SENT",
                "DELIVERED");
    }

    /** Who follows a link has opened the message, also where no picture was loaded. */
    void clicked(Sent sent) {
        note(
                sent,
                """
                clicked_at = clock_timestamp(),
                opened_at = coalesce(opened_at, clock_timestamp())""",
                "clicked_at is null",
                "CLICKED",
                "SENT",
                "DELIVERED",
                "OPENED");
    }

    void delivered(Sent sent) {
        note(sent, "delivered_at = clock_timestamp()", "delivered_at is null", "DELIVERED", "SENT");
    }

    void unsubscribed(Sent sent) {
        note(
                sent,
                "unsubscribed_at = clock_timestamp()",
                "unsubscribed_at is null",
                "UNSUBSCRIBED",
                "SENT",
                "DELIVERED",
                "OPENED",
                "CLICKED");
    }

    void bounced(Sent sent, boolean forGood) {
        note(
                sent,
                "bounced_at = coalesce(bounced_at, clock_timestamp())",
                "bounced_at is null or state = 'BOUNCED_SOFT'",
                forGood ? "BOUNCED_HARD" : "BOUNCED_SOFT",
                "SENT",
                "DELIVERED",
                forGood ? "BOUNCED_SOFT" : "SENT");
    }

    void complained(Sent sent) {
        note(
                sent,
                "complained_at = clock_timestamp()",
                "complained_at is null",
                "COMPLAINED",
                "SENT",
                "DELIVERED",
                "OPENED",
                "CLICKED",
                "BOUNCED_SOFT",
                "BOUNCED_HARD",
                "UNSUBSCRIBED");
    }

    /**
     * Notes what happened to a message, the first time it does.
     *
     * @param state what it comes to, where it was not something weightier before
     */
    private void note(Sent sent, String what, String isNews, String state, String... before) {
        db.sql(
                        """
                        update campaign_delivery set %s,
                          state = case when state = any(:before) then :state else state end,
                          at = case when state = any(:before) then clock_timestamp() else at end
                        where campaign_id = :campaign and contact_id = :contact and (%s)"""
                                .formatted(what, isNews))
                .param("before", before)
                .param("state", state)
                .param("campaign", sent.campaignId().value())
                .param("contact", sent.contactId())
                .update();
    }

    /** Nobody writes to this address any more, in any campaign of the organization. */
    void suppress(Sent sent, String reason) {
        if (sent.address() == null) {
            return;
        }
        db.sql(
                        """
                        insert into suppression
                          (organization_id, channel, address, reason, campaign_id)
                        values (:organization, :channel, :address, :reason, :campaign)
                        on conflict do nothing""")
                .param("organization", sent.organizationId().value())
                .param("channel", sent.channel().name())
                .param("address", sent.address())
                .param("reason", reason)
                .param("campaign", sent.campaignId().value())
                .update();
        skip(sent, sharing(sent), reason);
    }

    /** The contacts that are reached where this message went, its own first. */
    List<String> sharing(Sent sent) {
        var place =
                switch (sent.channel()) {
                    case EMAIL -> "lower(email)";
                    case SMS -> "regexp_replace(phone, '[^0-9+]', '', 'g')";
                };
        return db.sql(
                        """
                        select contact_id from campaign_contact
                        where organization_id = :organization
                          and (contact_id = :contact or %s = :address)
                        order by contact_id <> :contact, contact_id"""
                                .formatted(place))
                .param("organization", sent.organizationId().value())
                .param("contact", sent.contactId())
                .param("address", sent.address())
                .query((row, _) -> row.getString(1))
                .list();
    }

    /**
     * Takes contacts off the queues of all campaigns. Campaigns are held before their deliveries,
     * as everybody does who holds both.
     */
    void skip(Sent sent, Collection<String> contacts, String reason) {
        var ids = contacts.toArray(String[]::new);
        db.sql(
                        """
                        select campaign_id from campaign_run where campaign_id in (
                          select campaign_id from campaign_delivery
                          where contact_id = any(:contacts) and organization_id = :organization
                            and channel = :channel and state = 'QUEUED')
                        order by campaign_id for update""")
                .param("contacts", ids)
                .param("organization", sent.organizationId().value())
                .param("channel", sent.channel().name())
                .query((row, _) -> row.getString(1))
                .list();
        db.sql(
                        """
                        with skipped as (
                          update campaign_delivery
                          set state = 'SKIPPED', reason = :reason, at = clock_timestamp()
                          where contact_id = any(:contacts) and organization_id = :organization
                            and channel = :channel and state = 'QUEUED'
                          returning campaign_id)
                        update campaign_run r set queued = queued - s.many, skipped = skipped + s.many
                        from (select campaign_id, count(*)::int as many from skipped
                              group by campaign_id) as s
                        where r.campaign_id = s.campaign_id""")
                .param("reason", reason)
                .param("contacts", ids)
                .param("organization", sent.organizationId().value())
                .param("channel", sent.channel().name())
                .update();
    }
}
