package nexus.query.campaign;

import java.util.Map;
import nexus.api.campaign.CampaignId;
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
@RequestMapping("/api/campaigns")
class CampaignQueryController {

    private static final Listing<CampaignSummary> LIST =
            new Listing<>(
                    CampaignSummary.class,
                    "r.*",
                    "{campaigns} r",
                    "",
                    Map.of(
                            "q", new Filter("r.name", Type.CONTAINS),
                            "type", new Filter("r.type", Type.TEXT),
                            "status", new Filter("r.status", Type.TEXT),
                            "createdAt", new Filter("r.created_at", Type.INSTANT),
                            "launchedAt", new Filter("r.launched_at", Type.INSTANT),
                            "archived", new Filter("r.archived", Type.BOOLEAN)),
                    Map.of(
                            "name", "r.name",
                            "status", "r.status",
                            "startAt", "r.start_at",
                            "launchedAt", "r.launched_at",
                            "createdAt", "r.created_at",
                            "updatedAt", "r.updated_at"),
                    "-createdAt");

    private final ReadModel model;
    private final Campaigns view;
    private final History history;

    CampaignQueryController(ReadModel model, Campaigns view, History history) {
        this.model = model;
        this.view = view;
        this.history = history;
    }

    @GetMapping
    Page<CampaignSummary> list(Moment moment, ListRequest request) {
        return LIST.page(model, moment, request);
    }

    @GetMapping("/{id}")
    CampaignAnswer one(Moment moment, @PathVariable CampaignId id) {
        return model.sql(
                        moment,
                        """
                        select r.*, c.content from {campaigns} r
                        join {campaign_contents} c on c.id = r.id where r.id = :id\
                        """)
                .param("id", id.value())
                .query(Columns.of(CampaignAnswer.class).reader())
                .optional()
                .orElseThrow(() -> Refused.notFound(id.value()));
    }

    @GetMapping("/{id}/history")
    Page<History.Entry> history(Moment moment, @PathVariable CampaignId id, ListRequest request) {
        return history.of(view, id.value(), moment, request);
    }

    @GetMapping("/{id}/diff")
    History.Diff diff(Moment moment, @PathVariable CampaignId id, ListRequest request) {
        return history.diff(view, id.value(), moment, request);
    }
}
