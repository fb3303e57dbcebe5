package nexus.command.deal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import nexus.api.Command;
import nexus.api.CommandResult.Rejected;
import nexus.api.Id;
import nexus.api.Money;
import nexus.api.deal.DealCommand.OpenDeal;
import nexus.api.deal.DealCommand.SettleDeal;
import nexus.api.deal.DealDetails;
import nexus.api.deal.DealId;
import nexus.api.deal.Placement;
import nexus.api.identity.OrganizationEvent.OrganizationRegistered;
import nexus.api.identity.OrganizationEvent.OrganizationSettingsChanged;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.OrganizationSettings;
import nexus.api.project.ProjectCommand.LinkDeal;
import nexus.api.project.ProjectEvent.OnItsWay;
import nexus.api.project.ProjectEvent.ProjectDealLinked;
import nexus.api.project.ProjectEvent.ProjectLost;
import nexus.api.project.ProjectEvent.ProjectOpened;
import nexus.api.project.ProjectEvent.ProjectStageEntered;
import nexus.api.project.ProjectId;
import nexus.api.project.ProjectStage;
import nexus.api.project.Sale;
import nexus.platform.eventstore.EventLog;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.policy.Policy;
import org.axonframework.eventhandling.DisallowReplay;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * A project has a deal from the day on that it is worth one; the deal is won when the client
 * commits, and lost when the project is.
 *
 * <p>A project has one deal and no more, whoever is faster: the deal that this opens goes by the
 * project's id, and it is linked before it is opened. Who has linked another meanwhile wins.
 *
 * <p>What a deal comes to is told by how the project stands by now: whatever is told late, twice or
 * before something earlier, a deal whose project is lost stays lost.
 */
@Component
@DisallowReplay
final class WhenProjectMovesOnThenDealFollows implements Policy<OnItsWay> {

    private static final ProjectStage HAS_A_DEAL = ProjectStage.QUALIFIED_LEAD;
    private static final ProjectStage IS_SOLD = ProjectStage.SALE_CLIENT_COMMITS;

    private final BiFunction<Id, OrganizationId, List<RecordedEvent>> streams;
    private final Function<OrganizationId, Placement> firstPlace;

    @Autowired
    WhenProjectMovesOnThenDealFollows(EventLog events, Placements placements) {
        this(
                (stream, organization) -> events.ofStream(stream.value(), organization.value()),
                placements::first);
    }

    WhenProjectMovesOnThenDealFollows(
            BiFunction<Id, OrganizationId, List<RecordedEvent>> streams,
            Function<OrganizationId, Placement> firstPlace) {
        this.streams = streams;
        this.firstPlace = firstPlace;
    }

    @Override
    public String name() {
        return "deal-follows-project";
    }

    @Override
    public Class<OnItsWay> events() {
        return OnItsWay.class;
    }

    @Override
    public List<Command> commands(OnItsWay event, RecordedEvent recorded) {
        var organization = new OrganizationId(recorded.organizationId());
        if (event instanceof ProjectStageEntered entered
                && (entered.to() == HAS_A_DEAL || entered.to() == IS_SOLD)) {
            return entered(entered, organization);
        }
        return event instanceof ProjectLost lost ? lost(lost, organization) : List.of();
    }

    /**
     * What the stream of a project says by now, as far as its deal is concerned.
     *
     * @param lostBecause why it is lost; null if it is not, as nothing that is lost is found again
     */
    private record Delivery(@Nullable DealId deal, @Nullable String lostBecause) {

        Delivery after(RecordedEvent recorded) {
            return switch (recorded.event()) {
                case ProjectOpened opened -> new Delivery(opened.dealId(), lostBecause);
                case ProjectDealLinked(_, var linked) -> new Delivery(linked, lostBecause);
                case ProjectLost lost -> new Delivery(deal, lost.reason());
                default -> this; // nothing that a deal follows
            };
        }
    }

    private List<Command> entered(ProjectStageEntered entered, OrganizationId organization) {
        var project = entered.projectId();
        var sale = entered.sale();
        var own = dealOf(project);
        var delivery = delivery(project, organization);
        var deal = Objects.requireNonNullElse(delivery.deal(), own);
        var lost = delivery.lostBecause();
        var commands = new ArrayList<Command>();
        if (deal.equals(own)) {
            commands.add(new LinkDeal(project, own));
            commands.add(open(own, sale, organization));
        }
        if (lost != null) {
            commands.add(new SettleDeal(deal, false, lost, null));
        } else if (entered.to() == IS_SOLD) {
            commands.add(new SettleDeal(deal, true, "The client commits", sale.value()));
        }
        return commands;
    }

    private List<Command> lost(ProjectLost lost, OrganizationId organization) {
        var deal = delivery(lost.projectId(), organization).deal();
        return deal == null ? List.of() : List.of(new SettleDeal(deal, false, lost.reason(), null));
    }

    private OpenDeal open(DealId deal, Sale sale, OrganizationId organization) {
        var value = sale.value();
        return new OpenDeal(
                deal,
                new DealDetails(sale.name(), sale.contactId(), null, null, Map.of()),
                value == null ? Money.zero(currency(organization)) : value,
                firstPlace.apply(organization),
                sale.responsibleId(),
                null,
                null);
    }

    private Delivery delivery(ProjectId project, OrganizationId organization) {
        var delivery = new Delivery(null, null);
        for (var recorded : streams.apply(project, organization)) {
            delivery = delivery.after(recorded);
        }
        return delivery;
    }

    /** In which an organization reckons what nobody has named a currency for. */
    private String currency(OrganizationId organization) {
        return streams.apply(organization, organization).stream()
                .map(RecordedEvent::event)
                .map(
                        event ->
                                event instanceof OrganizationRegistered begun
                                        ? begun.settings()
                                        : event instanceof OrganizationSettingsChanged(_, var now)
                                                ? now
                                                : null)
                .filter(Objects::nonNull)
                .reduce((_, later) -> later)
                .orElse(OrganizationSettings.STANDARD)
                .currency();
    }

    /** The one that is opened for a project, should it have none. */
    static DealId dealOf(ProjectId project) {
        return new DealId(DealId.PREFIX + project.value().substring(ProjectId.PREFIX.length()));
    }

    @Override
    public Verdict refused(Command command, Rejected refusal, RecordedEvent recorded) {
        return switch (refusal.code()) {
            // somebody linked another one since it was looked for: that one is meant
            case "project.other-deal-linked" -> Verdict.AGAIN;
            // what would be its deal is another project's: somebody wanted it so
            case "project.deal-delivered" -> Verdict.ENOUGH;
            // the project is on its own now, or somebody has changed or put away the deal
            case "record.already-exists", "record.archived" -> Verdict.SO_BE_IT;
            default -> Verdict.PARK;
        };
    }
}
