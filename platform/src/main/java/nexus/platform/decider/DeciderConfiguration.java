package nexus.platform.decider;

import nexus.platform.decider.StateSnapshots.FoldedState;
import nexus.platform.eventstore.Appends;
import nexus.platform.eventstore.NewStreams;
import nexus.platform.eventstore.StreamRepositories;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.NoTransactionManager;
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
            StreamRepositories repositories,
            ObjectProvider<Capability<?, ?, ?>> capabilities,
            Answers answers,
            Appends appends,
            NewStreams newStreams,
            ObjectProvider<CommandRouting> routing) {
        // no transaction around a command: the event store makes one for all that it stores
        var bus =
                SimpleCommandBus.builder()
                        .transactionManager(NoTransactionManager.instance())
                        .build();
        var handlers = new DeciderHandlers(answers, appends, newStreams);
        capabilities.forEach(
                capability ->
                        handlers.add(
                                capability,
                                repositories.of(
                                        new DeciderAggregateFactory(capability.decider()),
                                        new StateSnapshots(capability.decider()))));
        handlers.subscribeTo(bus);
        var shared = routing.getIfAvailable();
        return shared == null ? bus : shared.over(bus, handlers.commands());
    }

    /** Hosts a decider in the one shell. */
    record DeciderAggregateFactory(Decider<?, ?, ?> decider)
            implements AggregateFactory<DeciderAggregate> {

        @Override
        public DeciderAggregate createAggregateRoot(
                String streamId, DomainEventMessage<?> firstEvent) {
            var aggregate = new DeciderAggregate(decider);
            if (firstEvent.getPayload() instanceof FoldedState folded) {
                aggregate.restore(streamId, firstEvent.getSequenceNumber(), folded);
            }
            return aggregate;
        }

        @Override
        public Class<DeciderAggregate> getAggregateType() {
            return DeciderAggregate.class;
        }
    }
}
