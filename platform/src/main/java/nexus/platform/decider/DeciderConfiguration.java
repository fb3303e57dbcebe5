package nexus.platform.decider;

import nexus.platform.eventstore.NewStreams;
import nexus.platform.eventstore.StreamRepositories;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AggregateFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Puts every capability behind Axon's command bus and repositories. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling // what is kept for a while only is forgotten in rounds
class DeciderConfiguration {

    @Bean
    CommandBus commandBus(
            TransactionManager transactions,
            StreamRepositories repositories,
            ObjectProvider<Capability<?, ?, ?>> capabilities,
            Reservations reservations,
            Answers answers,
            NewStreams newStreams) {
        var bus = SimpleCommandBus.builder().transactionManager(transactions).build();
        var handlers = new DeciderHandlers(reservations, answers, newStreams);
        capabilities.forEach(
                capability ->
                        handlers.add(
                                capability,
                                repositories.of(
                                        new DeciderAggregateFactory(capability.decider()))));
        handlers.subscribeTo(bus);
        return bus;
    }

    /** Hosts a decider in the one shell. */
    record DeciderAggregateFactory(Decider<?, ?, ?> decider)
            implements AggregateFactory<DeciderAggregate> {

        @Override
        public DeciderAggregate createAggregateRoot(
                String streamId, DomainEventMessage<?> firstEvent) {
            return new DeciderAggregate(decider);
        }

        @Override
        public Class<DeciderAggregate> getAggregateType() {
            return DeciderAggregate.class;
        }
    }
}
