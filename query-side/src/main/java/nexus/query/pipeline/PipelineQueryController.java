package nexus.query.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nexus.api.pipeline.PipelineId;
import nexus.api.pipeline.Stage;
import nexus.api.pipeline.StageKind;
import nexus.platform.projection.Columns;
import nexus.platform.query.History;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Listing;
import nexus.platform.query.Listing.Filter;
import nexus.platform.query.Listing.Type;
import nexus.platform.query.Moment;
import nexus.platform.query.Page;
import nexus.platform.query.ReadModel;
import nexus.platform.web.Refused;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/pipelines")
class PipelineQueryController {

    record Answer(
            String id,
            String name,
            boolean isDefault,
            List<StageAnswer> stages,
            long version,
            Instant createdAt,
            Instant updatedAt) {}

    record StageAnswer(String id, String name, StageKind kind, int probability, int order) {}

    record Row(
            String id,
            String name,
            boolean isDefault,
            List<Stage> stages,
            long version,
            Instant createdAt,
            Instant updatedAt) {

        Answer answer() {
            return new Answer(
                    id,
                    name,
                    isDefault,
                    IntStream.range(0, stages.size()).mapToObj(this::stage).toList(),
                    version,
                    createdAt,
                    updatedAt);
        }

        private StageAnswer stage(int order) {
            var stage = stages.get(order);
            return new StageAnswer(
                    stage.id().value(), stage.name(), stage.kind(), stage.probability(), order);
        }
    }

    private static final Listing<Row> LIST =
            new Listing<>(
                    Row.class,
                    "r.*",
                    "{pipelines} r",
                    "",
                    Map.of(
                            "q", new Filter("r.name", Type.CONTAINS),
                            "isDefault", new Filter("r.is_default", Type.BOOLEAN)),
                    Map.of("name", "r.name", "createdAt", "r.created_at"),
                    "createdAt");

    private final ReadModel model;
    private final Pipelines view;
    private final History history;

    PipelineQueryController(ReadModel model, Pipelines view, History history) {
        this.model = model;
        this.view = view;
        this.history = history;
    }

    @GetMapping
    Page<Answer> list(Moment moment, ListRequest request) {
        var page = LIST.page(model, moment, request);
        return new Page<>(
                page.data().stream().map(Row::answer).toList(),
                page.pagination(),
                page.nextCursor());
    }

    @GetMapping("/{id}")
    Answer one(Moment moment, @PathVariable PipelineId id) {
        return model.sql(moment, "select * from {pipelines} where id = :id")
                .param("id", id.value())
                .query(Columns.of(Row.class).reader())
                .optional()
                .orElseThrow(() -> Refused.notFound(id.value()))
                .answer();
    }

    @GetMapping("/{id}/history")
    Page<History.Entry> history(Moment moment, @PathVariable PipelineId id, ListRequest request) {
        return history.of(view, id.value(), moment, request);
    }

    @GetMapping("/{id}/diff")
    History.Diff diff(Moment moment, @PathVariable PipelineId id, ListRequest request) {
        return history.diff(view, id.value(), moment, request);
    }
}
