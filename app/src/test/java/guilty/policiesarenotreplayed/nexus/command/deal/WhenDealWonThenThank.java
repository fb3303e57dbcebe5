package guilty.policiesarenotreplayed.nexus.command.deal;

import nexus.api.deal.DealEvent.DealWon;
import org.axonframework.eventhandling.EventHandler;

/** Breaks the rule: would thank everybody again after a replay. */
class WhenDealWonThenThank {

    @EventHandler
    void on(DealWon won) {}
}
