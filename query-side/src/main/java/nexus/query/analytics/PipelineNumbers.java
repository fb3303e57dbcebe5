package nexus.query.analytics;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import nexus.api.Money;
import nexus.platform.projection.Columns;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Moment;
import nexus.platform.query.ReadModel;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is in a pipeline: deals and their worth by stage and by outcome. */
@Component
class PipelineNumbers {

    static final String DEFINITION =
            "Deals that are not archived, by the stage they are in; from and to bound their opening."
                    + " Weighted is value times probability. Sums are in the currency with the"
                    + " largest sum; other currencies are listed apart.";

    record Answer(
            String definition,
            @Nullable String pipelineId,
            List<StageSum> stages,
            WeightedSum open,
            Sum won,
            Sum lost) {}

    record StageSum(
            String id,
            String name,
            String kind,
            long count,
            Money total,
            Money weighted,
            List<Money> otherCurrencies) {}

    record WeightedSum(long count, Money total, Money weighted, List<Money> otherCurrencies) {}

    record Sum(long count, Money total, List<Money> otherCurrencies) {}

    record StageRow(String pipelineId, String id, String name, String kind) {}

    record CountRow(
            String stageId,
            String status,
            String currency,
            long count,
            BigDecimal total,
            BigDecimal weighted) {}

    private static final class Tally {
        private long count;
        private final Amounts total = new Amounts();
        private final Amounts weighted = new Amounts();

        void add(CountRow row) {
            count += row.count();
            total.add(row.currency(), row.total());
            weighted.add(row.currency(), row.weighted());
        }
    }

    private final ReadModel model;

    PipelineNumbers(ReadModel model) {
        this.model = model;
    }

    Answer of(Moment moment, ListRequest request) {
        var pipeline = pipelineOf(moment, request.first("pipelineId"));
        var byStage = new HashMap<String, Tally>();
        var byStatus = new HashMap<String, Tally>();
        var all = new Tally();
        for (var row : counts(moment, pipeline, Period.of(request))) {
            byStage.computeIfAbsent(row.stageId(), _ -> new Tally()).add(row);
            byStatus.computeIfAbsent(row.status(), _ -> new Tally()).add(row);
            all.add(row);
        }
        var currency = all.total.main();
        return new Answer(
                DEFINITION,
                pipeline,
                stages(moment, pipeline).stream()
                        .map(stage -> sum(stage, byStage.get(stage.id()), currency))
                        .toList(),
                weighted(byStatus.get("OPEN"), currency),
                sum(byStatus.get("WON"), currency),
                sum(byStatus.get("LOST"), currency));
    }

    /** The pipeline asked for, or the default one if none was. */
    private @Nullable String pipelineOf(Moment moment, @Nullable String asked) {
        return asked != null
                ? asked
                : model.sql(
                                moment,
                                "select id from {lookup:pipelines} where is_default order by id"
                                        + " limit 1")
                        .query((row, _) -> row.getString(1))
                        .optional()
                        .orElse(null);
    }

    private List<StageRow> stages(Moment moment, @Nullable String pipeline) {
        return model.sql(
                        moment,
                        """
                        select p.id as pipeline_id, s.id, s.name, s.kind
                        from {lookup:pipelines} p cross join lateral
                          rows from (jsonb_to_recordset(p.stages)
                            as (id text, name text, kind text)) with ordinality
                            as s (id, name, kind, place)
                        where p.id = :pipeline order by s.place""")
                .param("pipeline", pipeline)
                .query(Columns.of(StageRow.class).reader())
                .list();
    }

    private List<CountRow> counts(Moment moment, @Nullable String pipeline, Period period) {
        return model.sql(
                        moment,
                        """
                        select r.stage_id, r.status, r.value_currency as currency,
                          count(*) as count, sum(r.value) as total,
                          round(sum(r.value * r.probability) / 100, 2) as weighted
                        from {deals} r
                        where r.pipeline_id = :pipeline and not r.archived
                          and (cast(:from as timestamptz) is null or r.opened_at >= cast(:from as timestamptz))
                          and (cast(:to as timestamptz) is null or r.opened_at < cast(:to as timestamptz))
                        group by r.stage_id, r.status, r.value_currency""")
                .param("pipeline", pipeline)
                .param("from", period.fromText())
                .param("to", period.toText())
                .query(Columns.of(CountRow.class).reader())
                .list();
    }

    private static StageSum sum(StageRow stage, @Nullable Tally tally, String currency) {
        var of = Objects.requireNonNullElseGet(tally, Tally::new);
        return new StageSum(
                stage.id(),
                stage.name(),
                stage.kind(),
                of.count,
                of.total.in(currency),
                of.weighted.in(currency),
                of.total.besides(currency));
    }

    private static WeightedSum weighted(@Nullable Tally tally, String currency) {
        var of = Objects.requireNonNullElseGet(tally, Tally::new);
        return new WeightedSum(
                of.count,
                of.total.in(currency),
                of.weighted.in(currency),
                of.total.besides(currency));
    }

    private static Sum sum(@Nullable Tally tally, String currency) {
        var of = Objects.requireNonNullElseGet(tally, Tally::new);
        return new Sum(of.count, of.total.in(currency), of.total.besides(currency));
    }
}
