package nexus.command.project;

import static nexus.platform.decider.Decision.accept;
import static nexus.platform.decider.Decision.nothing;
import static nexus.platform.decider.Decision.reject;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import nexus.api.RecordRejection;
import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.deal.DealId;
import nexus.api.identity.ShowroomId;
import nexus.api.project.ProjectCommand;
import nexus.api.project.ProjectCommand.ArchiveProject;
import nexus.api.project.ProjectCommand.ChangeProject;
import nexus.api.project.ProjectCommand.LinkDeal;
import nexus.api.project.ProjectCommand.OnItsWay;
import nexus.api.project.ProjectCommand.OnMoney;
import nexus.api.project.ProjectCommand.OnRequirements;
import nexus.api.project.ProjectCommand.OnSite;
import nexus.api.project.ProjectCommand.OpenProject;
import nexus.api.project.ProjectCommand.ProvideProjectDocument;
import nexus.api.project.ProjectCommand.RestoreProject;
import nexus.api.project.ProjectCommand.WithdrawProjectDocument;
import nexus.api.project.ProjectDetails;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.ContractValueChanged;
import nexus.api.project.ProjectEvent.ProjectArchived;
import nexus.api.project.ProjectEvent.ProjectDealLinked;
import nexus.api.project.ProjectEvent.ProjectDetailsChanged;
import nexus.api.project.ProjectEvent.ProjectOpened;
import nexus.api.project.ProjectEvent.ProjectResponsibleAssigned;
import nexus.api.project.ProjectEvent.ProjectRestored;
import nexus.api.project.ProjectEvent.RequirementWaived;
import nexus.api.project.ProjectEvent.SiteLocated;
import nexus.api.project.ProjectRejection.ContractBelowNothing;
import nexus.api.project.ProjectRejection.CurrencyFixed;
import nexus.api.project.ProjectRejection.DealDelivered;
import nexus.api.project.ProjectRejection.NumberTaken;
import nexus.api.project.ProjectRejection.OtherDealLinked;
import nexus.api.project.ProjectRejection.ProjectClosed;
import nexus.api.project.Rulebook;
import nexus.command.project.Project.Absent;
import nexus.command.project.Project.Archived;
import nexus.command.project.Project.Present;
import nexus.platform.decider.Decider;
import nexus.platform.decider.Decision;
import nexus.platform.decider.Reservation;
import nexus.platform.decider.Reservation.Scope;

/**
 * The business rules of a project: its beginning and end, and what is written about it. What is
 * decided on its way is in {@link Passages}, {@link Requirements}, {@link Payments} and {@link
 * SiteVisits}; what follows from it by itself in {@link Consequences}.
 */
final class ProjectDecider implements Decider<ProjectCommand, Project, ProjectEvent> {

    /** What the reservations of deals are called. */
    static final String DEAL = "project.deal";

    /** What the reservations of numbers are called. */
    static final String NUMBER = "project.number";

    /** Why gates before the beginning of a project are open. */
    static final String SOLD_AS_DEAL = "sold as deal";

    @Override
    public Project initial() {
        return new Absent();
    }

    @Override
    public Decision<ProjectEvent> decide(Project project, ProjectCommand command) {
        return switch (project) {
            case Absent _ when command instanceof OpenProject open -> open(open);
            case Absent _ -> reject(new NotFound(command.streamId()));
            case Archived(var before) -> whenArchived(before, command);
            case Present present ->
                    Consequences.of(present, decide(present, command), ProjectDecider::after);
        };
    }

    private static Decision<ProjectEvent> open(OpenProject command) {
        var events = new ArrayList<ProjectEvent>();
        var opened = opened(command);
        events.add(opened);
        var rules = Rulebook.current();
        rules.requirements().stream()
                .filter(requirement -> rules.isPassed(requirement, command.stage()))
                .map(
                        requirement ->
                                new RequirementWaived(
                                        command.projectId(), requirement.key(), SOLD_AS_DEAL))
                .forEach(events::add);
        var number = command.number();
        var decision =
                Consequences.of(
                                Present.of(opened).with(Account.NONE), // as if it had no price
                                accept(events.toArray(ProjectEvent[]::new)),
                                ProjectDecider::after)
                        .reserving(
                                new Reservation.Claim(
                                        Scope.ORGANIZATION,
                                        NUMBER,
                                        numberOf(number.showroomId(), number.sequence()),
                                        new NumberTaken(number.text())));
        var deal = command.dealId();
        return deal == null ? decision : decision.reserving(delivering(deal));
    }

    /** Several projects would deliver one sale several times. */
    private static Reservation delivering(DealId deal) {
        return new Reservation.Claim(
                Scope.ORGANIZATION, DEAL, deal.value(), new DealDelivered(deal));
    }

    /** A number in the form in which it is unique, and which sorts as numbers do. */
    static String numberOf(ShowroomId showroom, int sequence) {
        return "%s/%09d".formatted(showroom.value(), sequence);
    }

    private static ProjectOpened opened(OpenProject command) {
        var rules = Rulebook.current();
        var responsible = command.responsibleId();
        return new ProjectOpened(
                command.projectId(),
                command.number().text(),
                command.number().showroomId(),
                command.details(),
                command.contractValue(),
                command.dealId(),
                command.stage(),
                responsible == null
                        ? command.staffing()
                                .leastLoaded(rules.gate(command.stage()).owners(), null)
                                .orElse(null)
                        : responsible,
                rules.version());
    }

    private static Decision<ProjectEvent> whenArchived(Present before, ProjectCommand command) {
        return switch (command) {
            case RestoreProject(var id) -> accept(new ProjectRestored(id, before.atWork()));
            case ArchiveProject _ -> nothing();
            case OpenProject again -> openAgain(before, again);
            // what others tell of it goes on being true
            case ProvideProjectDocument _, WithdrawProjectDocument _, LinkDeal _ ->
                    Consequences.of(before, decide(before, command), ProjectDecider::after);
            case ChangeProject _, OnItsWay _, OnRequirements _, OnMoney _, OnSite _ ->
                    reject(new RecordRejection.Archived(command.streamId()));
        };
    }

    private static Decision<ProjectEvent> decide(Present project, ProjectCommand command) {
        return switch (command) {
            case OpenProject again -> openAgain(project, again);
            case ChangeProject change -> change(project, change);
            case LinkDeal link -> link(project, link);
            case OnItsWay step -> Passages.decide(project, step);
            case OnRequirements asked -> Requirements.decide(project, asked);
            case OnMoney money -> Payments.decide(project, money);
            case OnSite visit -> SiteVisits.decide(project, visit);
            case ArchiveProject(var id) -> accept(new ProjectArchived(id, project.atWork()));
            case RestoreProject _ -> nothing();
        };
    }

    /** The number is not compared: each attempt brings the next one. */
    private static Decision<ProjectEvent> openAgain(Present project, OpenProject again) {
        var opened = project.opened();
        var same =
                opened.showroomId().equals(again.number().showroomId())
                        && opened.details().equals(again.details())
                        && opened.stage() == again.stage()
                        && Objects.equals(opened.contractValue(), again.contractValue())
                        && Objects.equals(opened.dealId(), again.dealId());
        return same ? nothing() : reject(new AlreadyExists(again.streamId()));
    }

    private static Decision<ProjectEvent> link(Present project, LinkDeal link) {
        var deal = project.dealId();
        if (deal == null) {
            Decision<ProjectEvent> linked =
                    accept(new ProjectDealLinked(link.projectId(), link.dealId()));
            return linked.reserving(delivering(link.dealId()));
        }
        return deal.equals(link.dealId()) ? nothing() : reject(new OtherDealLinked(deal));
    }

    /** One event for each kind of change that really is one. */
    private static Decision<ProjectEvent> change(Present project, ChangeProject change) {
        var id = change.projectId();
        var way = project.way();
        var account = project.account();
        if (project.isClosed()) {
            return reject(new ProjectClosed(way.status()));
        }
        var events = new ArrayList<ProjectEvent>();
        var details = changed(project.details(), change);
        var value = change.contractValue().or(account.value());
        var site = change.site().or(project.work().site());
        var responsible = change.responsibleId().or(way.responsibleId());
        if (account.isInOtherCurrency(value)) {
            return reject(new CurrencyFixed(String.valueOf(account.currency())));
        }
        if (account.worth(value).isNegative()) {
            return reject(new ContractBelowNothing());
        }
        if (!details.equals(project.details())) {
            events.add(new ProjectDetailsChanged(id, details));
        }
        if (!Objects.equals(value, account.value())) {
            events.add(new ContractValueChanged(id, value));
        }
        if (site != null && !site.equals(project.work().site())) {
            events.add(new SiteLocated(id, site));
        }
        if (!Objects.equals(responsible, way.responsibleId())) {
            events.add(
                    new ProjectResponsibleAssigned(
                            id, way.stage(), way.responsibleId(), responsible));
        }
        return new Decision.Accept<>(List.copyOf(events), List.of());
    }

    private static ProjectDetails changed(ProjectDetails details, ChangeProject change) {
        return new ProjectDetails(
                change.title().or(details.title()),
                change.contactId().or(details.contactId()),
                change.priority().orRequired(details.priority()),
                change.source().or(details.source()),
                change.postcode().or(details.postcode()));
    }

    @Override
    public Project evolve(Project project, ProjectEvent event) {
        if (event instanceof ProjectOpened opened) {
            return Present.of(opened);
        }
        return switch (project) {
            case Absent _ -> project;
            case Archived(var before) when event instanceof ProjectRestored -> before;
            case Archived(var before) -> new Archived(after(before, event));
            case Present present when event instanceof ProjectArchived -> new Archived(present);
            case Present present -> after(present, event);
        };
    }

    private static Present after(Present project, ProjectEvent event) {
        return switch (event) {
            case ProjectOpened opened -> Present.of(opened);
            case ProjectArchived _, ProjectRestored _ -> project;
            case ProjectDetailsChanged(_, var details) -> project.with(details);
            case ProjectDealLinked(_, var deal) -> project.delivering(deal);
            case ProjectResponsibleAssigned(_, _, _, var responsible) ->
                    project.on(project.way().in(project.way().stage(), responsible));
            case ProjectEvent.OnItsWay step -> project.on(Passages.after(project.way(), step));
            case ProjectEvent.OnRequirements fact ->
                    project.with(Requirements.after(project.fulfilment(), fact));
            case ProjectEvent.OnMoney money ->
                    project.with(Payments.after(project.account(), money));
            case ProjectEvent.OnSite visit -> project.with(SiteVisits.after(project.work(), visit));
        };
    }
}
