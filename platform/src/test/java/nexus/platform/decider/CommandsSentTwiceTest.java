package nexus.platform.decider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nexus.api.Command;
import nexus.api.CommandResult;
import nexus.api.CommandResult.Accepted;
import nexus.api.DomainEvent;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.platform.decider.DeciderConfiguration.DeciderAggregateFactory;
import nexus.platform.decider.RecentCommands.Handled;
import nexus.platform.decider.StateSnapshots.FoldedState;
import nexus.platform.eventstore.Append;
import nexus.platform.eventstore.Appends;
import nexus.platform.eventstore.EventMetadata;
import nexus.platform.eventstore.NewStreams;
import nexus.platform.security.Actor;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.GenericMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A command that was sent on, and again as nobody answered, to whichever node. */
class CommandsSentTwiceTest {

    private static final String TALLY = "tally-01990000-0000-7000-8000-000000000001";

    /** Asks for so many marks; asked twice, it makes twice as many. */
    record Mark(String streamId, int times) implements Command {}

    record Marked(String streamId) implements DomainEvent {}

    private static final class Tally implements Decider<Mark, Integer, Marked> {
        @Override
        public Integer initial() {
            return 0;
        }

        @Override
        public Decision<Marked> decide(Integer state, Mark command) {
            var marks = new Marked[command.times()];
            Arrays.fill(marks, new Marked(command.streamId()));
            return Decision.accept(marks);
        }

        @Override
        public Integer evolve(Integer state, Marked event) {
            return state + 1;
        }
    }

    private static final class NothingBesides implements Appends {
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

    private final EventStore events =
            EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build();
    private final CommandBus here = node();
    private final CommandBus there = node();
    private final CommandContext context =
            CommandContext.of(
                    new Actor(
                            Actor.Kind.SYSTEM,
                            "test",
                            "Test",
                            new OrganizationId("organization-1"),
                            Role.OWNER),
                    "request");

    private CommandBus node() {
        JdbcClient none = JdbcClient.create(new JdbcTemplate()); // asking it would fail
        var handlers =
                new DeciderHandlers(new Answers(none), new NothingBesides(), new NewStreams(none));
        handlers.add(
                new Capability<>("tally", Mark.class, Marked.class, new Tally()),
                EventSourcingRepository.builder(DeciderAggregate.class)
                        .eventStore(events)
                        .aggregateFactory(new DeciderAggregateFactory(new Tally()))
                        .build());
        var bus = SimpleCommandBus.builder().build();
        handlers.subscribeTo(bus);
        assertThat(handlers.commands()).isEqualTo(Set.of(Mark.class));
        return bus;
    }

    private CommandMessage<?> marks(int times) {
        return new GenericCommandMessage<>(new Mark(TALLY, times), Map.of("context", context));
    }

    private static CommandResult decided(CommandBus node, CommandMessage<?> message) {
        var callback = new FutureCallback<Object, Object>();
        node.dispatch((CommandMessage<?>) message, callback);
        return (CommandResult) callback.getResult().getPayload();
    }

    private long stored() {
        return events.readEvents(TALLY).asStream().count();
    }

    @Test
    void a_command_sent_on_twice_happens_once_and_has_one_answer() {
        var message = Commands.sentOn(marks(2));
        var answer = decided(here, message);
        assertThat(answer).isEqualTo(new Accepted(TALLY, 1, true, false));
        assertThat(decided(there, message)).isEqualTo(answer);
        assertThat(decided(here, message)).isEqualTo(answer);
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void others_in_between_change_nothing() {
        decided(here, Commands.sentOn(marks(1)));
        var message = Commands.sentOn(marks(2));
        assertThat(decided(here, message)).isEqualTo(new Accepted(TALLY, 2, false, false));
        decided(there, Commands.sentOn(marks(3)));
        decided(here, marks(1));
        assertThat(decided(there, message)).isEqualTo(new Accepted(TALLY, 2, false, false));
        assertThat(stored()).isEqualTo(7);
    }

    @Test
    void what_is_decided_where_it_was_sent_leaves_no_mark() {
        decided(here, marks(1));
        assertThat(events.readEvents(TALLY).next().getMetaData())
                .doesNotContainKey(EventMetadata.COMMAND);
    }

    private static DomainEventMessage<?> event(
            Object payload, long version, @Nullable String commandId, Instant at) {
        return new GenericDomainEventMessage<>(
                "tally",
                TALLY,
                version,
                new GenericMessage<>(
                        "event-" + version,
                        payload,
                        commandId == null
                                ? Map.of(EventMetadata.ORGANIZATION, "organization-1")
                                : Map.of(
                                        EventMetadata.ORGANIZATION,
                                        "organization-1",
                                        EventMetadata.COMMAND,
                                        commandId)),
                at);
    }

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void commands_are_known_for_a_while_and_then_forgotten() {
        var recent = new RecentCommands();
        recent.note(event(new Marked(TALLY), 0, "a", NOON));
        recent.note(event(new Marked(TALLY), 1, "a", NOON));
        recent.note(event(new Marked(TALLY), 2, null, NOON.plus(Duration.ofHours(1))));
        assertThat(recent.of("a")).contains(new Handled("a", 0, 1, NOON));
        assertThat(recent.of("b")).isEmpty();
        assertThat(recent.of(null)).isEmpty();
        var soon = NOON.plus(RecentCommands.REMEMBERED);
        recent.note(event(new Marked(TALLY), 3, "b", soon));
        assertThat(recent.of("a")).isPresent();
        recent.note(event(new Marked(TALLY), 4, "c", soon.plusSeconds(1)));
        assertThat(recent.all())
                .containsExactly(
                        new Handled("b", 3, 3, soon), new Handled("c", 4, 4, soon.plusSeconds(1)));
    }

    @Test
    void a_snapshot_knows_them_too() {
        var snapshots = new StateSnapshots(new Tally());
        var folded =
                snapshots
                        .after(
                                List.of(
                                                event(new Marked(TALLY), 0, "a", NOON),
                                                event(new Marked(TALLY), 1, "b", NOON))
                                        .iterator())
                        .orElseThrow();
        var later =
                (FoldedState)
                        snapshots
                                .after(
                                        List.of(
                                                        event(folded, 1, null, NOON),
                                                        event(new Marked(TALLY), 2, "c", NOON))
                                                .iterator())
                                .orElseThrow();
        var stream = new DeciderAggregate(new Tally());
        stream.restore(TALLY, 2, later);
        assertThat(stream.answerTo(new Mark(TALLY, 1), "b"))
                .contains(new Accepted(TALLY, 1, false, true));
        assertThat(stream.answerTo(new Mark(TALLY, 1), "c"))
                .contains(new Accepted(TALLY, 2, false, true));
        assertThat(stream.answerTo(new Mark(TALLY, 1), "d")).isEmpty();
    }

    @Test
    void a_snapshot_of_before_is_still_read() {
        var old =
                JsonMapper.shared()
                        .readValue(
                                """
                                {"shape":"x","organizationId":"organization-1","state":"0"}""",
                                FoldedState.class);
        assertThat(old.recent()).isEmpty();
    }
}
