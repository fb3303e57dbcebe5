package nexus.query.deal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nexus.api.Money;
import nexus.platform.projection.Columns;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Listing;
import nexus.platform.query.Moment;
import nexus.platform.query.ReadModel;
import nexus.platform.web.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A pipeline with its deals, stage by stage. Counts and totals are of all deals of a stage, not of
 * those shown.
 */
@Component
class Board {

    /** The board as clients see it. */
    record Answer(String pipelineId, String name, List<Column> stages) {}

    /**
     * One stage.
     *
     * @param total in the currency that most deals of the pipeline are in; the rest is in {@code
     *     otherCurrencies}
     * @param nextCursor for {@code GET /api/deals?stageId=…&sort=-stageEnteredAt&cursor=…}
     */
    record Column(
            String id,
            String name,
            String kind,
            int probability,
            long count,
            Money total,
            Money weighted,
            List<Total> otherCurrencies,
            List<DealAnswer> deals,
            @Nullable String nextCursor) {}

    /** What the deals of a stage in one currency are worth. */
    record Total(long count, Money total, Money weighted) {}

    record StageRow(String pipelineName, String id, String name, String kind, int probability) {}

    record TotalRow(
            String stageId, String currency, long count, BigDecimal total, BigDecimal weighted) {

        Total inItsCurrency() {
            return new Total(count, new Money(total, currency), new Money(weighted, currency));
        }
    }

    private static final String CONDITIONS =
            """

             r.pipeline_id = :pipeline and not r.archived
             and (cast(:owner as text) is null or r.owner_id = :owner)
             and (cast(:q as text) is null or position(lower(:q) in lower(r.name)) > 0)""";

    private final ReadModel model;

    Board(ReadModel model) {
        this.model = model;
    }

    Answer of(Moment moment, String pipelineId, ListRequest request) {
        var stages = stages(moment, pipelineId);
        if (stages.isEmpty()) {
            throw Refused.notFound(pipelineId);
        }
        var perStage = request.number("perStage", 50, 1, 200);
        var totals = totals(moment, pipelineId, request);
        var deals = deals(moment, pipelineId, request, stages, perStage);
        var currency = mainCurrency(totals);
        var readAt = model.now();
        return new Answer(
                pipelineId,
                stages.getFirst().pipelineName(),
                stages.stream()
                        .map(
                                stage ->
                                        column(
                                                stage,
                                                totals,
                                                currency,
                                                deals.getOrDefault(stage.id(), List.of()),
                                                readAt))
                        .toList());
    }

    private List<StageRow> stages(Moment moment, String pipelineId) {
        return model.sql(
                        moment,
                        """
                        select p.name as pipeline_name, s.id, s.name, s.kind, s.probability
                        from {lookup:pipelines} p cross join lateral
                          rows from (jsonb_to_recordset(p.stages)
                            as (id text, name text, kind text, probability int)) with ordinality
                            as s (id, name, kind, probability, place)
                        where p.id = :pipeline order by s.place""")
                .param("pipeline", pipelineId)
                .query(Columns.of(StageRow.class).reader())
                .list();
    }

    private List<TotalRow> totals(Moment moment, String pipelineId, ListRequest request) {
        return model.sql(
                        moment,
                        """
                        select r.stage_id, r.value_currency as currency, count(*) as count,
                          sum(r.value) as total,
                          round(sum(r.value * r.probability) / 100, 2) as weighted
                        from {deals} r where"""
                                + CONDITIONS
                                + " group by r.stage_id, r.value_currency")
                .param("pipeline", pipelineId)
                .param("owner", request.first("ownerId"))
                .param("q", request.first("q"))
                .query(Columns.of(TotalRow.class).reader())
                .list();
    }

    private Map<String, List<DealAnswer>> deals(
            Moment moment,
            String pipelineId,
            ListRequest request,
            List<StageRow> stages,
            int perStage) {
        return model
                .sql(
                        moment,
                        "select "
                                + DealAnswer.SELECT
                                + """

                                from unnest(:stages) with ordinality as shown (id, place)
                                cross join lateral (
                                  select * from {deals} r where r.stage_id = shown.id and"""
                                + CONDITIONS
                                + """

                                order by r.stage_entered_at desc nulls last, r.id
                                 limit :perStage) r"""
                                + DealAnswer.JOINS
                                + " order by shown.place, r.stage_entered_at desc, r.id")
                .param("stages", stages.stream().map(StageRow::id).toArray(String[]::new))
                .param("pipeline", pipelineId)
                .param("owner", request.first("ownerId"))
                .param("q", request.first("q"))
                .param("perStage", perStage)
                .query(Columns.of(DealAnswer.class).reader())
                .list()
                .stream()
                .collect(Collectors.groupingBy(DealAnswer::stageId));
    }

    private static String mainCurrency(List<TotalRow> totals) {
        return totals.stream()
                .collect(
                        Collectors.groupingBy(
                                TotalRow::currency, Collectors.summingLong(TotalRow::count)))
                .entrySet()
                .stream()
                .max(
                        Map.Entry.<String, Long>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("GBP");
    }

    private static Column column(
            StageRow stage,
            List<TotalRow> totals,
            String currency,
            List<DealAnswer> deals,
            Instant readAt) {
        var own = totals.stream().filter(total -> total.stageId().equals(stage.id())).toList();
        var main =
                own.stream()
                        .filter(total -> total.currency().equals(currency))
                        .findFirst()
                        .map(TotalRow::inItsCurrency)
                        .orElse(new Total(0, Money.zero(currency), Money.zero(currency)));
        var count = own.stream().mapToLong(TotalRow::count).sum();
        return new Column(
                stage.id(),
                stage.name(),
                stage.kind(),
                stage.probability(),
                count,
                main.total(),
                main.weighted(),
                own.stream()
                        .filter(total -> !total.currency().equals(currency))
                        .sorted(Comparator.comparing(TotalRow::currency))
                        .map(TotalRow::inItsCurrency)
                        .toList(),
                deals,
                deals.size() < count ? Listing.cursor(readAt, deals.size()) : null);
    }
}
