package nexus.command.deal;

import static nexus.command.deal.DealTest.ID;
import static nexus.command.deal.DealTest.IN_PROPOSAL;
import static nexus.command.deal.DealTest.LEAD;
import static nexus.command.deal.DealTest.OPENED;
import static nexus.command.deal.DealTest.PROPOSAL;
import static nexus.command.deal.DealTest.WAS_WON;
import static nexus.command.deal.DealTest.open;

import java.util.Map;
import nexus.api.CommandResult.Rejected;
import nexus.api.RecordRejection.NotFound;
import nexus.api.Rejection;
import nexus.api.deal.DealCommand;
import nexus.api.deal.DealCommand.LoseDeal;
import nexus.api.deal.DealCommand.MoveDeal;
import nexus.api.deal.DealCommand.RestoreDeal;
import nexus.api.deal.DealEvent;
import nexus.api.deal.DealEvent.DealMovedToStage;
import nexus.api.deal.DealRejection.DealAlreadyClosed;
import nexus.command.testing.Actors;
import nexus.platform.decider.Capability;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.OnAxon;
import org.junit.jupiter.api.Test;

class DealOnAxonTest {

    private static final Capability<DealCommand, Deal, DealEvent> DEALS =
            new DealConfiguration().deals();

    private final OnAxon axon = OnAxon.hosting(DEALS, Actors.OWNER);

    @Test
    void the_first_event_begins_the_stream() {
        axon.when(open(null)).thenAccepted(ID.value(), 0, true, OPENED);
    }

    @Test
    void later_ones_follow_on_what_is_there() {
        axon.given(OPENED)
                .when(new MoveDeal(ID, IN_PROPOSAL))
                .thenAccepted(ID.value(), 1, false, new DealMovedToStage(ID, LEAD, PROPOSAL, 50));
    }

    @Test
    void what_is_so_already_is_accepted_without_an_event() {
        axon.given(OPENED).when(new RestoreDeal(ID)).thenAccepted(ID.value(), 0, false);
    }

    @Test
    void a_refusal_comes_back_as_a_value() {
        axon.given(OPENED, WAS_WON)
                .when(new LoseDeal(ID, "Price", null))
                .thenRejected(new DealAlreadyClosed(ID));
    }

    @Test
    void the_deal_of_strangers_is_not_there() {
        axon.givenOfStrangers(OPENED)
                .when(new LoseDeal(ID, "Price", null))
                .thenRejected(new NotFound(ID.value()));
    }

    @Test
    void a_lost_update_is_refused_with_the_version_there_is() {
        var outdated = new CommandContext(Actors.OWNER, "request-1", null, null, 0L, null);
        axon.given(OPENED, new DealMovedToStage(ID, LEAD, PROPOSAL, 50))
                .when(new LoseDeal(ID, "Price", null), outdated)
                .then(
                        new Rejected(
                                Rejection.Kind.PRECONDITION,
                                "version.mismatch",
                                "The record is at version 1, not 0.",
                                Map.of("currentVersion", 1L)));
    }
}
