package nexus.query.analytics;

import java.util.List;
import nexus.platform.projection.Columns;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Moment;
import nexus.platform.query.ReadModel;
import nexus.platform.web.InvalidRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How long deals take: from opening to closing, and in each stage. */
@Component
class Timing {

    record Velocity(String definition, long count, Days cycleDays) {}

    /** Days, with two decimals; null when there is nothing to measure. */
    record Days(@Nullable Double mean, @Nullable Double median, @Nullable Double p90) {}

    record StageDurations(String definition, List<StageDuration> data) {}

    record StageDuration(String id, String name, String kind, long visits, Days days) {}

    record DaysRow(
            long count, @Nullable Double mean, @Nullable Double median, @Nullable Double p90) {}

    record StageRow(
            String id,
            String name,
            String kind,
            long count,
            @Nullable Double mean,
            @Nullable Double median,
            @Nullable Double p90) {}

    private static final String STATISTICS =
            """
             round(avg(days)::numeric, 2)::float8 as mean,
             round((percentile_cont(0.5) within group (order by days))::numeric, 2)::float8 as median,
             round((percentile_cont(0.9) within group (order by days))::numeric, 2)::float8 as p90
            """;

    private final ReadModel model;

    Timing(ReadModel model) {
        this.model = model;
    }

    Velocity velocity(Moment moment, ListRequest request) {
        var period = Period.of(request);
        var row =
                model.sql(
                                moment,
                                "select count(*) as count,"
                                        + STATISTICS
                                        + """
                                        from (select extract(epoch from r.closed_at - r.opened_at)
                                                       / 86400 as days
                                              from {deals} r
                                              where r.status = any(:outcomes) and not r.archived
                                                and (cast(:pipeline as text) is null or r.pipeline_id = :pipeline)
                                                and (cast(:from as timestamptz) is null or r.closed_at >= cast(:from as timestamptz))
                                                and (cast(:to as timestamptz) is null or r.closed_at < cast(:to as timestamptz))
                                             ) closed""")
                        .param("outcomes", outcomes(request.first("outcome")))
                        .param("pipeline", request.first("pipelineId"))
                        .param("from", period.fromText())
                        .param("to", period.toText())
                        .query(Columns.of(DaysRow.class).reader())
                        .single();
        return new Velocity(
                "Days from the opening to the closing of deals closed within from and to, by"
                        + " business time.",
                row.count(),
                new Days(row.mean(), row.median(), row.p90()));
    }

    private static String[] outcomes(@Nullable String outcome) {
        return switch (outcome == null ? "any" : outcome) {
            case "any" -> new String[] {"WON", "LOST"};
            case "won" -> new String[] {"WON"};
            case "lost" -> new String[] {"LOST"};
            default -> throw new InvalidRequest("outcome", "unknown", "must be won, lost or any");
        };
    }

    StageDurations stageDurations(Moment moment, ListRequest request) {
        var period = Period.of(request);
        var rows =
                model.sql(
                                moment,
                                "select id, name, kind, count(days) as count,"
                                        + STATISTICS
                                        + """
                                        from (
                                          select s.id, s.name, s.kind, s.place,
                                            extract(epoch from v.left_at - v.entered_at) / 86400 as days
                                          from {lookup:pipelines} p
                                          cross join lateral rows from (jsonb_to_recordset(p.stages)
                                            as (id text, name text, kind text)) with ordinality
                                            as s (id, name, kind, place)
                                          left join (
                                            select v."stageId" as stage_id,
                                              v."enteredAt" as entered_at, v."leftAt" as left_at
                                            from {stage_visits} r
                                            cross join lateral jsonb_to_recordset(r.visits)
                                              as v ("stageId" text, "enteredAt" timestamptz,
                                                    "leftAt" timestamptz)
                                            where not r.archived
                                          ) v on v.stage_id = s.id and v.left_at is not null
                                            and (cast(:from as timestamptz) is null or v.left_at >= cast(:from as timestamptz))
                                            and (cast(:to as timestamptz) is null or v.left_at < cast(:to as timestamptz))
                                          where s.kind = 'OPEN'
                                            and (case when cast(:pipeline as text) is null
                                                 then p.is_default else p.id = :pipeline end)
                                        ) visits
                                        group by id, name, kind, place order by place""")
                        .param("pipeline", request.first("pipelineId"))
                        .param("from", period.fromText())
                        .param("to", period.toText())
                        .query(Columns.of(StageRow.class).reader())
                        .list();
        return new StageDurations(
                "Days that deals stayed in each open stage, for stays that ended within from and"
                        + " to, by business time.",
                rows.stream()
                        .map(
                                row ->
                                        new StageDuration(
                                                row.id(),
                                                row.name(),
                                                row.kind(),
                                                row.count(),
                                                new Days(row.mean(), row.median(), row.p90())))
                        .toList());
    }
}
