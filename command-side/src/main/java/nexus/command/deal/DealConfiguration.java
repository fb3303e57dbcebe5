package nexus.command.deal;

import nexus.api.deal.DealCommand;
import nexus.api.deal.DealEvent;
import nexus.platform.decider.Capability;
import nexus.platform.decider.Directory;
import nexus.platform.eventstore.EventLog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DealConfiguration {

    @Bean
    Capability<DealCommand, Deal, DealEvent> deals() {
        return new Capability<>("deal", DealCommand.class, DealEvent.class, new DealDecider());
    }

    @Bean
    Directory<SalesStages> salesStages(EventLog events) {
        return new Directory<>(events, "pipeline", SalesStages.NONE, SalesStages::evolve);
    }
}
