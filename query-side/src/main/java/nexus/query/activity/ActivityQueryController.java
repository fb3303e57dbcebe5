package nexus.query.activity;

import java.util.Map;
import nexus.api.activity.ActivityId;
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
@RequestMapping("/api/activities")
class ActivityQueryController {

    private static final Listing<ActivityAnswer> LIST =
            new Listing<>(
                    ActivityAnswer.class,
                    ActivityAnswer.SELECT,
                    "{activities} r",
                    ActivityAnswer.JOINS,
                    Map.ofEntries(
                            Map.entry("type", new Filter("r.type", Type.TEXT)),
                            Map.entry("status", new Filter("r.status", Type.TEXT)),
                            Map.entry("assigneeId", new Filter("r.assignee_id", Type.TEXT)),
                            Map.entry("contactId", new Filter("r.contact_id", Type.TEXT)),
                            Map.entry("companyId", new Filter("r.company_id", Type.TEXT)),
                            Map.entry("dealId", new Filter("r.deal_id", Type.TEXT)),
                            Map.entry("projectId", new Filter("r.project_id", Type.TEXT)),
                            Map.entry(
                                    "reminded",
                                    new Filter("(r.reminded_at is not null)", Type.BOOLEAN)),
                            Map.entry("scheduledAt", new Filter("r.scheduled_at", Type.INSTANT)),
                            Map.entry("completedAt", new Filter("r.completed_at", Type.INSTANT)),
                            Map.entry("createdAt", new Filter("r.created_at", Type.INSTANT)),
                            Map.entry("updatedAt", new Filter("r.updated_at", Type.INSTANT)),
                            Map.entry("archived", new Filter("r.archived", Type.BOOLEAN)),
                            Map.entry(
                                    "q",
                                    new Filter(
                                            "concat_ws(' ', r.subject, r.description)",
                                            Type.CONTAINS))),
                    Map.of(
                            "subject", "r.subject",
                            "type", "r.type",
                            "status", "r.status",
                            "scheduledAt", "r.scheduled_at",
                            "completedAt", "r.completed_at",
                            "remindedAt", "r.reminded_at",
                            "createdAt", "r.created_at",
                            "updatedAt", "r.updated_at"),
                    "-createdAt");

    private final ReadModel model;
    private final Activities view;
    private final History history;

    ActivityQueryController(ReadModel model, Activities view, History history) {
        this.model = model;
        this.view = view;
        this.history = history;
    }

    @GetMapping
    Page<ActivityAnswer> list(Moment moment, ListRequest request) {
        return LIST.page(model, moment, request);
    }

    @GetMapping("/{id}")
    ActivityAnswer one(Moment moment, @PathVariable ActivityId id) {
        return model.sql(
                        moment,
                        "select %s from %s where r.id = :id"
                                .formatted(
                                        ActivityAnswer.SELECT,
                                        "{activities} r" + ActivityAnswer.JOINS))
                .param("id", id.value())
                .query(Columns.of(ActivityAnswer.class).reader())
                .optional()
                .orElseThrow(() -> Refused.notFound(id.value()));
    }

    @GetMapping("/{id}/history")
    Page<History.Entry> history(Moment moment, @PathVariable ActivityId id, ListRequest request) {
        return history.of(view, id.value(), moment, request);
    }

    @GetMapping("/{id}/diff")
    History.Diff diff(Moment moment, @PathVariable ActivityId id, ListRequest request) {
        return history.diff(view, id.value(), moment, request);
    }
}
