package nexus.command.project;

import java.time.LocalDate;
import java.util.stream.Stream;
import nexus.api.project.Authority;
import nexus.api.project.ProjectCommand;
import nexus.api.project.ProjectCommand.ArchiveProject;
import nexus.api.project.ProjectCommand.ChangeProject;
import nexus.api.project.ProjectCommand.HoldProject;
import nexus.api.project.ProjectCommand.MoveProject;
import nexus.api.project.ProjectCommand.RestoreProject;
import nexus.api.project.ProjectCommand.ResumeProject;
import nexus.api.project.ProjectCommand.RevokeRequirement;
import nexus.api.project.ProjectCommand.SatisfyRequirement;
import nexus.api.project.ProjectCommand.WaiveRequirement;
import nexus.api.project.ProjectId;
import nexus.api.project.Staffing;
import nexus.api.project.Standing.Fact;
import nexus.command.project.Project.Absent;
import nexus.command.project.Project.Archived;
import nexus.command.project.Project.Present;
import nexus.platform.web.Undone;
import org.jspecify.annotations.Nullable;

/**
 * What takes back each thing that can happen to a project. What came from outside, money, documents
 * and visits, is not taken back: something new makes up for it.
 */
final class ProjectReversal {

    private static final String REASON = "Undone";

    private ProjectReversal() {}

    /**
     * What is to be known besides.
     *
     * @param today the day by which it is judged
     * @param authority what the asker has a say in
     * @param staffing who there is to be asked
     */
    record Circumstances(LocalDate today, Authority authority, Staffing staffing) {}

    static ProjectCommand of(ProjectId id, Undone<Project> event, Circumstances now) {
        return switch (event.before()) {
            case Absent _ -> new ArchiveProject(id);
            case Archived _ when event.after() instanceof Archived -> throw event.irreversible();
            case Archived _ -> new ArchiveProject(id);
            case Present _ when event.after() instanceof Archived -> new RestoreProject(id);
            case Present _ -> asBefore(id, event, now);
        };
    }

    private static ProjectCommand asBefore(ProjectId id, Undone<Project> event, Circumstances now) {
        var project = event.as(ProjectReversal::presentOf);
        var command =
                project.changed(it -> it.way().stage())
                        ? movedBack(id, project, now)
                        : project.changed(it -> it.way().status())
                                ? heldAgain(id, project)
                                : project.changed(it -> it.fulfilment().facts())
                                        ? requiredAgain(id, project, now)
                                        : written(id, project);
        project.conflicts().forEach(event::conflictsIn);
        return command;
    }

    private static ProjectCommand movedBack(
            ProjectId id, Undone<Present> project, Circumstances now) {
        if (project.before().isClosed() || project.after().isClosed()) {
            throw project.irreversible();
        }
        project.back("stage", it -> it.way().stage());
        var way = project.before().way();
        return new MoveProject(
                id,
                way.stage(),
                REASON,
                way.responsibleId(),
                now.today(),
                now.authority(),
                now.staffing());
    }

    private static ProjectCommand heldAgain(ProjectId id, Undone<Present> project) {
        if (project.before().isClosed() || project.after().isClosed()) {
            throw project.irreversible();
        }
        project.back("status", it -> it.way().status());
        return project.before().way().isActive()
                ? new ResumeProject(id, REASON)
                : new HoldProject(id, REASON);
    }

    private static ProjectCommand requiredAgain(
            ProjectId id, Undone<Present> project, Circumstances now) {
        var key = changedRequirement(project);
        project.back("requirements." + key, it -> factOf(it, key));
        var was = factOf(project.before(), key);
        if (was == null) {
            return new RevokeRequirement(id, key, REASON);
        }
        return switch (was.state()) {
            case OPEN -> new RevokeRequirement(id, key, REASON);
            case SATISFIED -> new SatisfyRequirement(id, key, REASON, was.date(), now.today());
            case WAIVED -> new WaiveRequirement(id, key, REASON, now.authority());
        };
    }

    private static String changedRequirement(Undone<Present> project) {
        return Stream.concat(
                        project.before().fulfilment().facts().keySet().stream(),
                        project.after().fulfilment().facts().keySet().stream())
                .filter(key -> project.changed(it -> factOf(it, key)))
                .findFirst()
                .orElseThrow(project::irreversible);
    }

    private static @Nullable Fact factOf(Present project, String key) {
        return project.fulfilment().facts().get(key);
    }

    private static ProjectCommand written(ProjectId id, Undone<Present> project) {
        if (cameFromOutside(project)) {
            throw project.irreversible();
        }
        return new ChangeProject(
                id,
                project.back("title", it -> it.details().title()),
                project.back("contactId", it -> it.details().contactId()),
                project.back("priority", it -> it.details().priority()),
                project.back("source", it -> it.details().source()),
                project.back("postcode", it -> it.details().postcode()),
                project.back("contractValue", it -> it.account().value()),
                project.back("site", it -> it.work().site()),
                project.back("responsibleId", it -> it.way().responsibleId()));
    }

    private static boolean cameFromOutside(Undone<Present> project) {
        return project.changed(Present::dealId)
                || project.changed(it -> it.fulfilment().documents())
                || project.changed(it -> it.account().varied())
                || project.changed(it -> it.account().paid())
                || project.changed(it -> it.work().booking())
                || project.changed(it -> it.work().isStarted())
                || project.changed(it -> it.work().isOffSite())
                || project.changed(it -> it.work().snags())
                || (project.before().work().site() == null
                        && project.changed(it -> it.work().site()));
    }

    private static Present presentOf(Project project) {
        return switch (project) {
            case Absent _ -> throw new IllegalArgumentException("There is no project yet");
            case Present present -> present;
            case Archived(var before) -> before;
        };
    }
}
