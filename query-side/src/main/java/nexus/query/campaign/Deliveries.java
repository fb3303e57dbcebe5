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

    private static final int MOST = 200;
    private static final String STATE = "case state when 'SENDING' then 'QUEUED' else state end";

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

    /** A part of the ledger of a campaign, recipient by recipient. */
    Page<DeliveryAnswer> page(
            Moment moment,
            CampaignId id,
            @Nullable String state,
            @Nullable String cursor,
            int pageSize) {
        requireOne(moment, id);
        if (pageSize < 1 || pageSize > MOST) {
            throw new InvalidRequest(
                    "pageSize", "out-of-range", "must be a whole number from 1 to " + MOST);
        }
        var wanted = state(state);
        var total = total(moment, id, wanted);
        var rows = rows(moment, id, wanted, after(cursor), pageSize + 1);
        var shown = rows.subList(0, Math.min(pageSize, rows.size()));
        var next = rows.size() > pageSize ? cursor(shown.getLast()) : null;
        return new Page<>(
                List.copyOf(shown),
                new Pagination(null, pageSize, total, (total + pageSize - 1) / pageSize),
                next);
    }

    private static @Nullable String state(@Nullable String state) {
        if (state != null
                && Arrays.stream(State.values()).noneMatch(known -> known.name().equals(state))) {
            throw new InvalidRequest(
                    "state", "unknown", "must be among " + Arrays.toString(State.values()));
        }
        return state;
    }

    private long total(Moment moment, CampaignId id, @Nullable String state) {
        return asked("count(*)", "", moment, id, state).query(Long.class).single();
    }

    private List<DeliveryAnswer> rows(
            Moment moment, CampaignId id, @Nullable String state, String after, int most) {
        return asked(
                        "contact_id, address, channel, %s as state, reason, attempts, at"
                                .formatted(STATE),
                        " and contact_id > :after order by contact_id limit :most",
                        moment,
                        id,
                        state)
                .param("after", after)
                .param("most", most)
                .query(Columns.of(DeliveryAnswer.class).reader())
                .list();
    }

    private JdbcClient.StatementSpec asked(
            String select, String rest, Moment moment, CampaignId id, @Nullable String state) {
        return db.sql(
                        """
                        select %s from campaign_delivery
                        where campaign_id = :id and organization_id = :organization
                          and (cast(:state as text) is null or %s = :state)%s"""
                                .formatted(select, STATE, rest))
                .param("id", id.value())
                .param("organization", moment.organizationId())
                .param("state", state);
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
