package nexus.query.campaign;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import nexus.api.campaign.CampaignId;
import nexus.platform.projection.Columns;
import nexus.platform.query.Moment;
import nexus.platform.query.Page;
import nexus.platform.query.Page.Pagination;
import nexus.platform.query.ReadModel;
import nexus.platform.web.InvalidRequest;
import nexus.platform.web.Refused;
import nexus.query.campaign.DeliveryAnswer.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the delivery ledger: of campaigns that the reader's organization has, and no others. */
@Component
class Deliveries {

    private static final int MOST_ON_A_PAGE = 200;
    private static final int MOST_PAGES = 1_000_000;

    /**
     * What had become of a delivery {@code d} at an instant {@code t.at}: its state, where that has
     * not changed since, or the weightiest of what had happened by then.
     */
    private static final String STATE =
            """
            case when d.at <= t.at then case d.state when 'SENDING' then 'QUEUED' else d.state end
                 when d.complained_at <= t.at then 'COMPLAINED'
                 when d.unsubscribed_at <= t.at then 'UNSUBSCRIBED'
                 when d.bounced_at <= t.at then 'BOUNCED_SOFT'
                 when d.clicked_at <= t.at then 'CLICKED'
                 when d.opened_at <= t.at then 'OPENED'
                 when d.delivered_at <= t.at then 'DELIVERED'
                 when d.sent_at <= t.at then 'SENT' else 'QUEUED' end""";

    private static final String SHOWN =
            """
            d.contact_id, d.address, d.channel, %s as state,
            case when d.at <= t.at then d.reason end as reason,
            case when least(d.at, d.sent_at) <= t.at then d.attempts else 0 end as attempts,
            case when d.at <= t.at then d.at else (
              select max(each) from unnest(array[r.frozen_at, d.sent_at, d.delivered_at, d.opened_at,
                d.clicked_at, d.bounced_at, d.unsubscribed_at, d.complained_at]) as each
              where each <= t.at) end as at"""
                    .formatted(STATE);

    private final ReadModel model;
    private final JdbcClient db;

    Deliveries(ReadModel model, JdbcClient db) {
        this.model = model;
        this.db = db;
    }

    /** What the deliveries of a campaign come to. */
    record Stats(
            long audience,
            long queued,
            long sent,
            long delivered,
            long opened,
            long clicked,
            long bounced,
            long complained,
            long unsubscribed,
            long failed,
            long skipped) {}

    /**
     * The counts of a campaign, at present or as they were at an instant: each thing that happened
     * is kept with its time. What failed and is tried once more counts as waiting all along.
     */
    Stats stats(Moment moment, CampaignId id) {
        requireOne(moment, id);
        return db.sql(
                        """
                        select count(*) as audience,
                          count(*) - count(sent) - count(failed) - count(skipped) as queued,
                          count(sent) as sent, count(delivered) as delivered,
                          count(opened) as opened, count(clicked) as clicked,
                          count(bounced) as bounced, count(complained) as complained,
                          count(unsubscribed) as unsubscribed, count(failed) as failed,
                          count(skipped) as skipped
                        from (
                          select case when d.sent_at <= t.at then 1 end as sent,
                            case when d.delivered_at <= t.at then 1 end as delivered,
                            case when d.opened_at <= t.at then 1 end as opened,
                            case when d.clicked_at <= t.at then 1 end as clicked,
                            case when d.bounced_at <= t.at then 1 end as bounced,
                            case when d.complained_at <= t.at then 1 end as complained,
                            case when d.unsubscribed_at <= t.at then 1 end as unsubscribed,
                            case when d.state = 'FAILED' and d.at <= t.at then 1 end as failed,
                            case when d.state = 'SKIPPED' and d.at <= t.at then 1 end as skipped
                          from campaign_delivery d
                          join campaign_run r on r.campaign_id = d.campaign_id
                          cross join (select cast(:at as timestamptz) as at) as t
                          where d.campaign_id = :id and d.organization_id = :organization
                            and r.frozen_at <= t.at) as told""")
                .param("id", id.value())
                .param("organization", moment.organizationId())
                .param("at", at(moment))
                .query(Columns.of(Stats.class).reader())
                .single();
    }

    private static String at(Moment moment) {
        return switch (moment) {
            case Moment.Now _ -> "infinity";
            case Moment.AsOf(_, var instant) -> instant.toString();
            case Moment.EffectiveAt(_, var instant) -> instant.toString();
        };
    }

    private void requireOne(Moment moment, CampaignId id) {
        var found =
                model.sql(moment, "select count(*) from {campaigns} where id = :id")
                        .param("id", id.value())
                        .query(Long.class)
                        .single();
        if (found == 0) {
            throw Refused.notFound(id.value());
        }
    }

    /**
     * Which part of the ledger of a campaign is asked for.
     *
     * @param page counted from 1; null for a walk with cursors
     */
    record Part(
            @Nullable String state, @Nullable Integer page, @Nullable String cursor, int pageSize) {

        Part {
            within("pageSize", pageSize, MOST_ON_A_PAGE);
            within("page", page == null ? 1 : page, MOST_PAGES);
            if (state != null
                    && Arrays.stream(State.values())
                            .noneMatch(known -> known.name().equals(state))) {
                throw new InvalidRequest(
                        "state", "unknown", "must be among " + Arrays.toString(State.values()));
            }
        }

        private static void within(String field, int number, int most) {
            if (number < 1 || number > most) {
                throw new InvalidRequest(
                        field, "out-of-range", "must be a whole number from 1 to " + most);
            }
        }

        private boolean isWalk() {
            return page == null || cursor != null;
        }

        private long offset() {
            return isWalk() || page == null ? 0 : (page - 1L) * pageSize;
        }
    }

    /** A part of the ledger of a campaign, recipient by recipient. */
    Page<DeliveryAnswer> page(Moment moment, CampaignId id, Part part) {
        requireOne(moment, id);
        var size = part.pageSize();
        var total = asked("count(*)", "", moment, id, part).query(Long.class).single();
        var rows = rows(moment, id, part);
        var shown = List.copyOf(rows.subList(0, Math.min(size, rows.size())));
        var next = part.isWalk() && rows.size() > size ? cursor(shown.getLast()) : null;
        return new Page<>(
                shown,
                new Pagination(
                        part.isWalk() ? null : part.page(), size, total, (total + size - 1) / size),
                next);
    }

    private List<DeliveryAnswer> rows(Moment moment, CampaignId id, Part part) {
        return asked(
                        SHOWN,
                        " and d.contact_id > :after order by d.contact_id limit :most offset :offset",
                        moment,
                        id,
                        part)
                .param("after", after(part.cursor()))
                .param("most", part.pageSize() + 1)
                .param("offset", part.offset())
                .query(Columns.of(DeliveryAnswer.class).reader())
                .list();
    }

    private JdbcClient.StatementSpec asked(
            String select, String rest, Moment moment, CampaignId id, Part part) {
        return db.sql(
                        """
                        select %s from campaign_delivery d
                        join campaign_run r on r.campaign_id = d.campaign_id
                        cross join (select cast(:at as timestamptz) as at) as t
                        where d.campaign_id = :id and d.organization_id = :organization
                          and r.frozen_at <= t.at
                          and (cast(:state as text) is null or %s = :state)%s"""
                                .formatted(select, STATE, rest))
                .param("id", id.value())
                .param("organization", moment.organizationId())
                .param("at", at(moment))
                .param("state", part.state());
    }

    private static String after(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return "";
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequest("cursor", "malformed", "must be one that a list has answered");
        }
    }

    private static String cursor(DeliveryAnswer last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(last.contactId().value().getBytes(StandardCharsets.UTF_8));
    }
}
