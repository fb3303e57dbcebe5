package nexus.query.company;

import java.util.Map;
import nexus.api.company.CompanyId;
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
@RequestMapping("/api/companies")
class CompanyQueryController {

    private static final Listing<CompanyAnswer> COMPANIES =
            new Listing<>(
                    CompanyAnswer.class,
                    "r.*",
                    "{companies} r",
                    "",
                    Map.of(
                            "q", new Filter("r.name", Type.CONTAINS),
                            "name", new Filter("r.name", Type.TEXT),
                            "sector", new Filter("r.sector", Type.TEXT),
                            "location", new Filter("r.location", Type.TEXT),
                            "parentId", new Filter("r.parent_id", Type.TEXT),
                            "employees", new Filter("r.employees", Type.NUMBER),
                            "revenue", new Filter("r.revenue", Type.NUMBER),
                            "createdAt", new Filter("r.created_at", Type.INSTANT),
                            "archived", new Filter("r.archived", Type.BOOLEAN),
                            "customFields", new Filter("r.custom_fields", Type.TEXT)),
                    Map.of(
                            "name", "r.name",
                            "sector", "r.sector",
                            "location", "r.location",
                            "employees", "r.employees",
                            "revenue", "r.revenue",
                            "createdAt", "r.created_at",
                            "updatedAt", "r.updated_at"),
                    "name");

    private final ReadModel model;
    private final Companies view;
    private final History history;

    CompanyQueryController(ReadModel model, Companies view, History history) {
        this.model = model;
        this.view = view;
        this.history = history;
    }

    @GetMapping
    Page<CompanyAnswer> list(Moment moment, ListRequest request) {
        return COMPANIES.page(model, moment, request);
    }

    @GetMapping("/{id}")
    CompanyAnswer get(@PathVariable CompanyId id, Moment moment) {
        return model.sql(moment, "select r.* from {companies} r where r.id = :id")
                .param("id", id.value())
                .query(Columns.of(CompanyAnswer.class).reader())
                .optional()
                .orElseThrow(() -> Refused.notFound(id.value()));
    }

    @GetMapping("/{id}/history")
    Page<History.Entry> history(Moment moment, @PathVariable CompanyId id, ListRequest request) {
        return history.of(view, id.value(), moment, request);
    }

    @GetMapping("/{id}/diff")
    History.Diff diff(Moment moment, @PathVariable CompanyId id, ListRequest request) {
        return history.diff(view, id.value(), moment, request);
    }
}
