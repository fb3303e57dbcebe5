package nexus.query.analytics;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import nexus.api.Money;
import nexus.platform.projection.Columns;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Moment;
import nexus.platform.query.ReadModel;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What open deals may bring, by the month in which they are expected to close. */
@Component
class Forecast {

    record Answer(String definition, List<Month> data, Sum total) {}

    /** A month like 2026-03; null for deals without an expected close. */
    record Month(
            @Nullable String month,
            long count,
            Money total,
            Money weighted,
            List<Money> otherCurrencies) {}

    record Sum(long count, Money total, Money weighted, List<Money> otherCurrencies) {}

    record Row(
            @Nullable String month,
            String currency,
            long count,
            BigDecimal total,
            BigDecimal weighted) {}

    private static final class Tally {
        private long count;
        private final Amounts total = new Amounts();
        private final Amounts weighted = new Amounts();

        void add(Row row) {
            count += row.count();
            total.add(row.currency(), row.total());
            weighted.add(row.currency(), row.weighted());
        }
    }

    private final ReadModel model;

    Forecast(ReadModel model) {
        this.model = model;
    }

    Answer of(Moment moment, ListRequest request) {
        var months = new LinkedHashMap<@Nullable String, Tally>();
        var all = new Tally();
        for (var row : rows(moment, request, Period.of(request))) {
            months.computeIfAbsent(row.month(), _ -> new Tally()).add(row);
            all.add(row);
        }
        var currency = all.total.main();
        return new Answer(
                "Open deals that are not archived, by the month of their expected close, which from"
                        + " and to bound. Weighted is value times probability.",
                months.entrySet().stream()
                        .map(
                                month ->
                                        new Month(
                                                month.getKey(),
                                                month.getValue().count,
                                                month.getValue().total.in(currency),
                                                month.getValue().weighted.in(currency),
                                                month.getValue().total.besides(currency)))
                        .toList(),
                new Sum(
                        all.count,
                        all.total.in(currency),
                        all.weighted.in(currency),
                        all.total.besides(currency)));
    }

    private List<Row> rows(Moment moment, ListRequest request, Period period) {
        return model.sql(
                        moment,
                        """
                        select to_char(r.expected_close_date, 'YYYY-MM') as month,
                          r.value_currency as currency, count(*) as count, sum(r.value) as total,
                          round(sum(r.value * r.probability) / 100, 2) as weighted
                        from {deals} r
                        where r.status = 'OPEN' and not r.archived
                          and (cast(:pipeline as text) is null or r.pipeline_id = :pipeline)
                          and (cast(:from as timestamptz) is null or r.expected_close_date >= cast(:from as timestamptz))
                          and (cast(:to as timestamptz) is null or r.expected_close_date < cast(:to as timestamptz))
                        group by 1, 2 order by 1 nulls last""")
                .param("pipeline", request.first("pipelineId"))
                .param("from", period.fromText())
                .param("to", period.toText())
                .query(Columns.of(Row.class).reader())
                .list();
    }
}
