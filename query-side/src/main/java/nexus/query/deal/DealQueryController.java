package nexus.query.deal;

import java.util.Map;
import nexus.api.deal.DealId;
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
@RequestMapping("/api/deals")
class DealQueryController {

    private static final Listing<DealAnswer> LIST =
            new Listing<>(
                    DealAnswer.class,
                    DealAnswer.SELECT,
                    "{deals} r",
                    DealAnswer.JOINS,
                    Map.ofEntries(
                            Map.entry("status", new Filter("r.status", Type.TEXT)),
                            Map.entry("pipelineId", new Filter("r.pipeline_id", Type.TEXT)),
                            Map.entry("stageId", new Filter("r.stage_id", Type.TEXT)),
                            Map.entry("stage", new Filter("s.name", Type.TEXT)),
                            Map.entry("ownerId", new Filter("r.owner_id", Type.TEXT)),
                            Map.entry("companyId", new Filter("r.company_id", Type.TEXT)),
                            Map.entry("contactId", new Filter("r.contact_id", Type.TEXT)),
                            Map.entry("source", new Filter("r.source", Type.TEXT)),
                            Map.entry("currency", new Filter("r.value_currency", Type.TEXT)),
                            Map.entry("externalId", new Filter("r.external_id", Type.TEXT)),
                            Map.entry("value", new Filter("r.value", Type.NUMBER)),
                            Map.entry("probability", new Filter("r.probability", Type.NUMBER)),
                            Map.entry("slips", new Filter("r.slips", Type.NUMBER)),
                            Map.entry("openedAt", new Filter("r.opened_at", Type.INSTANT)),
                            Map.entry("closedAt", new Filter("r.closed_at", Type.INSTANT)),
                            Map.entry("createdAt", new Filter("r.created_at", Type.INSTANT)),
                            Map.entry("updatedAt", new Filter("r.updated_at", Type.INSTANT)),
                            Map.entry(
                                    "expectedCloseDate",
                                    new Filter("r.expected_close_date", Type.DATE)),
                            Map.entry("archived", new Filter("r.archived", Type.BOOLEAN)),
                            Map.entry("customFields", new Filter("r.custom_fields", Type.TEXT)),
                            Map.entry("q", new Filter("r.name", Type.CONTAINS))),
                    Map.of(
                            "name", "r.name",
                            "value", "r.value",
                            "status", "r.status",
                            "probability", "r.probability",
                            "openedAt", "r.opened_at",
                            "closedAt", "r.closed_at",
                            "stageEnteredAt", "r.stage_entered_at",
                            "expectedCloseDate", "r.expected_close_date",
                            "createdAt", "r.created_at",
                            "updatedAt", "r.updated_at"),
                    "-createdAt");

    private final ReadModel model;
    private final Deals view;
    private final History history;

    DealQueryController(ReadModel model, Deals view, History history) {
        this.model = model;
        this.view = view;
        this.history = history;
    }

    @GetMapping
    Page<DealAnswer> list(Moment moment, ListRequest request) {
        return LIST.page(model, moment, request);
    }

    @GetMapping("/{id}")
    DealAnswer one(Moment moment, @PathVariable DealId id) {
        return model.sql(
                        moment,
                        "select "
                                + DealAnswer.SELECT
                                + " from {deals} r"
                                + DealAnswer.JOINS
                                + " where r.id = :id")
                .param("id", id.value())
                .query(Columns.of(DealAnswer.class).reader())
                .optional()
                .orElseThrow(() -> Refused.notFound(id.value()));
    }

    @GetMapping("/{id}/history")
    Page<History.Entry> history(Moment moment, @PathVariable DealId id, ListRequest request) {
        return history.of(view, id.value(), moment, request);
    }

    @GetMapping("/{id}/diff")
    History.Diff diff(Moment moment, @PathVariable DealId id, ListRequest request) {
        return history.diff(view, id.value(), moment, request);
    }
}
