package nexus.query.project;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import nexus.api.project.Judgement;
import nexus.api.project.ProjectId;
import nexus.api.project.ProjectStage;
import nexus.api.project.Rulebook;
import nexus.platform.projection.Columns;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Listing;
import nexus.platform.query.Moment;
import nexus.platform.query.Page;
import nexus.platform.query.ReadModel;
import nexus.platform.web.Refused;
import org.springframework.stereotype.Component;

/** Reads projects as of a moment: what is late, and what may be entered, depends on it. */
@Component
class ProjectReading {

    private final ReadModel model;

    ProjectReading(ReadModel model) {
        this.model = model;
    }

    /** The instant that a reader asks about. */
    static Instant instantOf(Moment moment, Instant now) {
        return switch (moment) {
            case Moment.Now _ -> now;
            case Moment.AsOf(_, var instant) -> instant;
            case Moment.EffectiveAt(_, var instant) -> instant;
        };
    }

    Page<ProjectSummary> page(Listing<ProjectSummary> list, Moment moment, ListRequest request) {
        var page = list.page(model, moment, request);
        var instant = instantOf(moment, model.now());
        return new Page<>(
                page.data().stream().map(project -> project.asOf(instant)).toList(),
                page.pagination(),
                page.nextCursor());
    }

    ProjectAnswer one(Moment moment, ProjectId id) {
        return sheet(moment, id).answer(instantOf(moment, model.now()));
    }

    /** What the rules say to entering a stage, by the day that is asked about. */
    Judgement check(Moment moment, ProjectId id, ProjectStage stage) {
        var today = LocalDate.ofInstant(instantOf(moment, model.now()), ZoneOffset.UTC);
        return Rulebook.current().judge(sheet(moment, id).standing(), stage, today);
    }

    private ProjectSheet sheet(Moment moment, ProjectId id) {
        return model.sql(moment, ProjectSheet.SELECT)
                .param("id", id.value())
                .param("requirements", ProjectSheet.requirementsOf(id))
                .param("latest", ProjectSheet.LATEST)
                .query(Columns.of(ProjectSheet.class).reader())
                .optional()
                .orElseThrow(() -> Refused.notFound(id.value()));
    }
}
