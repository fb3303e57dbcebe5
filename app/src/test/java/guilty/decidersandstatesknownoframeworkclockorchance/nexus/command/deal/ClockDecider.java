package guilty.decidersandstatesknownoframeworkclockorchance.nexus.command.deal;

import java.time.Instant;
import nexus.api.Command;
import nexus.api.DomainEvent;
import nexus.platform.decider.Decider;
import nexus.platform.decider.Decision;

/** Breaks the rule: decides differently tomorrow. */
final class ClockDecider implements Decider<Command, String, DomainEvent> {

    @Override
    public String initial() {
        return Instant.now().toString();
    }

    @Override
    public Decision<DomainEvent> decide(String state, Command command) {
        return Decision.nothing();
    }

    @Override
    public String evolve(String state, DomainEvent event) {
        return state;
    }
}
