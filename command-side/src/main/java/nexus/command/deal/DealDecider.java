package nexus.command.deal;

import static nexus.platform.decider.Decision.accept;
import static nexus.platform.decider.Decision.nothing;
import static nexus.platform.decider.Decision.reject;

import java.util.ArrayList;
import java.util.Objects;
import nexus.api.CustomFields;
import nexus.api.Money;
import nexus.api.RecordRejection;
import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.RecordRejection.TooManyCustomFields;
import nexus.api.deal.DealCommand;
import nexus.api.deal.DealCommand.ArchiveDeal;
import nexus.api.deal.DealCommand.AssignDeal;
import nexus.api.deal.DealCommand.ChangeDeal;
import nexus.api.deal.DealCommand.LoseDeal;
import nexus.api.deal.DealCommand.MoveDeal;
import nexus.api.deal.DealCommand.OpenDeal;
import nexus.api.deal.DealCommand.ReopenDeal;
import nexus.api.deal.DealCommand.RestoreDeal;
import nexus.api.deal.DealCommand.RetractDeal;
import nexus.api.deal.DealCommand.SettleDeal;
import nexus.api.deal.DealCommand.WinDeal;
import nexus.api.deal.DealDetails;
import nexus.api.deal.DealEvent;
import nexus.api.deal.DealEvent.DealArchived;
import nexus.api.deal.DealEvent.DealDetailsChanged;
import nexus.api.deal.DealEvent.DealExpectedCloseMoved;
import nexus.api.deal.DealEvent.DealLost;
import nexus.api.deal.DealEvent.DealMovedToPipeline;
import nexus.api.deal.DealEvent.DealMovedToStage;
import nexus.api.deal.DealEvent.DealOpened;
import nexus.api.deal.DealEvent.DealOwnerAssigned;
import nexus.api.deal.DealEvent.DealProbabilityOverridden;
import nexus.api.deal.DealEvent.DealReopened;
import nexus.api.deal.DealEvent.DealRestored;
import nexus.api.deal.DealEvent.DealValueChanged;
import nexus.api.deal.DealEvent.DealWon;
import nexus.api.deal.DealId;
import nexus.api.deal.DealRejection.DealAlreadyClosed;
import nexus.api.deal.DealRejection.DealCurrencyFixed;
import nexus.api.deal.DealRejection.DealNotClosed;
import nexus.api.deal.DealRejection.ExternalIdTaken;
import nexus.command.deal.Deal.Absent;
import nexus.command.deal.Deal.Archived;
import nexus.command.deal.Deal.Closed;
import nexus.command.deal.Deal.Open;
import nexus.command.deal.Deal.Terms;
import nexus.platform.decider.Decider;
import nexus.platform.decider.Decision;
import nexus.platform.decider.Reservation;
import nexus.platform.decider.Reservation.Scope;
import org.jspecify.annotations.Nullable;

/** The business rules of a deal. */
final class DealDecider implements Decider<DealCommand, Deal, DealEvent> {

    /** What the reservations of external ids are called. */
    static final String EXTERNAL_ID = "deal.external-id";

    @Override
    public Deal initial() {
        return new Absent();
    }

    @Override
    public Decision<DealEvent> decide(Deal deal, DealCommand command) {
        return switch (deal) {
            case Absent _ when command instanceof OpenDeal open -> open(open);
            case Absent _ -> reject(new NotFound(command.streamId()));
            case Archived(var before) -> whenArchived(before, command);
            case Closed closed -> whenClosed(closed, command);
            case Open(var terms) -> whenOpen(terms, command);
        };
    }

    private static Decision<DealEvent> open(OpenDeal command) {
        return reservingExternalId(accept(opened(command)), command.externalId());
    }

    private static DealOpened opened(OpenDeal command) {
        return new DealOpened(
                command.dealId(),
                command.details(),
                command.value(),
                command.placement(),
                command.ownerId(),
                command.expectedCloseDate(),
                command.externalId());
    }

    private static Decision<DealEvent> whenOpen(Terms terms, DealCommand command) {
        return switch (command) {
            case OpenDeal again -> openAgain(terms, again);
            case ChangeDeal change -> change(terms, change);
            case MoveDeal move -> move(terms, move);
            case WinDeal win -> win(terms, win);
            case LoseDeal(var id, var reason, var competitor) ->
                    accept(new DealLost(id, terms.placement().lostStageId(), reason, competitor));
            case SettleDeal settle -> accept(settled(terms, settle));
            case ReopenDeal(var id, _) -> reject(new DealNotClosed(id));
            case AssignDeal(_, var owner) when Objects.equals(owner, terms.ownerId()) -> nothing();
            case AssignDeal(var id, var owner) -> accept(new DealOwnerAssigned(id, owner));
            case ArchiveDeal(var id, var reason) -> accept(new DealArchived(id, reason));
            case RestoreDeal _ -> nothing();
            case RetractDeal retract -> retract(terms, retract);
        };
    }

    private static Decision<DealEvent> whenClosed(Closed closed, DealCommand command) {
        var terms = closed.terms();
        return switch (command) {
            case OpenDeal again -> openAgain(terms, again);
            case ReopenDeal(var id, var reason) -> accept(reopened(terms, id, reason));
            case SettleDeal settle when settle.won() == closed.won() -> nothing();
            case SettleDeal settle ->
                    accept(
                            reopened(terms, settle.dealId(), settle.reason()),
                            settled(terms, settle));
            case ArchiveDeal(var id, var reason) -> accept(new DealArchived(id, reason));
            case RestoreDeal _ -> nothing();
            case RetractDeal retract -> retract(terms, retract);
            case ChangeDeal _, MoveDeal _, WinDeal _, LoseDeal _, AssignDeal _ ->
                    reject(new DealAlreadyClosed(command.dealId()));
        };
    }

    private static Decision<DealEvent> whenArchived(Deal before, DealCommand command) {
        return switch (command) {
            case RestoreDeal(var id) ->
                    reservingExternalId(accept(new DealRestored(id)), externalIdOf(before));
            case RetractDeal _ -> freeingExternalId(nothing(), externalIdOf(before));
            case ArchiveDeal _ -> nothing();
            case OpenDeal _ -> reject(new AlreadyExists(command.streamId()));
            case ChangeDeal _,
                    MoveDeal _,
                    WinDeal _,
                    LoseDeal _,
                    SettleDeal _,
                    ReopenDeal _,
                    AssignDeal _ ->
                    reject(new RecordRejection.Archived(command.streamId()));
        };
    }

    private static DealEvent reopened(Terms terms, DealId id, String reason) {
        var placement = terms.placement();
        return new DealReopened(id, placement.stageId(), placement.probability(), reason);
    }

    private static DealEvent settled(Terms terms, SettleDeal settle) {
        var id = settle.dealId();
        var given = settle.value();
        if (!settle.won()) {
            return new DealLost(id, terms.placement().lostStageId(), settle.reason(), null);
        }
        var worth = given == null || otherCurrency(terms, given) ? terms.value() : given;
        return new DealWon(id, terms.placement().wonStageId(), worth, settle.reason());
    }

    private static Decision<DealEvent> openAgain(Terms terms, OpenDeal again) {
        return opened(again).equals(terms.opened())
                ? nothing()
                : reject(new AlreadyExists(again.streamId()));
    }

    private static Decision<DealEvent> move(Terms terms, MoveDeal move) {
        var from = terms.placement();
        var to = move.to();
        if (!from.pipelineId().equals(to.pipelineId())) {
            return accept(new DealMovedToPipeline(move.dealId(), to));
        }
        return from.stageId().equals(to.stageId())
                ? nothing()
                : accept(
                        new DealMovedToStage(
                                move.dealId(), from.stageId(), to.stageId(), to.probability()));
    }

    private static Decision<DealEvent> win(Terms terms, WinDeal win) {
        var given = win.value();
        var worth = given == null ? terms.value() : given;
        return otherCurrency(terms, worth)
                ? reject(new DealCurrencyFixed(terms.value().currency()))
                : accept(
                        new DealWon(
                                win.dealId(), terms.placement().wonStageId(), worth, win.reason()));
    }

    /** One event for each kind of change that really is one. */
    private static Decision<DealEvent> change(Terms terms, ChangeDeal change) {
        var id = change.dealId();
        var events = new ArrayList<DealEvent>();
        var details = changed(terms.details(), change);
        var value = change.value().orRequired(terms.value());
        var expected = change.expectedCloseDate().or(terms.expectedCloseDate());
        var owner = change.ownerId().or(terms.ownerId());
        var probability = change.probability().or(terms.probability());
        if (otherCurrency(terms, value)) {
            return reject(new DealCurrencyFixed(terms.value().currency()));
        }
        if (details.customFields().size() > CustomFields.MOST) {
            return reject(new TooManyCustomFields(CustomFields.MOST));
        }
        if (!details.equals(terms.details())) {
            events.add(new DealDetailsChanged(id, details));
        }
        if (!value.equals(terms.value())) {
            events.add(new DealValueChanged(id, value));
        }
        if (!Objects.equals(expected, terms.expectedCloseDate())) {
            events.add(new DealExpectedCloseMoved(id, terms.expectedCloseDate(), expected));
        }
        if (!Objects.equals(owner, terms.ownerId())) {
            events.add(new DealOwnerAssigned(id, owner));
        }
        if (!Objects.equals(probability, terms.probability())) {
            events.add(new DealProbabilityOverridden(id, probability));
        }
        return accept(events.toArray(DealEvent[]::new));
    }

    private static DealDetails changed(DealDetails details, ChangeDeal change) {
        return new DealDetails(
                change.name().orRequired(details.name()),
                change.contactId().or(details.contactId()),
                change.companyId().or(details.companyId()),
                change.source().or(details.source()),
                CustomFields.changed(details.customFields(), change.customFields()));
    }

    private static boolean otherCurrency(Terms terms, Money money) {
        return !money.currency().equals(terms.value().currency());
    }

    private static Decision<DealEvent> retract(Terms terms, RetractDeal retract) {
        return freeingExternalId(
                accept(new DealArchived(retract.dealId(), retract.reason())),
                terms.opened().externalId());
    }

    private static Decision<DealEvent> freeingExternalId(
            Decision<DealEvent> decision, @Nullable String externalId) {
        return externalId == null
                ? decision
                : decision.reserving(
                        new Reservation.Release(Scope.ORGANIZATION, EXTERNAL_ID, externalId));
    }

    private static Decision<DealEvent> reservingExternalId(
            Decision<DealEvent> decision, @Nullable String externalId) {
        return externalId == null
                ? decision
                : decision.reserving(
                        new Reservation.Claim(
                                Scope.ORGANIZATION,
                                EXTERNAL_ID,
                                externalId,
                                new ExternalIdTaken(externalId)));
    }

    private static @Nullable String externalIdOf(Deal deal) {
        return switch (deal) {
            case Absent _ -> null;
            case Open(var terms) -> terms.opened().externalId();
            case Closed(var terms, _) -> terms.opened().externalId();
            case Archived(var before) -> externalIdOf(before);
        };
    }

    @Override
    public Deal evolve(Deal deal, DealEvent event) {
        if (event instanceof DealOpened opened) {
            return new Open(Terms.of(opened));
        }
        return switch (deal) {
            case Absent _ -> deal;
            case Archived(var before) -> event instanceof DealRestored ? before : deal;
            case Open(var terms) -> after(terms, event, deal);
            case Closed(var terms, _) -> after(terms, event, deal);
        };
    }

    private static Deal after(Terms terms, DealEvent event, Deal deal) {
        return switch (event) {
            case DealOpened _, DealRestored _ -> deal;
            case DealDetailsChanged(_, var details) -> new Open(terms.with(details));
            case DealValueChanged(_, var value) -> new Open(terms.with(value));
            case DealMovedToStage(_, _, var to, var probability) ->
                    new Open(terms.in(to, probability));
            case DealMovedToPipeline(_, var placement) -> new Open(terms.in(placement));
            case DealExpectedCloseMoved(_, _, var to) -> new Open(terms.expectedOn(to));
            case DealOwnerAssigned(_, var owner) -> new Open(terms.ownedBy(owner));
            case DealProbabilityOverridden(_, var probability) ->
                    new Open(terms.likely(probability));
            case DealWon(_, _, var value, _) -> new Closed(terms.with(value), true);
            case DealLost _ -> new Closed(terms, false);
            case DealReopened _ -> new Open(terms);
            case DealArchived _ -> new Archived(deal);
        };
    }
}
