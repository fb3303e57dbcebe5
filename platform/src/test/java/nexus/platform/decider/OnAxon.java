package nexus.platform.decider;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import nexus.api.Command;
import nexus.api.CommandResult;
import nexus.api.CommandResult.Accepted;
import nexus.api.CommandResult.Rejected;
import nexus.api.DomainEvent;
import nexus.api.Rejection;
import nexus.api.identity.OrganizationId;
import nexus.platform.decider.DeciderConfiguration.DeciderAggregateFactory;
import nexus.platform.eventstore.Append;
import nexus.platform.eventstore.Appends;
import nexus.platform.eventstore.EventMetadata;
import nexus.platform.eventstore.NewStreams;
import nexus.platform.security.Actor;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.ResultValidator;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A capability on Axon's own test fixture, hosted by the real shell and its real command handlers:
 * what Axon does around a decider, the deciders' own tests cannot tell.
 */
public final class OnAxon {

    private static final OrganizationId OURS =
            new OrganizationId("organization-01990000-0000-7000-8000-000000000001");
    private static final OrganizationId THEIRS =
            new OrganizationId("organization-01990000-0000-7000-8000-000000000002");

    private final Actor actor;
    private final FixtureConfiguration<DeciderAggregate> fixture;
    private final List<EventMessage<?>> history = new ArrayList<>();

    private OnAxon(Actor actor, FixtureConfiguration<DeciderAggregate> fixture) {
        this.actor = actor;
        this.fixture = fixture;
    }

    /**
     * A fixture without a database: values that decisions claim are free for everybody here.
     *
     * @param actor somebody of any organization and role
     */
    public static OnAxon hosting(Capability<?, ?, ?> capability, Actor actor) {
        var fixture = new AggregateTestFixture<>(DeciderAggregate.class);
        fixture.registerAggregateFactory(new DeciderAggregateFactory(capability.decider()));
        // a JdbcClient that is never asked; asking it would fail
        JdbcClient none = JdbcClient.create(new org.springframework.jdbc.core.JdbcTemplate());
        var handlers = new DeciderHandlers(new Answers(none), new Nothing(), new NewStreams(none));
        handlers.add(capability, fixture.getRepository());
        handlers.subscribeTo(fixture.getCommandBus());
        return new OnAxon(actor, fixture);
    }

    /** An event store that keeps nothing besides events, and has one node. */
    private static final class Nothing implements Appends {
        @Override
        public Append ofUnitOfWork() {
            return new Append();
        }

        @Override
        public boolean haveOvertaken(String streamId, long version) {
            return false;
        }

        @Override
        public void catchUp() {}
    }

    /** What happened before, in the actor's organization. */
    public OnAxon given(DomainEvent... events) {
        return given(actor.organizationId(), events);
    }

    /** What happened before, in the organization of somebody else. */
    public OnAxon givenOfStrangers(DomainEvent... events) {
        return given(actor.organizationId().equals(OURS) ? THEIRS : OURS, events);
    }

    private OnAxon given(OrganizationId organization, DomainEvent... events) {
        Arrays.stream(events)
                .map(
                        event ->
                                new GenericEventMessage<>(
                                        event,
                                        MetaData.with(
                                                EventMetadata.ORGANIZATION, organization.value())))
                .forEach(history::add);
        return this;
    }

    public Then when(Command command) {
        return when(command, CommandContext.of(actor, "request-1"));
    }

    public Then when(Command command, CommandContext context) {
        return new Then(fixture.given(history).when(command, Map.of("context", context)));
    }

    /** What came of it. */
    public record Then(ResultValidator<DeciderAggregate> result) {

        /** Accepted, with exactly these events. */
        public void thenAccepted(String id, long version, boolean created, DomainEvent... events) {
            result.expectEvents((Object[]) events)
                    .expectResultMessagePayload(new Accepted(id, version, created, false));
        }

        /** Refused as a value: no event, and no exception that would cross the bus badly. */
        public void thenRejected(Rejection rejection) {
            then(Rejected.because(rejection));
        }

        public void then(CommandResult expected) {
            result.expectNoEvents().expectResultMessagePayload(expected);
        }
    }
}
