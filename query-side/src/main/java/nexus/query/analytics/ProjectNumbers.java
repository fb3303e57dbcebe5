package nexus.query.analytics;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import nexus.api.project.ProjectStage;
import nexus.api.project.Rulebook;
import nexus.platform.projection.Columns;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Moment;
import nexus.platform.query.ReadModel;
import nexus.query.analytics.Timing.Days;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How delivery goes: the time that stages take, where it is lost, and what is let pass. */
@Component
class ProjectNumbers {

    /**
     * The numbers.
     *
     * @param onTimeRate of the stays that ended, how many ended in time; null if none did
     * @param bottleneck the stage that takes the most of what it should; null if nothing was
     *     measured
     */
    record Answer(
            String definition,
            List<Stage> stages,
            @Nullable Double onTimeRate,
            @Nullable ProjectStage bottleneck,
            Completed completed,
            List<Waivers> waivers) {}

    /**
     * A stage.
     *
     * @param allowedDays how long a project should stay at most; null if it may for good
     * @param strain the mean stay as a share of what is allowed
     * @param current how many projects are there
     * @param overdue how many of those have been there for too long
     */
    record Stage(
            ProjectStage stage,
            long visits,
            Days days,
            @Nullable Integer allowedDays,
            long onTime,
            @Nullable Double onTimeRate,
            @Nullable Double strain,
            long current,
            long overdue) {}

    /** Projects that were completed, and the days from their opening to then. */
    record Completed(long count, Days cycleDays) {}

    /** How often requirements were let pass for a reason. */
    record Waivers(String reason, long count) {}

    record StageRow(
            ProjectStage stage,
            long visits,
            long onTime,
            long current,
            long overdue,
            @Nullable Double mean,
            @Nullable Double median,
            @Nullable Double p90) {}

    record CompletedRow(
            long count, @Nullable Double mean, @Nullable Double median, @Nullable Double p90) {}

    private static final String STATISTICS =
            """
             round(avg(days)::numeric, 2)::float8 as mean,
             round((percentile_cont(0.5) within group (order by days))::numeric, 2)::float8 as median,
             round((percentile_cont(0.9) within group (order by days))::numeric, 2)::float8 as p90
            """;

    private static final String WITHIN =
            """
             (cast(:from as timestamptz) is null or %1$s >= cast(:from as timestamptz))
             and (cast(:to as timestamptz) is null or %1$s < cast(:to as timestamptz))
            """;

    private static final String SHOWROOM =
            " (cast(:showroom as text) is null or r.showroom_id = :showroom) ";

    private static final String DEFINITION =
            "Stays in stages that ended within from and to, by business time, in days without"
                    + " holds. On time is a stay that took no longer than the rules allow. The"
                    + " bottleneck is the stage whose stays take the most of what is allowed on"
                    + " average. Current and overdue are of the moment asked for. Completed"
                    + " projects and waivers are those of from to to.";

    private final ReadModel model;

    ProjectNumbers(ReadModel model) {
        this.model = model;
    }

    Answer of(Moment moment, ListRequest request) {
        var asked = new Asked(moment, Period.of(request), request.first("showroomId"));
        var measured =
                stages(asked).stream()
                        .collect(Collectors.toMap(StageRow::stage, Function.identity()));
        var stages =
                Arrays.stream(ProjectStage.values()).map(stage -> stage(stage, measured)).toList();
        return new Answer(
                DEFINITION,
                stages,
                rate(
                        stages.stream().mapToLong(Stage::onTime).sum(),
                        stages.stream()
                                .filter(stage -> stage.allowedDays() != null)
                                .mapToLong(Stage::visits)
                                .sum()),
                bottleneck(stages),
                completed(asked),
                waivers(asked));
    }

    private record Asked(Moment moment, Period period, @Nullable String showroom) {}

    private static Stage stage(ProjectStage stage, Map<ProjectStage, StageRow> measured) {
        var allowed = Rulebook.current().gate(stage).days();
        var row = measured.getOrDefault(stage, new StageRow(stage, 0, 0, 0, 0, null, null, null));
        var mean = row.mean();
        return new Stage(
                stage,
                row.visits(),
                new Days(mean, row.median(), row.p90()),
                allowed,
                row.onTime(),
                allowed == null ? null : rate(row.onTime(), row.visits()),
                allowed == null || mean == null ? null : rounded(mean / allowed),
                row.current(),
                row.overdue());
    }

    private static @Nullable Double rate(long some, long all) {
        return all == 0 ? null : rounded((double) some / all);
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    private static @Nullable ProjectStage bottleneck(List<Stage> stages) {
        return stages.stream()
                .filter(stage -> stage.strain() != null)
                .max(
                        Comparator.comparingDouble(
                                stage -> stage.strain() == null ? 0 : stage.strain()))
                .map(Stage::stage)
                .orElse(null);
    }

    private List<StageRow> stages(Asked asked) {
        return model.sql(
                        asked.moment(),
                        """
                        select stage, count(days) as visits,
                          count(*) filter (where days <= allowed) as on_time,
                          count(*) filter (where left_at is null) as current,
                          count(*) filter (where left_at is null and running > allowed) as overdue,
                        """
                                + STATISTICS
                                + """
                                from (
                                  select v.stage, v.days as allowed, v."leftAt" as left_at,
                                    case when v."leftAt" is not null and
                                """
                                + WITHIN.formatted("v.\"leftAt\"")
                                + """
                                      then (extract(epoch from v."leftAt" - v."enteredAt")
                                            - v."heldSeconds") / 86400 end as days,
                                    case when v."heldSince" is null
                                      then (extract(epoch from
                                              cast(:now as timestamptz) - v."enteredAt")
                                            - v."heldSeconds") / 86400 end as running
                                  from {project_visits} r
                                  cross join lateral jsonb_to_recordset(r.visits)
                                    as v (stage text, "enteredAt" timestamptz,
                                          "leftAt" timestamptz, "heldSince" timestamptz,
                                          "heldSeconds" bigint, days int)
                                  where not r.archived and
                                """
                                + SHOWROOM
                                + ") visits group by stage")
                .param("now", instant(asked.moment()).toString())
                .param("from", asked.period().fromText())
                .param("to", asked.period().toText())
                .param("showroom", asked.showroom())
                .query(Columns.of(StageRow.class).reader())
                .list();
    }

    private Instant instant(Moment moment) {
        return switch (moment) {
            case Moment.Now _ -> model.now();
            case Moment.AsOf(_, var instant) -> instant;
            case Moment.EffectiveAt(_, var instant) -> instant;
        };
    }

    private Completed completed(Asked asked) {
        var row =
                model.sql(
                                asked.moment(),
                                "select count(*) as count,"
                                        + STATISTICS
                                        + """
                                        from (select extract(epoch from
                                                  r.completed_at - r.opened_at) / 86400 as days
                                              from {project_visits} r
                                              where r.completed_at is not null
                                                and not r.archived and
                                        """
                                        + SHOWROOM
                                        + " and "
                                        + WITHIN.formatted("r.completed_at")
                                        + ") done")
                        .param("from", asked.period().fromText())
                        .param("to", asked.period().toText())
                        .param("showroom", asked.showroom())
                        .query(Columns.of(CompletedRow.class).reader())
                        .single();
        return new Completed(row.count(), new Days(row.mean(), row.median(), row.p90()));
    }

    private List<Waivers> waivers(Asked asked) {
        return model.sql(
                        asked.moment(),
                        """
                        select q.waived_because as reason, count(*) as count
                        from {project_requirements} q join {projects} r on r.id = q.project_id
                        where q.waived_at is not null and not r.archived and
                        """
                                + SHOWROOM
                                + " and "
                                + WITHIN.formatted("q.waived_at")
                                + " group by q.waived_because order by count(*) desc, 1")
                .param("from", asked.period().fromText())
                .param("to", asked.period().toText())
                .param("showroom", asked.showroom())
                .query(Columns.of(Waivers.class).reader())
                .list();
    }
}
