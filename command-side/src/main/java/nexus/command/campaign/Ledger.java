package nexus.command.campaign;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import nexus.api.campaign.Audience;
import nexus.api.campaign.CampaignId;
import nexus.api.campaign.CampaignType;
import nexus.api.campaign.DeliveryTotals;
import nexus.api.identity.OrganizationId;
import nexus.command.campaign.Delivery.Channel;
import nexus.command.campaign.Outcome.Away;
import nexus.command.campaign.Outcome.CalledOff;
import nexus.command.campaign.Outcome.Later;
import nexus.command.campaign.Outcome.OptedOut;
import nexus.command.campaign.Outcome.Refused;
import nexus.command.campaign.Outcome.Sent;
import nexus.command.campaign.Outcome.Unconfirmed;
import nexus.platform.LongWork;
import nexus.platform.work.Lease;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * The delivery ledger as the worker writes it, set by set, and only under the lease that is in
 * force: whoever was overtaken writes nothing.
 *
 * <p>A row goes from QUEUED to SENDING before anything is sent, and from there to what became of
 * it. The counts of its campaign change in the same transactions.
 */
@Component
class Ledger {

    private static final int MOST_ATTEMPTS = 4;
    private static final String UNCONFIRMED = "unconfirmed";
    private static final int MANY = 1000;

    /**
     * What the state of a delivery {@code d} is when it is written down that it was sent: who is
     * quick has opened the message before.
     */
    private static final String ONCE_SENT =
            """
            case when d.complained_at is not null then 'COMPLAINED'
                 when d.unsubscribed_at is not null then 'UNSUBSCRIBED'
                 when d.bounced_at is not null then
                   case when exists (select from suppression s
                          where s.organization_id = d.organization_id
                            and s.channel = d.channel and s.address = d.address)
                        then 'BOUNCED_HARD' else 'BOUNCED_SOFT' end
                 when d.clicked_at is not null then 'CLICKED'
                 when d.opened_at is not null then 'OPENED'
                 when d.delivered_at is not null then 'DELIVERED' else 'SENT' end""";

    private final JdbcClient db;
    private final JdbcTemplate jdbc;

    Ledger(JdbcClient db, JdbcTemplate jdbc) {
        this.db = db;
        this.jdbc = jdbc;
    }

    /** The campaigns that something is to be done for now, those that wait longest first. */
    List<String> due(int atMost) {
        return db.sql(
                        """
                        select campaign_id from campaign_run
                        where status = 'SCHEDULED' and start_at <= clock_timestamp()
                          or status = 'ACTIVE'
                            and (not_before is null or not_before <= clock_timestamp())
                          or status = 'CANCELLED' and frozen_at is not null and queued > 0
                        order by coalesce(not_before, start_at, '-infinity'), campaign_id
                        limit :most""")
                .param("most", atMost)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** A campaign to be worked on; empty if it has gone. */
    Optional<Claim> claim(String campaign, Lease lease) {
        return db.sql(
                        """
                        select campaign_id, organization_id, type from campaign_run
                        where campaign_id = :id""")
                .param("id", campaign)
                .query(
                        (row, _) ->
                                new Claim(
                                        new CampaignId(row.getString(1)),
                                        new OrganizationId(row.getString(2)),
                                        CampaignType.valueOf(row.getString(3)),
                                        lease))
                .optional();
    }

    /** Nobody needs to look at a campaign for a while. */
    void rest(Claim claim, Duration pause) {
        claim.lease()
                .guard(
                        () -> {
                            db.sql(
                                            """
                                            update campaign_run set not_before = clock_timestamp()
                                              + make_interval(secs => :pause)
                                            where campaign_id = :id""")
                                    .param("pause", pause.toMillis() / 1000.0)
                                    .param("id", claim.campaignId().value())
                                    .update();
                        });
    }

    /**
     * How a campaign stands while somebody works on it.
     *
     * @param informed whether what is known of contacts is as new as the campaign; while it is made
     *     anew it is not, and nobody must be taken for erased
     */
    record Standing(
            String status,
            boolean informed,
            boolean frozen,
            @Nullable Integer perSecond,
            int attempted,
            int faults,
            int outages) {

        boolean isActive() {
            return status.equals("ACTIVE");
        }
    }

    /** Holds the campaign until the end of the transaction. */
    private Standing held(Claim claim) {
        return db.sql(
                        """
                        select status, (select position from follower where name = 'campaigns') >= position,
                          frozen_at is not null, per_second, attempted, faults, outages
                        from campaign_run where campaign_id = :id for update""")
                .param("id", claim.campaignId().value())
                .query(
                        (row, _) ->
                                new Standing(
                                        row.getString(1),
                                        row.getBoolean(2),
                                        row.getBoolean(3),
                                        (Integer) row.getObject(4),
                                        row.getInt(5),
                                        row.getInt(6),
                                        row.getInt(7)))
                .single();
    }

    Standing standing(Claim claim) {
        return claim.lease().guard(() -> held(claim));
    }

    /** What an audience was frozen to. */
    record Frozen(long position, DeliveryTotals totals) {}

    /**
     * Writes a row for each contact of an audience as it is now, once: whoever asks again is told
     * what it was then.
     */
    Frozen freeze(Claim claim, Audience audience) {
        return claim.lease()
                .guard(
                        () -> {
                            if (held(claim).frozen()) {
                                return frozen(claim);
                            }
                            LongWork.begins(jdbc);
                            insert(claim, audience);
                            var frozen = frozen(claim);
                            if (frozen.totals().queued() > MANY) {
                                // or each batch is looked for in all of the table, until the
                                // database finds out by itself how large it is by now
                                db.sql("analyze campaign_delivery").update();
                            }
                            return frozen;
                        });
    }

    private Frozen frozen(Claim claim) {
        return db.sql(
                        """
                        select frozen_position, queued, sent, failed, skipped from campaign_run
                        where campaign_id = :id""")
                .param("id", claim.campaignId().value())
                .query(
                        (row, _) ->
                                new Frozen(
                                        row.getLong(1),
                                        new DeliveryTotals(
                                                row.getInt(2),
                                                row.getInt(3),
                                                row.getInt(4),
                                                row.getInt(5))))
                .single();
    }

    private void insert(Claim claim, Audience audience) {
        Audiences.bound(
                        db.sql(
                                """
                                with found as (
                                  select c.contact_id, reach.channel, reach.address,
                                    case when reach.reason is null and row_number() over
                                        (partition by reach.channel, reach.address,
                                           reach.reason is null order by c.contact_id) > 1
                                      then 'duplicate-address' else reach.reason end as reason
                                  from campaign_contact c %s where %s),
                                written as (
                                  insert into campaign_delivery (campaign_id, contact_id,
                                    organization_id, channel, address, state, reason, at)
                                  select :campaign, contact_id, :organization, channel, address,
                                    case when reason is null then 'QUEUED' else 'SKIPPED' end,
                                    reason, clock_timestamp()
                                  from found order by contact_id
                                  returning state)
                                update campaign_run set frozen_at = clock_timestamp(),
                                  frozen_position = (select position from follower where name = 'campaigns'),
                                  queued = sums.queued, skipped = sums.skipped
                                from (select count(*) filter (where state = 'QUEUED') as queued,
                                        count(*) filter (where state = 'SKIPPED') as skipped
                                      from written) as sums
                                where campaign_id = :campaign"""
                                        .formatted(
                                                Addressing.REACH.formatted("cast(:type as text)"),
                                                Addressing.IN_AUDIENCE)),
                        claim.organizationId(),
                        audience)
                .param("campaign", claim.campaignId().value())
                .param("type", claim.type().name())
                .update();
    }

    /**
     * Settles what an earlier worker left in the middle. What was certainly not handed over is
     * queued again, and so is what may be handed over twice, unless somebody has been seen with it
     * meanwhile. Of the rest nobody knows, and it counts as sent: rather one message that did not
     * arrive than one that comes twice.
     *
     * @param repeatable the channels on which what may have been handed over may be again
     */
    void recover(Claim claim, Set<Channel> repeatable) {
        claim.lease()
                .guard(
                        () -> {
                            held(claim);
                            db.sql(
                                            """
                                    with settled as (
                                      update campaign_delivery d
                                      set state = case when l.again then 'QUEUED' else %s end,
                                        reason = case when l.handed and not l.arrived
                                                 then 'unconfirmed' end,
                                        sent_at = case when not l.again then handing_at end,
                                        at = clock_timestamp()
                                      from (
                                        select contact_id, step, handed, arrived,
                                          not handed or repeatable and not arrived as again
                                        from campaign_delivery cross join lateral (select
                                          handing_at is not null as handed,
                                          channel = any(:repeatable) as repeatable,
                                          coalesce(delivered_at, opened_at, clicked_at, bounced_at,
                                            complained_at, unsubscribed_at) is not null as arrived
                                          ) as known
                                        where campaign_id = :id and state = 'SENDING') as l
                                      where d.campaign_id = :id and d.contact_id = l.contact_id
                                        and d.step = l.step and d.state = 'SENDING'
                                      returning sent_at)
                                    update campaign_run set queued = queued - sums.doubtful,
                                      sent = sent + sums.doubtful
                                    from (select count(sent_at)::int as doubtful
                                          from settled) as sums
                                    where campaign_id = :id"""
                                                    .formatted(ONCE_SENT))
                                    .param("id", claim.campaignId().value())
                                    .param("repeatable", names(repeatable))
                                    .update();
                        });
    }

    /**
     * Takes the next recipients off the queue. Who may not be sent to any more is skipped instead.
     *
     * @param after the last contact that was taken before
     * @param channels only who is reached by these
     */
    Taken take(Claim claim, String after, int atMost, Set<Channel> channels) {
        return claim.lease()
                .guard(
                        () ->
                                held(claim).isActive()
                                        ? taken(claim, after, atMost, channels)
                                        : new Taken(List.of(), 0, ""));
    }

    /**
     * What was taken off the queue.
     *
     * @param sending those to send to, which may be fewer than were taken
     * @param last the last contact among them all
     */
    record Taken(List<Delivery> sending, int all, String last) {}

    /** A row that was taken. */
    private record Judged(String contactId, Optional<Delivery> delivery) {}

    /** Who has moved is written to where they are now, and so is judged what speaks against it. */
    private Taken taken(Claim claim, String after, int atMost, Set<Channel> channels) {
        var taken =
                db.sql(
                                """
                                with due as (
                                  select contact_id, step, channel, address from campaign_delivery
                                  where campaign_id = :campaign and contact_id > :after
                                    and state = 'QUEUED' and channel = any(:channels)
                                    and (not_before is null or not_before <= clock_timestamp())
                                  order by contact_id limit :most for update),
                                judged as (
                                  select due.contact_id, due.step, c.first_name, c.last_name,
                                    c.email, c.phone, c.job_title,
                                    coalesce(reach.address, due.address) as address,
                                    case when c.contact_id is null then 'erased'
                                         when reach.channel <> due.channel
                                           or reach.reason is not null
                                           then coalesce(reach.reason, 'unreachable')
                                         end as against
                                  from due
                                  left join campaign_contact c on c.contact_id = due.contact_id
                                    and c.organization_id = :organization
                                  %s)
                                update campaign_delivery d
                                set state = case when j.against is null then 'SENDING'
                                            else 'SKIPPED' end,
                                  reason = j.against, address = j.address, handing_at = null,
                                  written_at = coalesce(d.written_at, clock_timestamp()),
                                  attempts = attempts
                                    + case when j.against is null then 1 else 0 end,
                                  at = clock_timestamp()
                                from judged j
                                where d.campaign_id = :campaign and d.contact_id = j.contact_id
                                  and d.step = j.step
                                returning d.contact_id, d.channel, d.address, d.attempts,
                                  j.first_name, j.last_name, j.email, j.phone, j.job_title,
                                  d.state, d.written_at"""
                                        .formatted(Addressing.REACH.formatted("due.channel")))
                        .param("campaign", claim.campaignId().value())
                        .param("organization", claim.organizationId().value())
                        .param("after", after)
                        .param("most", atMost)
                        .param("channels", names(channels))
                        .query(
                                (row, _) ->
                                        new Judged(
                                                row.getString(1),
                                                row.getString(10).equals("SENDING")
                                                        ? Optional.of(delivery(claim, row))
                                                        : Optional.empty()))
                        .list();
        var sending = taken.stream().flatMap(row -> row.delivery().stream()).toList();
        count(claim, 0, 0, taken.size() - sending.size(), 0);
        return new Taken(
                sending,
                taken.size(),
                taken.stream().map(Judged::contactId).max(String::compareTo).orElse(""));
    }

    private static String[] names(Set<Channel> channels) {
        return channels.stream().map(Channel::name).toArray(String[]::new);
    }

    private static Delivery delivery(Claim claim, ResultSet row) throws SQLException {
        return new Delivery(
                claim.campaignId().value(),
                row.getString(1),
                Channel.valueOf(row.getString(2)),
                row.getString(3),
                row.getInt(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getObject(11, OffsetDateTime.class).toInstant());
    }

    /**
     * Changes the counts of a campaign.
     *
     * @param doubtful how many messages were handed over that nobody has confirmed
     */
    private void count(Claim claim, int sent, int failed, int skipped, int doubtful) {
        if (sent + failed + skipped + doubtful > 0) {
            db.sql(
                            """
                            update campaign_run set queued = queued - :sent - :failed - :skipped,
                              sent = sent + :sent, failed = failed + :failed,
                              skipped = skipped + :skipped,
                              attempted = attempted + :sent + :failed,
                              faults = faults + :failed + :doubtful,
                              outages = case when :sent + :failed > 0 then 0 else outages end
                            where campaign_id = :id""")
                    .param("sent", sent)
                    .param("failed", failed)
                    .param("skipped", skipped)
                    .param("doubtful", doubtful)
                    .param("id", claim.campaignId().value())
                    .update();
        }
    }

    /**
     * Notes that a message is about to be out of our hands, for those that cannot be handed over
     * again.
     *
     * @return whether it may be; if not, somebody else works on the campaign by now
     */
    boolean isHandedOver(Claim claim, Delivery delivery) {
        try {
            return claim.lease().guard(() -> noted(delivery)) == 1;
        } catch (Lease.Lost lost) {
            return false;
        }
    }

    private int noted(Delivery delivery) {
        return db.sql(
                        """
                        update campaign_delivery set handing_at = clock_timestamp()
                        where campaign_id = :campaign and contact_id = :contact
                          and state = 'SENDING' and handing_at is null""")
                .param("campaign", delivery.campaignId())
                .param("contact", delivery.contactId())
                .update();
    }

    /** What became of a message. */
    record Result(Delivery delivery, Outcome outcome) {}

    /** A row as it is to be written. */
    private record Line(
            String contactId,
            String state,
            @Nullable String reason,
            @Nullable String providerId,
            @Nullable Integer waitSeconds) {

        static Optional<Line> of(Result result) {
            var contact = result.delivery().contactId();
            var attempts = result.delivery().attempts();
            return switch (result.outcome()) {
                case Sent(var providerId) ->
                        Optional.of(new Line(contact, "SENT", null, providerId, null));
                case Unconfirmed(var repeatable) when repeatable && attempts < MOST_ATTEMPTS ->
                        Optional.of(new Line(contact, "QUEUED", UNCONFIRMED, null, 30 << attempts));
                case Unconfirmed _ ->
                        Optional.of(new Line(contact, "SENT", UNCONFIRMED, null, null));
                case OptedOut _ ->
                        Optional.of(new Line(contact, "SKIPPED", "unsubscribed", null, null));
                case Refused(var why) -> Optional.of(new Line(contact, "FAILED", why, null, null));
                case Later(var why) when attempts >= MOST_ATTEMPTS ->
                        Optional.of(new Line(contact, "FAILED", why, null, null));
                case Later(var why) ->
                        Optional.of(new Line(contact, "QUEUED", why, null, 30 << attempts));
                case Away(var why) -> Optional.of(new Line(contact, "QUEUED", why, null, null));
                case CalledOff _ -> Optional.empty();
            };
        }
    }

    /** Writes down what became of messages. */
    void settle(Claim claim, List<Result> results) {
        var lines = results.stream().map(Line::of).flatMap(Optional::stream).toList();
        if (lines.isEmpty()) {
            return;
        }
        claim.lease()
                .guard(
                        () -> {
                            held(claim);
                            var written = write(claim, lines);
                            count(
                                    claim,
                                    number(written, Written::state, "SENT"),
                                    number(written, Written::state, "FAILED"),
                                    number(written, Written::state, "SKIPPED"),
                                    number(written, Written::reason, UNCONFIRMED));
                        });
    }

    /** A line that was written: what was told, also where more is known by now. */
    private record Written(String state, @Nullable String reason) {}

    private static int number(
            List<Written> lines, Function<Written, @Nullable String> part, String value) {
        return (int) lines.stream().map(part).filter(value::equals).count();
    }

    private List<Written> write(Claim claim, List<Line> lines) {
        return db.sql(
                        """
                        update campaign_delivery d
                        set state = case when l.state = 'SENT' then %s else l.state end,
                          reason = l.reason, provider_id = l.provider,
                          handing_at = case when l.state = 'SENT' then d.handing_at end,
                          sent_at = case when l.state = 'SENT' then clock_timestamp() end,
                          attempts = d.attempts - case when l.state = 'QUEUED'
                            and l.wait is null then 1 else 0 end,
                          not_before = clock_timestamp()
                            + make_interval(secs => cast(l.wait as double precision)),
                          at = clock_timestamp()
                        from unnest(cast(:contacts as text[]), cast(:states as text[]),
                                    cast(:reasons as text[]), cast(:providers as text[]),
                                    cast(:waits as text[]))
                          as l (contact, state, reason, provider, wait)
                        where d.campaign_id = :campaign and d.contact_id = l.contact
                          and d.state = 'SENDING'
                        returning l.state, l.reason"""
                                .formatted(ONCE_SENT))
                .param("contacts", texts(lines, Line::contactId))
                .param("states", texts(lines, Line::state))
                .param("reasons", texts(lines, Line::reason))
                .param("providers", texts(lines, Line::providerId))
                .param("waits", texts(lines, Line::waitSeconds))
                .param("campaign", claim.campaignId().value())
                .query((row, _) -> new Written(row.getString(1), row.getString(2)))
                .list();
    }

    private static <T> @Nullable String[] texts(
            List<T> values, Function<T, @Nullable Object> part) {
        return values.stream()
                .map(part)
                .map(each -> each == null ? null : each.toString())
                .toArray(String[]::new);
    }

    /** Nobody was there to take anything; answers how often in a row by now. */
    int outage(Claim claim) {
        return claim.lease()
                .guard(
                        () ->
                                db.sql(
                                                """
                                                update campaign_run set outages = outages + 1
                                                where campaign_id = :id returning outages""")
                                        .param("id", claim.campaignId().value())
                                        .query(Integer.class)
                                        .single());
    }

    /** How long until somebody in the queue is due; empty if nobody is in it. */
    Optional<Duration> nextIn(Claim claim) {
        return db.sql(
                        """
                        select case when count(*) > 0 then greatest(0, extract(epoch from
                          min(coalesce(not_before, clock_timestamp())) - clock_timestamp())) end
                        from campaign_delivery
                        where campaign_id = :id and state in ('QUEUED', 'SENDING')""")
                .param("id", claim.campaignId().value())
                .query((row, _) -> Optional.ofNullable(row.getBigDecimal(1)))
                .single()
                .map(seconds -> Duration.ofMillis((long) (seconds.doubleValue() * 1000)));
    }

    DeliveryTotals totals(CampaignId id) {
        return totals(
                db.sql(
                                """
                                select queued, sent, failed, skipped from campaign_run
                                where campaign_id = :id""")
                        .param("id", id.value()));
    }

    private static DeliveryTotals totals(StatementSpec sums) {
        return sums.query(
                        (row, _) ->
                                new DeliveryTotals(
                                        row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4)))
                .optional()
                .orElse(DeliveryTotals.NONE);
    }

    /** What is left of a cancelled campaign is not to be sent. */
    void close(Claim claim) {
        claim.lease()
                .guard(
                        () -> {
                            held(claim);
                            db.sql(
                                            """
                                    with closed as (
                                      update campaign_delivery
                                      set state = 'SKIPPED', reason = 'cancelled',
                                        at = clock_timestamp()
                                      where campaign_id = :id and state = 'QUEUED' returning 1)
                                    update campaign_run set queued = queued - tally.many,
                                      skipped = skipped + tally.many
                                    from (select count(*)::int as many from closed) as tally
                                    where campaign_id = :id""")
                                    .param("id", claim.campaignId().value())
                                    .update();
                        });
    }
}
