package nexus.command.deal;

import nexus.api.Patch;
import nexus.api.deal.DealCommand;
import nexus.api.deal.DealCommand.ArchiveDeal;
import nexus.api.deal.DealCommand.ChangeDeal;
import nexus.api.deal.DealCommand.LoseDeal;
import nexus.api.deal.DealCommand.MoveDeal;
import nexus.api.deal.DealCommand.ReopenDeal;
import nexus.api.deal.DealCommand.RestoreDeal;
import nexus.api.deal.DealCommand.WinDeal;
import nexus.api.deal.DealEvent.DealLost;
import nexus.api.deal.DealEvent.DealWon;
import nexus.api.deal.DealId;
import nexus.command.deal.Deal.Absent;
import nexus.command.deal.Deal.Archived;
import nexus.command.deal.Deal.Closed;
import nexus.command.deal.Deal.Open;
import nexus.command.deal.Deal.Terms;
import nexus.platform.web.Undone;

/** What takes back each thing that can happen to a deal. */
final class DealReversal {

    private static final String REASON = "Undone";

    private DealReversal() {}

    static DealCommand of(DealId id, Undone<Deal> event) {
        return switch (event.before()) {
            case Absent _ -> new ArchiveDeal(id, REASON);
            case Archived _ -> new ArchiveDeal(id, REASON);
            case Deal _ when event.after() instanceof Archived -> new RestoreDeal(id);
            case Closed closed -> closedAgain(id, closed, event);
            case Open _ when event.after() instanceof Closed after -> openedAgain(id, after, event);
            case Open _ -> asBefore(id, event);
        };
    }

    private static DealCommand openedAgain(DealId id, Closed after, Undone<Deal> event) {
        if (!(event.now() instanceof Closed now) || now.won() != after.won()) {
            event.conflictsIn("status");
        }
        return new ReopenDeal(id, REASON);
    }

    private static DealCommand closedAgain(DealId id, Closed before, Undone<Deal> event) {
        if (!(event.now() instanceof Open)) {
            event.conflictsIn("status");
        }
        if (before.won()) {
            var won = event.last(DealWon.class);
            return new WinDeal(id, won == null ? REASON : won.reason(), before.terms().value());
        }
        var lost = event.last(DealLost.class);
        return lost == null
                ? new LoseDeal(id, REASON, null)
                : new LoseDeal(id, lost.reason(), lost.competitor());
    }

    private static DealCommand asBefore(DealId id, Undone<Deal> deal) {
        var terms = deal.as(DealReversal::termsOf);
        var stage = terms.back("stageId", it -> it.placement().stageId());
        var command =
                stage instanceof Patch.Set<?>
                        ? new MoveDeal(id, terms.before().placement())
                        : changedBack(id, terms);
        terms.conflicts().forEach(deal::conflictsIn);
        return command;
    }

    private static DealCommand changedBack(DealId id, Undone<Terms> terms) {
        return new ChangeDeal(
                id,
                terms.back("name", it -> it.details().name()),
                terms.back("value", Terms::value),
                terms.back("contactId", it -> it.details().contactId()),
                terms.back("companyId", it -> it.details().companyId()),
                terms.back("source", it -> it.details().source()),
                terms.fieldsBack(it -> it.details().customFields()),
                terms.back("expectedCloseDate", Terms::expectedCloseDate),
                terms.back("ownerId", Terms::ownerId),
                terms.back("probability", Terms::probability));
    }

    private static Terms termsOf(Deal deal) {
        return switch (deal) {
            case Absent _ -> throw new IllegalArgumentException("There is no deal yet");
            case Open(var terms) -> terms;
            case Closed(var terms, _) -> terms;
            case Archived(var before) -> termsOf(before);
        };
    }
}
