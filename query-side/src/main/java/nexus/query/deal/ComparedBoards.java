package nexus.query.deal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import nexus.platform.projection.Columns;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Moment;
import nexus.platform.query.Moment.AsOf;
import nexus.platform.query.Moment.EffectiveAt;
import nexus.platform.query.ReadModel;
import nexus.platform.security.Actor;
import nexus.platform.web.InvalidRequest;
import nexus.platform.web.Refused;
import nexus.query.deal.Comparison.Standing;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a pipeline at two instants, to be compared. */
@Component
class ComparedBoards {

    /** Two instants and what became of the deals in between. */
    record Answer(Instant from, Instant to, Comparison changes) {}

    private final ReadModel model;

    ComparedBoards(ReadModel model) {
        this.model = model;
    }

    Answer of(Actor reader, String pipelineId, ListRequest request) {
        var from = instant(request, "from");
        var end = instant(request, "to");
        var to = end == null ? model.now() : end;
        if (from == null) {
            throw new InvalidRequest("from", "missing", "is required");
        }
        if (!from.isBefore(to)) {
            throw new InvalidRequest("to", "before-from", "must be after from");
        }
        if (!exists(reader, pipelineId)) {
            throw Refused.notFound(pipelineId);
        }
        var past = request.first("past");
        return new Answer(
                from,
                to,
                Comparison.of(
                        standings(at(reader, past, from), pipelineId),
                        standings(at(reader, past, to), pipelineId)));
    }

    private static Moment at(Actor reader, @Nullable String past, Instant instant) {
        return switch (past) {
            case null -> new AsOf(reader, instant);
            case "known" -> new AsOf(reader, instant);
            case "effective" -> new EffectiveAt(reader, instant);
            default -> throw new InvalidRequest("past", "unknown", "must be known or effective");
        };
    }

    private static @Nullable Instant instant(ListRequest request, String name) {
        var text = request.first(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidRequest(
                    name, "malformed", "must be an instant like 2026-01-31T12:00:00Z");
        }
    }

    private boolean exists(Actor reader, String pipelineId) {
        return model.sql(
                                new Moment.Now(reader),
                                "select count(*) from {pipelines} p where p.id = :pipeline")
                        .param("pipeline", pipelineId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private List<Standing> standings(Moment moment, String pipelineId) {
        return model.sql(
                        moment,
                        """
                        select r.id, r.name, r.stage_id, r.status, r.value, r.value_currency,
                          r.expected_close_date
                        from {deals} r where r.pipeline_id = :pipeline and not r.archived""")
                .param("pipeline", pipelineId)
                .query(Columns.of(Standing.class).reader())
                .list();
    }
}
