package nexus.command.project;

import java.util.List;
import nexus.api.CommandResult;
import nexus.api.Money;
import nexus.api.RecordRejection.UnknownReference;
import nexus.api.contact.ContactCommand.CreateContact;
import nexus.api.deal.DealId;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.UserId;
import nexus.api.project.ProjectCommand.OpenProject;
import nexus.api.project.ProjectDetails;
import nexus.api.project.ProjectId;
import nexus.api.project.ProjectNumber;
import nexus.api.project.ProjectStage;
import nexus.command.project.Showrooms.Showroom;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands;
import nexus.platform.decider.Commands.Part;
import nexus.platform.decider.Directory;
import nexus.platform.web.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens projects: finds the showroom, the number and who is to be asked. */
@Component
class ProjectOpenings {

    private final Commands commands;
    private final Directory<Showrooms> showrooms;
    private final Numbers numbers;
    private final Crew crew;

    ProjectOpenings(Commands commands, Directory<Showrooms> showrooms, Numbers numbers, Crew crew) {
        this.commands = commands;
        this.showrooms = showrooms;
        this.numbers = numbers;
        this.crew = crew;
    }

    /**
     * A project that is to be opened.
     *
     * @param showroomId null for the organization's first
     * @param stage where it begins: later than as an enquiry if it was sold already
     * @param client who is to be added as a contact with it, if they are not known yet
     */
    record Draft(
            ProjectId projectId,
            @Nullable ShowroomId showroomId,
            ProjectDetails details,
            @Nullable Money contractValue,
            @Nullable DealId dealId,
            ProjectStage stage,
            @Nullable UserId responsibleId,
            @Nullable CreateContact client) {

        OpenProject under(ProjectNumber number, Crew crew, OrganizationId organization) {
            return new OpenProject(
                    projectId,
                    number,
                    details,
                    contractValue,
                    dealId,
                    stage,
                    responsibleId,
                    crew.staffing(number.showroomId(), organization));
        }
    }

    /**
     * Opens a project, with its client or not at all.
     *
     * @throws Refused if there is no such showroom
     */
    List<CommandResult> open(Draft draft, CommandContext context) {
        var organization = context.actor().organizationId();
        var showroom = showroom(draft.showroomId(), organization);
        return numbers.next(
                organization,
                showroom,
                number -> send(draft.under(number, crew, organization), draft.client(), context));
    }

    private List<CommandResult> send(
            OpenProject open, @Nullable CreateContact client, CommandContext context) {
        return client == null
                ? List.of(commands.send(open, context))
                : commands.sendAllOrNothing(
                        List.of(
                                new Part(open, context),
                                new Part(
                                        client,
                                        CommandContext.of(
                                                context.actor(), context.correlationId()))));
    }

    private Showroom showroom(@Nullable ShowroomId named, OrganizationId organization) {
        return showrooms
                .of(organization)
                .meant(named)
                .or(() -> showrooms.fresh(organization).meant(named))
                .orElseThrow(
                        () ->
                                new Refused(
                                        new UnknownReference("showroomId", String.valueOf(named))));
    }
}
