package nexus.query.analytics;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nexus.api.Money;
import nexus.api.campaign.CampaignId;
import nexus.api.campaign.CampaignStatus;
import nexus.platform.projection.Columns;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Moment;
import nexus.platform.query.ReadModel;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How far the recipients of campaigns went, from being meant to having bought. */
@Component
class CampaignNumbers {

    static final String DEFINITION =
            "Campaigns launched within from and to, the 200 launched last. Each step counts recipients once: audience ⊇"
                    + " sent ⊇ opened ⊇ clicked; rates are of those sent. A deal belongs to the"
                    + " campaign whose link its contact followed last in the 30 days before it was"
                    + " opened, and to no other; won deals count in full.";

    private static final int MOST = 200;
    private static final String ATTRIBUTED_DAYS = "30 days";

    record Answer(String definition, List<Funnel> data) {}

    record Funnel(
            CampaignId campaignId,
            String name,
            CampaignStatus status,
            long audience,
            long sent,
            long delivered,
            long opened,
            long clicked,
            long bounced,
            long complained,
            long unsubscribed,
            long failed,
            long skipped,
            double openRate,
            double clickRate,
            long deals,
            long wonDeals,
            Money dealValue,
            Money wonValue,
            List<Money> otherCurrencies) {}

    record Row(
            CampaignId id,
            String name,
            CampaignStatus status,
            long audience,
            long sent,
            long delivered,
            long opened,
            long clicked,
            long bounced,
            long complained,
            long unsubscribed,
            long failed,
            long skipped) {}

    record DealRow(
            String campaignId,
            @Nullable String currency,
            long deals,
            long won,
            BigDecimal value,
            BigDecimal wonValue) {}

    /** What is sold to those who followed the links of a campaign. */
    private static final class Sales {
        private long deals;
        private long won;
        private final Amounts value = new Amounts();
        private final Amounts wonValue = new Amounts();

        void add(DealRow row) {
            deals += row.deals();
            won += row.won();
            if (row.currency() != null) {
                value.add(row.currency(), row.value());
                wonValue.add(row.currency(), row.wonValue());
            }
        }
    }

    private final ReadModel model;

    CampaignNumbers(ReadModel model) {
        this.model = model;
    }

    Answer of(Moment moment, ListRequest request) {
        var sales = sales(moment);
        return new Answer(
                DEFINITION,
                rows(moment, Period.of(request)).stream()
                        .map(row -> funnel(row, sales.getOrDefault(row.id().value(), new Sales())))
                        .toList());
    }

    private static Funnel funnel(Row row, Sales sales) {
        var currency = sales.value.main();
        return new Funnel(
                row.id(),
                row.name(),
                row.status(),
                row.audience(),
                row.sent(),
                row.delivered(),
                row.opened(),
                row.clicked(),
                row.bounced(),
                row.complained(),
                row.unsubscribed(),
                row.failed(),
                row.skipped(),
                rate(row.opened(), row.sent()),
                rate(row.clicked(), row.sent()),
                sales.deals,
                sales.won,
                sales.value.in(currency),
                sales.wonValue.in(currency),
                sales.value.besides(currency));
    }

    private static double rate(long some, long all) {
        return all == 0 ? 0 : (double) some / all;
    }

    private List<Row> rows(Moment moment, Period period) {
        return model.sql(
                        moment,
                        """
                        select r.id, r.name, r.status, r.launched_at, d.*
                        from {campaigns} r cross join lateral (
                          select count(*) as audience,
                            count(*) filter (where sent_at <= t.at) as sent,
                            count(*) filter (where delivered_at <= t.at) as delivered,
                            count(*) filter (where opened_at <= t.at) as opened,
                            count(*) filter (where clicked_at <= t.at) as clicked,
                            count(*) filter (where bounced_at <= t.at) as bounced,
                            count(*) filter (where complained_at <= t.at) as complained,
                            count(*) filter (where unsubscribed_at <= t.at) as unsubscribed,
                            count(*) filter (where state = 'FAILED' and y.at <= t.at) as failed,
                            count(*) filter (where state = 'SKIPPED' and y.at <= t.at) as skipped
                          from campaign_delivery y cross join (
                            select cast(:at as timestamptz) as at) as t
                          where campaign_id = r.id and organization_id = :organization) as d
                        where not r.archived and r.launched_at is not null
                          and (cast(:from as timestamptz) is null or r.launched_at >= cast(:from as timestamptz))
                          and (cast(:to as timestamptz) is null or r.launched_at < cast(:to as timestamptz))
                        order by r.launched_at desc, r.id limit :most""")
                .param("at", at(moment))
                .param("most", MOST)
                .param("from", period.fromText())
                .param("to", period.toText())
                .query(Columns.of(Row.class).reader())
                .list();
    }

    private Map<String, Sales> sales(Moment moment) {
        var sales = new HashMap<String, Sales>();
        model.sql(
                        moment,
                        """
                        select l.campaign_id, x.value_currency as currency, count(*) as deals,
                          count(*) filter (where x.status = 'WON') as won,
                          coalesce(sum(x.value), 0) as value,
                          coalesce(sum(x.value) filter (where x.status = 'WON'), 0) as won_value
                        from {deals} x cross join lateral (
                          select campaign_id from campaign_delivery
                          where organization_id = :organization and contact_id = x.contact_id
                            and clicked_at <= least(x.opened_at, cast(:at as timestamptz))
                            and clicked_at > x.opened_at - cast(:days as interval)
                          order by clicked_at desc limit 1) as l
                        where not x.archived and x.contact_id is not null
                        group by 1, 2""")
                .param("at", at(moment))
                .param("days", ATTRIBUTED_DAYS)
                .query(Columns.of(DealRow.class).reader())
                .list()
                .forEach(row -> sales.computeIfAbsent(row.campaignId(), _ -> new Sales()).add(row));
        return sales;
    }

    private static String at(Moment moment) {
        return switch (moment) {
            case Moment.Now _ -> "infinity";
            case Moment.AsOf(_, var instant) -> instant.toString();
            case Moment.EffectiveAt(_, var instant) -> instant.toString();
        };
    }
}
