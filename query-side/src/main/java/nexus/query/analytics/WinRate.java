package nexus.query.analytics;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nexus.api.Money;
import nexus.platform.projection.Columns;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Moment;
import nexus.platform.query.ReadModel;
import nexus.platform.web.InvalidRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How many of the deals that were closed were won, by what tells them apart. */
@Component
class WinRate {

    static final String DEFINITION =
            "Deals that were closed, by business time within from and to, and are not archived. The"
                    + " rate is won / (won + lost); months are those of the closing, in UTC. Best"
                    + " rate first.";

    record Answer(String definition, List<Group> data, Total total) {}

    record Group(
            @Nullable String key,
            String label,
            long won,
            long lost,
            double rate,
            Money wonValue,
            List<Money> otherCurrencies) {}

    record Total(long won, long lost, double rate, Money wonValue, List<Money> otherCurrencies) {}

    record Row(
            @Nullable String key,
            @Nullable String label,
            String currency,
            long won,
            long lost,
            @Nullable BigDecimal wonValue) {}

    private record By(String key, String label) {}

    private static final class Tally {
        private final String label;
        private long won;
        private long lost;
        private final Amounts value = new Amounts();

        Tally(String label) {
            this.label = label;
        }

        void add(Row row) {
            won += row.won();
            lost += row.lost();
            value.add(row.currency(), row.wonValue() == null ? BigDecimal.ZERO : row.wonValue());
        }

        double rate() {
            return won + lost == 0 ? 0 : (double) won / (won + lost);
        }
    }

    private final ReadModel model;

    WinRate(ReadModel model) {
        this.model = model;
    }

    Answer of(Moment moment, ListRequest request) {
        var groupBy = request.first("groupBy");
        var total = new Tally("");
        var groups = new LinkedHashMap<@Nullable String, Tally>();
        for (var row : rows(moment, request, groupBy)) {
            total.add(row);
            groups.computeIfAbsent(
                            row.key(), _ -> new Tally(row.label() == null ? "(none)" : row.label()))
                    .add(row);
        }
        var currency = total.value.main();
        return new Answer(
                DEFINITION,
                groupBy == null ? List.of() : sorted(groups, currency),
                new Total(
                        total.won,
                        total.lost,
                        total.rate(),
                        total.value.in(currency),
                        total.value.besides(currency)));
    }

    private static List<Group> sorted(Map<@Nullable String, Tally> groups, String currency) {
        return groups.entrySet().stream()
                .map(
                        group ->
                                new Group(
                                        group.getKey(),
                                        group.getValue().label,
                                        group.getValue().won,
                                        group.getValue().lost,
                                        group.getValue().rate(),
                                        group.getValue().value.in(currency),
                                        group.getValue().value.besides(currency)))
                .sorted(
                        Comparator.comparingDouble(Group::rate)
                                .reversed()
                                .thenComparing(Group::label))
                .toList();
    }

    private List<Row> rows(Moment moment, ListRequest request, @Nullable String groupBy) {
        var by = by(groupBy);
        var period = Period.of(request);
        return model.sql(
                        moment,
                        """
                        select %s as key, %s as label, r.value_currency as currency,
                          count(*) filter (where r.status = 'WON') as won,
                          count(*) filter (where r.status = 'LOST') as lost,
                          sum(r.value) filter (where r.status = 'WON') as won_value
                        from {deals} r
                          left join {lookup:companies} c on c.id = r.company_id
                          left join {lookup:members} o on o.id = r.owner_id
                        where r.status in ('WON', 'LOST') and not r.archived
                          and (cast(:pipeline as text) is null or r.pipeline_id = :pipeline)
                          and (cast(:from as timestamptz) is null or r.closed_at >= cast(:from as timestamptz))
                          and (cast(:to as timestamptz) is null or r.closed_at < cast(:to as timestamptz))
                        group by 1, 2, 3"""
                                .formatted(by.key(), by.label()))
                .param("pipeline", request.first("pipelineId"))
                .param("from", period.fromText())
                .param("to", period.toText())
                .param("field", customField(groupBy))
                .query(Columns.of(Row.class).reader())
                .list();
    }

    private static @Nullable String customField(@Nullable String groupBy) {
        return groupBy != null && groupBy.startsWith("customFields.")
                ? groupBy.substring("customFields.".length())
                : null;
    }

    private static By by(@Nullable String groupBy) {
        if (customField(groupBy) != null) {
            return new By("r.custom_fields ->> :field", "r.custom_fields ->> :field");
        }
        return switch (groupBy == null ? "" : groupBy) {
            case "" -> new By("null::text", "null::text");
            case "owner" -> new By("r.owner_id", "trim(concat_ws(' ', o.first_name, o.last_name))");
            case "company" -> new By("r.company_id", "c.name");
            case "company.sector" -> new By("c.sector", "c.sector");
            case "source" -> new By("r.source", "r.source");
            case "month" -> new By(MONTH, MONTH);
            default ->
                    throw new InvalidRequest(
                            "groupBy",
                            "unknown",
                            "must be owner, company, company.sector, source, month or"
                                    + " customFields.<key>");
        };
    }

    private static final String MONTH = "to_char(r.closed_at at time zone 'UTC', 'YYYY-MM')";
}
