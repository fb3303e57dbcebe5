package nexus.query.activity;

import java.util.Map;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Listing;
import nexus.platform.query.Listing.Filter;
import nexus.platform.query.Listing.Type;
import nexus.platform.query.Moment;
import nexus.platform.query.Page;
import nexus.platform.query.ReadModel;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tasks as somebody works them off: those that are not done, first what is due first. */
@RestController
@RequestMapping("/api/tasks")
class TaskQueryController {

    private static final Listing<ActivityAnswer> TASKS =
            new Listing<>(
                    ActivityAnswer.class,
                    ActivityAnswer.SELECT,
                    "(select a.* from {activities} a where a.type = 'TASK') r",
                    ActivityAnswer.JOINS,
                    Map.of(
                            "status", new Filter("r.status", Type.TEXT),
                            "assigneeId", new Filter("r.assignee_id", Type.TEXT),
                            "contactId", new Filter("r.contact_id", Type.TEXT),
                            "companyId", new Filter("r.company_id", Type.TEXT),
                            "dealId", new Filter("r.deal_id", Type.TEXT),
                            "projectId", new Filter("r.project_id", Type.TEXT),
                            "reminded", new Filter("(r.reminded_at is not null)", Type.BOOLEAN),
                            "scheduledAt", new Filter("r.scheduled_at", Type.INSTANT),
                            "archived", new Filter("r.archived", Type.BOOLEAN)),
                    Map.of(
                            "subject", "r.subject",
                            "scheduledAt", "r.scheduled_at",
                            "completedAt", "r.completed_at",
                            "remindedAt", "r.reminded_at",
                            "createdAt", "r.created_at"),
                    "scheduledAt");

    private final ReadModel model;
    private final DueDates dueDates;

    TaskQueryController(ReadModel model, DueDates dueDates) {
        this.model = model;
        this.dueDates = dueDates;
    }

    @GetMapping
    Page<ActivityAnswer> tasks(
            Moment moment, @RequestParam(required = false) @Nullable Due due, ListRequest request) {
        return TASKS.page(model, moment, dueDates.narrowed(moment, due, request));
    }
}
