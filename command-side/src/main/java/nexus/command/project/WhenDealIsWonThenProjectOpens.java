package nexus.command.project;

import java.util.List;
import nexus.api.Command;
import nexus.api.CommandResult.Rejected;
import nexus.api.deal.DealDetails;
import nexus.api.deal.DealEvent.DealDetailsChanged;
import nexus.api.deal.DealEvent.DealOpened;
import nexus.api.deal.DealEvent.DealOwnerAssigned;
import nexus.api.deal.DealEvent.DealWon;
import nexus.api.deal.DealId;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.UserId;
import nexus.api.project.Priority;
import nexus.api.project.ProjectCommand.OpenProject;
import nexus.api.project.ProjectDetails;
import nexus.api.project.ProjectId;
import nexus.api.project.ProjectRejection.DealDelivered;
import nexus.api.project.ProjectRejection.NumberTaken;
import nexus.api.project.ProjectStage;
import nexus.platform.decider.Directory;
import nexus.platform.decider.Reservations;
import nexus.platform.eventstore.EventLog;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.policy.Policy;
import nexus.platform.security.Actor;
import org.axonframework.eventhandling.DisallowReplay;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What is sold is to be delivered: a deal that was won and that no project delivers gets one, which
 * begins where the client commits.
 *
 * <p>An import says what was, so what it wins is not delivered again. A deal that was won without a
 * contact is delivered as well: its project waits to be told who the client is.
 */
@Component
@DisallowReplay
final class WhenDealIsWonThenProjectOpens implements Policy<DealWon> {

    private final EventLog events;
    private final Reservations reservations;
    private final Directory<Showrooms> showrooms;
    private final Numbers numbers;
    private final Crew crew;

    WhenDealIsWonThenProjectOpens(
            EventLog events,
            Reservations reservations,
            Directory<Showrooms> showrooms,
            Numbers numbers,
            Crew crew) {
        this.events = events;
        this.reservations = reservations;
        this.showrooms = showrooms;
        this.numbers = numbers;
        this.crew = crew;
    }

    @Override
    public String name() {
        return "project-opens-for-deal";
    }

    @Override
    public Class<DealWon> events() {
        return DealWon.class;
    }

    /** What is to be delivered, as the deal says by now. */
    private record Sold(@Nullable DealDetails details, @Nullable UserId ownerId) {

        Sold after(RecordedEvent recorded) {
            return switch (recorded.event()) {
                case DealOpened opened -> new Sold(opened.details(), opened.ownerId());
                case DealDetailsChanged(_, var changed) -> new Sold(changed, ownerId);
                case DealOwnerAssigned(_, var owner) -> new Sold(details, owner);
                default -> this; // nothing that a project says
            };
        }
    }

    @Override
    public List<Command> commands(DealWon won, RecordedEvent recorded) {
        var organization = new OrganizationId(recorded.organizationId());
        var project = projectOf(won.dealId());
        if (recorded.by().kind().equals(Actor.Kind.IMPORT.name())
                || isDelivered(won.dealId(), organization)
                || events.organizationOf(project.value()).isPresent()) {
            return List.of();
        }
        var sold = new Sold(null, null);
        for (var event : events.ofStream(won.streamId(), organization.value())) {
            sold = sold.after(event);
        }
        var deal = sold.details();
        return deal == null
                ? List.of()
                : List.of(open(project, details(deal), won, sold.ownerId(), organization));
    }

    private boolean isDelivered(DealId deal, OrganizationId organization) {
        return !reservations
                .holders(organization.value(), ProjectDecider.DEAL, List.of(deal.value()))
                .isEmpty();
    }

    private static ProjectDetails details(DealDetails deal) {
        return new ProjectDetails(
                deal.name(), deal.contactId(), Priority.MEDIUM, deal.source(), null);
    }

    private OpenProject open(
            ProjectId project,
            ProjectDetails details,
            DealWon won,
            @Nullable UserId responsible,
            OrganizationId organization) {
        var showroom =
                showrooms
                        .fresh(organization)
                        .meant(null)
                        .orElseThrow(() -> new IllegalStateException("There is no showroom yet"));
        return new OpenProject(
                project,
                numbers.following(organization, showroom),
                details,
                won.value(),
                won.dealId(),
                ProjectStage.SALE_CLIENT_COMMITS,
                responsible,
                crew.staffing(showroom.id(), organization));
    }

    /** The one that is opened for a deal; of a deal that was opened for a project, that one. */
    static ProjectId projectOf(DealId deal) {
        return new ProjectId(ProjectId.PREFIX + deal.value().substring(DealId.PREFIX.length()));
    }

    @Override
    public Verdict refused(Command command, Rejected refusal, RecordedEvent recorded) {
        return switch (refusal.code()) {
            case NumberTaken.CODE -> Verdict.AGAIN;
            // somebody was faster
            case DealDelivered.CODE, "record.already-exists" -> Verdict.SO_BE_IT;
            default -> Verdict.PARK;
        };
    }
}
