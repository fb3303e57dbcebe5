package nexus.query.identity;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import nexus.api.identity.Address;
import nexus.api.identity.ShowroomDetails;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.ShowroomType;
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
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/showrooms")
class ShowroomQueryController {

    record Answer(
            String id,
            String name,
            String code,
            ShowroomType type,
            @Nullable Address address,
            List<String> postcodes,
            @Nullable String timeZone,
            @Nullable String locale,
            @Nullable String primaryColor,
            long version,
            Instant createdAt,
            Instant updatedAt) {}

    record Row(
            String id,
            String name,
            String code,
            ShowroomDetails details,
            long version,
            Instant createdAt,
            Instant updatedAt) {

        Answer answer() {
            return new Answer(
                    id,
                    name,
                    code,
                    details.type(),
                    details.address(),
                    details.postcodes(),
                    details.timeZone(),
                    details.locale(),
                    details.primaryColor(),
                    version,
                    createdAt,
                    updatedAt);
        }
    }

    private static final Listing<Row> LIST =
            new Listing<>(
                    Row.class,
                    "r.*",
                    "{showrooms} r",
                    "",
                    Map.of(
                            "q", new Filter("r.name", Type.CONTAINS),
                            "code", new Filter("r.code", Type.TEXT),
                            "type", new Filter("r.details->>'type'", Type.TEXT)),
                    Map.of("name", "r.name", "code", "r.code", "createdAt", "r.created_at"),
                    "createdAt");

    private final ReadModel model;
    private final Showrooms view;
    private final History history;

    ShowroomQueryController(ReadModel model, Showrooms view, History history) {
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
    Answer one(Moment moment, @PathVariable ShowroomId id) {
        return model.sql(moment, "select * from {showrooms} where id = :id")
                .param("id", id.value())
                .query(Columns.of(Row.class).reader())
                .optional()
                .orElseThrow(() -> Refused.notFound(id.value()))
                .answer();
    }

    @GetMapping("/{id}/history")
    Page<History.Entry> history(Moment moment, @PathVariable ShowroomId id, ListRequest request) {
        return history.of(view, id.value(), moment, request);
    }
}
