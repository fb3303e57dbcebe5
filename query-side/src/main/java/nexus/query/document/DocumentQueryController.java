package nexus.query.document;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import nexus.api.document.DocumentId;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/documents")
class DocumentQueryController {

    private static final Listing<DocumentAnswer> LIST =
            new Listing<>(
                    DocumentAnswer.class,
                    "r.*",
                    "{documents} r",
                    "",
                    Map.of(
                            "q", new Filter("r.name", Type.CONTAINS),
                            "recordId", new Filter("r.record_id", Type.TEXT),
                            "kind", new Filter("r.kind", Type.TEXT),
                            "state", new Filter("r.state", Type.TEXT),
                            "contentType", new Filter("r.content_type", Type.TEXT),
                            "size", new Filter("r.size", Type.NUMBER),
                            "createdAt", new Filter("r.created_at", Type.INSTANT),
                            "updatedAt", new Filter("r.updated_at", Type.INSTANT),
                            "archived", new Filter("r.archived", Type.BOOLEAN)),
                    Map.of(
                            "name", "r.name",
                            "kind", "r.kind",
                            "size", "r.size",
                            "createdAt", "r.created_at",
                            "updatedAt", "r.updated_at"),
                    "-createdAt");

    private final ReadModel model;
    private final Documents view;
    private final History history;
    private final DocumentContent content;

    DocumentQueryController(
            ReadModel model, Documents view, History history, DocumentContent content) {
        this.model = model;
        this.view = view;
        this.history = history;
        this.content = content;
    }

    @GetMapping
    Page<DocumentAnswer> list(Moment moment, ListRequest request) {
        return LIST.page(model, moment, request);
    }

    @GetMapping("/{id}")
    DocumentAnswer one(Moment moment, @PathVariable DocumentId id) {
        return model.sql(moment, "select r.* from {documents} r where r.id = :id")
                .param("id", id.value())
                .query(Columns.of(DocumentAnswer.class).reader())
                .optional()
                .orElseThrow(() -> Refused.notFound(id.value()));
    }

    @GetMapping("/{id}/content")
    void content(
            Moment moment,
            @PathVariable DocumentId id,
            @RequestParam(required = false) @Nullable Integer version,
            HttpServletRequest request,
            HttpServletResponse response) {
        content.serve(content.find(moment, id, version), request, response);
    }

    @GetMapping("/{id}/history")
    Page<History.Entry> history(Moment moment, @PathVariable DocumentId id, ListRequest request) {
        return history.of(view, id.value(), moment, request);
    }

    @GetMapping("/{id}/diff")
    History.Diff diff(Moment moment, @PathVariable DocumentId id, ListRequest request) {
        return history.diff(view, id.value(), moment, request);
    }
}
