package nexus.query.project;

import java.util.Map;
import nexus.api.project.Judgement;
import nexus.api.project.ProjectId;
import nexus.api.project.ProjectStage;
import nexus.platform.query.History;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Listing;
import nexus.platform.query.Listing.Filter;
import nexus.platform.query.Listing.Type;
import nexus.platform.query.Moment;
import nexus.platform.query.Page;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/projects")
class ProjectQueryController {

    private static final Listing<ProjectSummary> LIST =
            new Listing<>(
                    ProjectSummary.class,
                    ProjectSummary.SELECT,
                    "{projects} r",
                    ProjectSummary.JOINS,
                    Map.ofEntries(
                            Map.entry("stage", new Filter("r.stage", Type.TEXT)),
                            Map.entry("status", new Filter("r.status", Type.TEXT)),
                            Map.entry("priority", new Filter("r.priority", Type.TEXT)),
                            Map.entry("number", new Filter("r.number", Type.TEXT)),
                            Map.entry("showroomId", new Filter("r.showroom_id", Type.TEXT)),
                            Map.entry("responsibleId", new Filter("r.responsible_id", Type.TEXT)),
                            Map.entry("contactId", new Filter("r.contact_id", Type.TEXT)),
                            Map.entry("dealId", new Filter("r.deal_id", Type.TEXT)),
                            Map.entry("source", new Filter("r.source", Type.TEXT)),
                            Map.entry("contractTotal", new Filter("r.contract_total", Type.NUMBER)),
                            Map.entry("balance", new Filter("r.balance", Type.NUMBER)),
                            Map.entry("openedAt", new Filter("r.opened_at", Type.INSTANT)),
                            Map.entry(
                                    "stageEnteredAt",
                                    new Filter("r.stage_entered_at", Type.INSTANT)),
                            Map.entry("dueAt", new Filter("r.due_at", Type.INSTANT)),
                            Map.entry("completedAt", new Filter("r.completed_at", Type.INSTANT)),
                            Map.entry("createdAt", new Filter("r.created_at", Type.INSTANT)),
                            Map.entry("updatedAt", new Filter("r.updated_at", Type.INSTANT)),
                            Map.entry("warranty", new Filter("r.warranty", Type.BOOLEAN)),
                            Map.entry(
                                    "cancelled", new Filter(ProjectBoard.CANCELLED, Type.BOOLEAN)),
                            Map.entry("archived", new Filter("r.archived", Type.BOOLEAN)),
                            Map.entry(
                                    "q",
                                    new Filter(
                                            "concat_ws(' ', r.number, r.title)", Type.CONTAINS))),
                    Map.ofEntries(
                            Map.entry("number", "r.number"),
                            Map.entry("title", "r.title"),
                            Map.entry("status", "r.status"),
                            Map.entry(
                                    "priority",
                                    "array_position(array['LOW','MEDIUM','HIGH','URGENT'],"
                                            + " r.priority)"),
                            Map.entry("contractTotal", "r.contract_total"),
                            Map.entry("balance", "r.balance"),
                            Map.entry("openedAt", "r.opened_at"),
                            Map.entry("stageEnteredAt", "r.stage_entered_at"),
                            Map.entry("dueAt", "r.due_at"),
                            Map.entry("completedAt", "r.completed_at"),
                            Map.entry("createdAt", "r.created_at"),
                            Map.entry("updatedAt", "r.updated_at")),
                    "-createdAt");

    private static final ProjectTrace TRACE = new ProjectTrace();

    private final ProjectReading projects;
    private final ProjectBoard board;
    private final History history;

    ProjectQueryController(ProjectReading projects, ProjectBoard board, History history) {
        this.projects = projects;
        this.board = board;
        this.history = history;
    }

    @GetMapping
    Page<ProjectSummary> list(Moment moment, ListRequest request) {
        return projects.page(LIST, moment, request);
    }

    @GetMapping("/board")
    ProjectBoard.Answer board(Moment moment, ListRequest request) {
        return board.of(moment, request);
    }

    @GetMapping("/{id}")
    ProjectAnswer one(Moment moment, @PathVariable ProjectId id) {
        return projects.one(moment, id);
    }

    @GetMapping("/{id}/stages/{stage}/check")
    Judgement check(Moment moment, @PathVariable ProjectId id, @PathVariable ProjectStage stage) {
        return projects.check(moment, id, stage);
    }

    @GetMapping("/{id}/history")
    Page<History.Entry> history(Moment moment, @PathVariable ProjectId id, ListRequest request) {
        return history.of(TRACE, id.value(), moment, request);
    }

    @GetMapping("/{id}/diff")
    History.Diff diff(Moment moment, @PathVariable ProjectId id, ListRequest request) {
        return history.diff(TRACE, id.value(), moment, request);
    }
}
