package nexus.query.analytics;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import nexus.api.Money;
import nexus.platform.projection.Columns;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Moment;
import nexus.platform.query.ReadModel;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who sells most. */
@Component
class Leaderboard {

    record Answer(String definition, List<Seller> data) {}

    record Seller(
            int rank,
            @Nullable String ownerId,
            String ownerName,
            long won,
            long lost,
            double rate,
            Money wonValue,
            long open,
            Money openValue,
            List<Money> otherCurrencies) {}

    record Row(
            @Nullable String ownerId,
            @Nullable String ownerName,
            String currency,
            long won,
            long lost,
            long open,
            BigDecimal wonValue,
            BigDecimal openValue) {}

    private static final class Tally {
        private final @Nullable String ownerId;
        private final String name;
        private long won;
        private long lost;
        private long open;
        private final Amounts wonValue = new Amounts();
        private final Amounts openValue = new Amounts();

        Tally(Row row) {
            ownerId = row.ownerId();
            name = row.ownerName() == null ? "(none)" : row.ownerName();
        }

        void add(Row row) {
            won += row.won();
            lost += row.lost();
            open += row.open();
            wonValue.add(row.currency(), row.wonValue());
            openValue.add(row.currency(), row.openValue());
        }

        Seller ranked(int rank, String currency) {
            return new Seller(
                    rank,
                    ownerId,
                    name,
                    won,
                    lost,
                    won + lost == 0 ? 0 : (double) won / (won + lost),
                    wonValue.in(currency),
                    open,
                    openValue.in(currency),
                    wonValue.besides(currency));
        }
    }

    private final ReadModel model;

    Leaderboard(ReadModel model) {
        this.model = model;
    }

    Answer of(Moment moment, ListRequest request) {
        var sellers = new LinkedHashMap<@Nullable String, Tally>();
        var all = new Amounts();
        for (var row : rows(moment, request, Period.of(request))) {
            sellers.computeIfAbsent(row.ownerId(), _ -> new Tally(row)).add(row);
            all.add(row.currency(), row.wonValue());
        }
        var currency = all.main();
        var ordered =
                sellers.values().stream()
                        .sorted(
                                Comparator.comparing(
                                                (Tally seller) ->
                                                        seller.wonValue.in(currency).amount())
                                        .reversed()
                                        .thenComparing(seller -> seller.name))
                        .toList();
        return new Answer(
                "Owners by the value of the deals they won, closed within from and to by business"
                        + " time; open deals are those of now.",
                IntStream.range(0, ordered.size())
                        .mapToObj(place -> ordered.get(place).ranked(place + 1, currency))
                        .toList());
    }

    private List<Row> rows(Moment moment, ListRequest request, Period period) {
        return model.sql(
                        moment,
                        """
                        select r.owner_id,
                          nullif(trim(concat_ws(' ', o.first_name, o.last_name)), '') as owner_name,
                          r.value_currency as currency,
                          count(*) filter (where r.status = 'WON') as won,
                          count(*) filter (where r.status = 'LOST') as lost,
                          count(*) filter (where r.status = 'OPEN') as open,
                          coalesce(sum(r.value) filter (where r.status = 'WON'), 0) as won_value,
                          coalesce(sum(r.value) filter (where r.status = 'OPEN'), 0) as open_value
                        from {deals} r left join {lookup:members} o on o.id = r.owner_id
                        where not r.archived
                          and (cast(:pipeline as text) is null or r.pipeline_id = :pipeline)
                          and (r.status = 'OPEN' or (
                            (cast(:from as timestamptz) is null or r.closed_at >= cast(:from as timestamptz))
                            and (cast(:to as timestamptz) is null or r.closed_at < cast(:to as timestamptz))))
                        group by 1, 2, 3""")
                .param("pipeline", request.first("pipelineId"))
                .param("from", period.fromText())
                .param("to", period.toText())
                .query(Columns.of(Row.class).reader())
                .list();
    }
}
