package nexus.benchmark;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import nexus.benchmark.Requests.Request;
import nexus.platform.query.Moment.AsOf;
import nexus.platform.query.Moment.Now;
import nexus.platform.query.ReadModel;

/**
 * A pipeline's board with its totals, now or as it was known when half of its history was over, of
 * an organization that all events there are belong to.
 */
record Board(String name, boolean past) implements Scenario {

    static final String LIMIT = "totals by stage in plain SQL";

    private static final String TOTALS =
            """
            select stage_id, count(*), sum(value) from {deals} as deals
            where pipeline_id = :pipeline group by stage_id""";

    /** Of the two that of the past is the harder one. */
    @Override
    public boolean isEssential() {
        return past;
    }

    static Board now() {
        return new Board("board", false);
    }

    static Board asOf() {
        return new Board("board-as-of", true);
    }

    @Override
    public List<Result> measure(Laboratory laboratory) {
        long events = laboratory.effort().longestHistory();
        return List.of(
                measure(laboratory, laboratory.effort(), laboratory.history(events))
                        .result(name, 1, LIMIT, Measure.P50)
                        .with(events));
    }

    Comparison measure(Laboratory laboratory, Effort effort, Site site) {
        var organization = site.organization();
        var then = halfway(site.engine());
        var path =
                "/api/pipelines/%s/board%s"
                        .formatted(organization.pipeline(), past ? "?asOf=" + then : "");
        try (var limit = totals(site, then);
                var work = Requests.to(site, 1, _ -> Request.get(path))) {
            return Comparison.of(effort, 1, site.engine()::settle, limit, work);
        }
    }

    private Work totals(Site site, Instant then) {
        var model = site.engine().bean(ReadModel.class);
        var actor = site.organization().actor();
        var moment = past ? new AsOf(actor, then) : new Now(actor);
        var pipeline = site.organization().pipeline().value();
        return _ ->
                model.sql(moment, TOTALS)
                        .param("pipeline", pipeline)
                        .query((row, _) -> row.getString(2))
                        .list();
    }

    /** The instant before which half of all that is known was recorded. */
    private static Instant halfway(Engine engine) {
        return engine.db()
                .sql(
                        """
                        select percentile_disc(0.5) within group (order by recorded_at) from event
                        where stream_type = 'deal'""")
                .query(Timestamp.class)
                .single()
                .toInstant();
    }
}
