package nexus.query.savedview;

import java.util.Map;
import nexus.api.savedview.SavedViewId;
import nexus.platform.projection.Columns;
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
@RequestMapping("/api/saved-views")
class SavedViewQueryController {

    /** One's own, and what others have shared. */
    private static final String SEEN =
            "(select * from {saved_views} v where v.shared or v.owner_id = :reader) r";

    private static final Listing<SavedViewAnswer> LIST =
            new Listing<>(
                    SavedViewAnswer.class,
                    "r.*",
                    SEEN,
                    "",
                    Map.of(
                            "resource", new Filter("r.resource", Type.TEXT),
                            "shared", new Filter("r.shared", Type.BOOLEAN)),
                    Map.of("name", "r.name", "createdAt", "r.created_at"),
                    "name");

    private final ReadModel model;

    SavedViewQueryController(ReadModel model) {
        this.model = model;
    }

    @GetMapping
    Page<SavedViewAnswer> list(Moment moment, ListRequest request) {
        return LIST.page(model, moment, request);
    }

    @GetMapping("/{id}")
    SavedViewAnswer one(Moment moment, @PathVariable SavedViewId id) {
        return model.sql(moment, "select r.* from " + SEEN + " where r.id = :id")
                .param("id", id.value())
                .query(Columns.of(SavedViewAnswer.class).reader())
                .optional()
                .orElseThrow(() -> Refused.notFound(id.value()));
    }
}
