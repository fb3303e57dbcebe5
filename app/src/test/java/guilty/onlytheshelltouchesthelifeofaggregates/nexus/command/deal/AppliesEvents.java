package guilty.onlytheshelltouchesthelifeofaggregates.nexus.command.deal;

import org.axonframework.modelling.command.AggregateLifecycle;

/** Breaks the rule: an aggregate of its own beside the shell. */
class AppliesEvents {

    void apply(Object event) {
        AggregateLifecycle.apply(event);
    }
}
