package nexus.platform.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axoniq.axonserver.grpc.command.CommandResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nexus.api.Command;
import nexus.api.CommandResult;
import nexus.api.CommandResult.Accepted;
import nexus.api.CommandResult.Rejected;
import nexus.api.Rejection;
import nexus.api.deal.DealCommand.ArchiveDeal;
import nexus.api.deal.DealId;
import nexus.platform.NewId;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.CommandFailure;
import nexus.platform.eventstore.Append.AlreadyAnswered;
import nexus.platform.routing.RoutedBus.Patience;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.ErrorCode;
import org.axonframework.axonserver.connector.command.AxonServerCommandDispatchException;
import org.axonframework.axonserver.connector.command.CommandSerializer;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;

/** Two nodes and a server between them that has moods. */
class RoutedBusTest {

    private static final Patience SHORT =
            new Patience(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofMillis(2));

    private final Server server = new Server();
    private final Node first = new Node();
    private final Node second = new Node();
    private final CommandContext context =
            (CommandContext) Filled.WHOLLY.make(CommandContext.class);

    /** How the server treats the next commands. */
    private enum Mood {
        WELL,
        AWAY,
        NOBODY_IS_SUBSCRIBED,
        /** The command arrives, its answer does not. */
        ANSWERS_GET_LOST,
        SILENT
    }

    /** A node: what it has decided, what it was told of, and what deciding comes to here. */
    private final class Node {
        final List<String> decided = new CopyOnWriteArrayList<>();
        final List<String> told = new CopyOnWriteArrayList<>();
        final CommandBus own = SimpleCommandBus.builder().build();
        final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        final AnsweringBus answering = new AnsweringBus(own);
        final RoutedBus bus =
                new RoutedBus(
                        own,
                        server,
                        SHORT,
                        () -> Stream.of((organization, kind) -> told.add(kind)),
                        meters);
        @Nullable RuntimeException failure;
        @Nullable CommandResult result;

        Node() {
            own.subscribe(ArchiveDeal.class.getName(), this::decide);
            own.subscribe(String.class.getName(), message -> "here: " + message.getPayload());
            server.nodes.add(this);
        }

        private CommandResult decide(CommandMessage<?> message) {
            decided.add(message.getIdentifier());
            if (failure != null) {
                throw failure;
            }
            var command = (Command) message.getPayload();
            return result == null ? new Accepted(command.streamId(), 3, false, false) : result;
        }

        CommandResultMessage<?> dispatch(Object payload) {
            return dispatch(new GenericCommandMessage<>(payload, Map.of("context", context)));
        }

        CommandResultMessage<?> dispatch(CommandMessage<?> message) {
            var callback = new FutureCallback<Object, Object>();
            bus.dispatch(message, callback);
            return callback.getResult();
        }

        double count(String name) {
            return meters.get("nexus.commands." + name).counter().count();
        }
    }

    /** Carries commands as bytes to the node that their routing key belongs to. */
    private static final class Server implements CommandBus {
        final List<Node> nodes = new ArrayList<>();
        final List<Mood> moods = new ArrayList<>();
        CommandSerializer wire =
                new CommandSerializer(
                        new CommandWire(Set.of(ArchiveDeal.class)), new AxonServerConfiguration());
        int asked;

        void isForNow(Mood mood, int times) {
            IntStream.range(0, times).forEach(_ -> moods.add(mood));
        }

        Node homeOf(String key) {
            return nodes.get(Math.floorMod(key.hashCode(), nodes.size()));
        }

        @Override
        public <C, R> void dispatch(
                CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
            asked++;
            switch (moods.isEmpty() ? Mood.WELL : moods.removeFirst()) {
                case WELL -> callback.onResult(command, carried(command));
                case AWAY -> callback.onResult(command, away());
                case NOBODY_IS_SUBSCRIBED ->
                        callback.onResult(
                                command,
                                new GenericCommandResultMessage<>(
                                        new NoHandlerForCommandException("nobody")));
                case ANSWERS_GET_LOST -> {
                    carried(command);
                    callback.onResult(command, away());
                }
                case SILENT -> carried(command);
            }
        }

        private static <R> CommandResultMessage<R> away() {
            return new GenericCommandResultMessage<>(
                    new AxonServerCommandDispatchException(
                            ErrorCode.COMMAND_DISPATCH_ERROR.errorCode(),
                            "UNAVAILABLE",
                            new IllegalStateException("it restarts")));
        }

        @SuppressWarnings("unchecked")
        private <R> CommandResultMessage<R> carried(CommandMessage<?> command) {
            try {
                var key = AxonServerRouting.keyOf(command);
                var bytes = wire.serialize(command, key, 0).toByteArray();
                var arrived =
                        wire.deserialize(
                                io.axoniq.axonserver.grpc.command.Command.parseFrom(bytes));
                var answer = new FutureCallback<Object, Object>();
                homeOf(key).answering.dispatch((CommandMessage<Object>) arrived, answer);
                var answered = wire.serialize(answer.getResult(), "request").toByteArray();
                return wire.deserialize(CommandResponse.parseFrom(answered));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public <C> void dispatch(CommandMessage<C> command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Registration subscribe(
                String name, MessageHandler<? super CommandMessage<?>> handler) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Registration registerHandlerInterceptor(
                MessageHandlerInterceptor<? super CommandMessage<?>> interceptor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Registration registerDispatchInterceptor(
                MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
            throw new UnsupportedOperationException();
        }
    }

    private static ArchiveDeal archive() {
        return new ArchiveDeal(new DealId(NewId.of(DealId.PREFIX)), null);
    }

    /** A command that belongs to the other node than that which is asked. */
    private ArchiveDeal foreign(Node asked) {
        return Stream.generate(RoutedBusTest::archive)
                .filter(command -> server.homeOf(command.streamId()) != asked)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void commands_about_one_stream_are_decided_on_one_node_wherever_they_are_sent() {
        var homes = new HashSet<Node>();
        for (int i = 0; i < 50; i++) {
            var command = archive();
            var home = server.homeOf(command.streamId());
            homes.add(home);
            var before = home.decided.size();
            first.dispatch(command);
            second.dispatch(command);
            assertThat(home.decided).hasSize(before + 2);
        }
        assertThat(homes).containsExactlyInAnyOrder(first, second);
        assertThat(first.decided.size() + second.decided.size()).isEqualTo(100);
    }

    @Test
    void what_concerns_several_streams_is_decided_where_it_is() {
        assertThat(first.dispatch("several").getPayload()).isEqualTo("here: several");
        assertThat(server.asked).isZero();
    }

    @Test
    void who_asked_has_the_answer_and_knows_of_the_change() {
        var command = foreign(first);
        assertThat(first.dispatch(command).getPayload())
                .isEqualTo(new Accepted(command.streamId(), 3, false, false));
        assertThat(first.told).containsExactly("deal");
        assertThat(first.decided).isEmpty();
    }

    @Test
    void a_refusal_elsewhere_is_a_refusal_here() {
        var refusal =
                new Rejected(
                        Rejection.Kind.CONFLICT, "deal.closed", "No.", Map.of("field", "stageId"));
        second.result = refusal;
        assertThat(first.dispatch(foreign(first)).getPayload()).isEqualTo(refusal);
        assertThat(first.told).isEmpty();
        second.failure = new CommandFailure.Refused(refusal).exception();
        var failed = first.dispatch(foreign(first)).exceptionResult();
        assertThat(CommandFailure.of(failed)).isEqualTo(new CommandFailure.Refused(refusal));
    }

    @Test
    void what_is_thrown_elsewhere_is_thrown_here() {
        second.failure = new ConcurrencyException("overtaken");
        assertThat(first.dispatch(foreign(first)).exceptionResult())
                .isInstanceOf(ConcurrencyException.class)
                .hasMessage("overtaken");
        second.failure = new AlreadyAnswered();
        assertThat(first.dispatch(foreign(first)).exceptionResult())
                .isInstanceOf(AlreadyAnswered.class);
        second.failure = new TransientDataAccessResourceException("away");
        assertThat(first.dispatch(foreign(first)).exceptionResult())
                .isInstanceOf(TransientDataAccessException.class);
        second.failure = new IllegalStateException("a bug");
        assertThat(first.dispatch(foreign(first)).exceptionResult()).hasMessageContaining("a bug");
        assertThat(first.decided).isEmpty();
        assertThat(second.decided).hasSize(4);
    }

    @Test
    void while_the_server_restarts_it_is_tried_again() {
        server.isForNow(Mood.AWAY, 2);
        server.isForNow(Mood.NOBODY_IS_SUBSCRIBED, 3);
        var command = foreign(first);
        assertThat(first.dispatch(command).isExceptional()).isFalse();
        assertThat(server.asked).isEqualTo(6);
        assertThat(second.decided).hasSize(1);
        assertThat(first.decided).isEmpty();
        assertThat(first.count("answered")).isEqualTo(1);
    }

    @Test
    void a_command_sent_again_is_known_to_be_the_same() {
        server.isForNow(Mood.ANSWERS_GET_LOST, 2);
        var message = new GenericCommandMessage<>(foreign(first), Map.of("context", context));
        assertThat(first.dispatch(message).isExceptional()).isFalse();
        assertThat(second.decided).hasSize(3).containsOnly(message.getIdentifier());
    }

    @Test
    void if_nobody_comes_it_is_decided_here() {
        server.isForNow(Mood.NOBODY_IS_SUBSCRIBED, 1000);
        var command = foreign(first);
        assertThat(first.dispatch(command).getPayload()).isInstanceOf(Accepted.class);
        assertThat(first.decided).hasSize(1);
        assertThat(second.decided).isEmpty();
        assertThat(first.count("unanswered")).isEqualTo(1);
    }

    @Test
    void a_node_that_has_fallen_silent_holds_up_nobody_for_long() {
        server.isForNow(Mood.SILENT, 1000);
        assertThat(first.dispatch(foreign(first)).getPayload()).isInstanceOf(Accepted.class);
        assertThat(first.decided).hasSize(1);
        assertThat(server.asked).isEqualTo(1);
    }

    @Test
    void what_the_other_node_does_not_understand_is_decided_here() {
        server.wire =
                new CommandSerializer(new CommandWire(Set.of()), new AxonServerConfiguration());
        assertThat(first.dispatch(foreign(first)).getPayload()).isInstanceOf(Accepted.class);
        assertThat(first.decided).hasSize(1);
        assertThat(second.decided).isEmpty();
    }

    @Test
    void a_failure_here_is_thrown_as_it_is() {
        server.isForNow(Mood.SILENT, 1);
        first.failure = new ConcurrencyException("overtaken here");
        var result = first.dispatch(foreign(first));
        assertThatThrownBy(result::getPayload).isNotNull();
        assertThat(result.exceptionResult()).hasMessage("overtaken here");
    }
}
