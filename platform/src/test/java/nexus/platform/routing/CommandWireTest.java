package nexus.platform.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.command.CommandResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.api.Command;
import nexus.api.CommandResult;
import nexus.api.CommandResult.Accepted;
import nexus.api.CommandResult.Rejected;
import nexus.api.EventFamilies;
import nexus.api.Rejection;
import nexus.api.deal.DealCommand.ArchiveDeal;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.CommandFailure;
import nexus.platform.decider.Commands;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.command.CommandSerializer;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.UnknownSerializedType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is said about a command on the wire arrives as it was said. */
class CommandWireTest {

    private static final Set<Class<?>> COMMANDS = commandTypes().collect(Collectors.toSet());
    private static final CommandWire WIRE = new CommandWire(COMMANDS);
    private static final CommandSerializer MESSAGES =
            new CommandSerializer(WIRE, new AxonServerConfiguration());
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Beside every family of events lives its family of commands: DealEvent, DealCommand. */
    static Stream<Class<?>> commandTypes() {
        return EventFamilies.ALL.stream()
                .map(events -> named(events.getName().replaceAll("Event$", "Command")))
                .flatMap(EventFamilies::leavesOf);
    }

    /** Every command there is, in every way to fill it. */
    static Stream<Command> commands() {
        return commandTypes()
                .flatMap(
                        type ->
                                Arrays.stream(Filled.values())
                                        .map(filled -> (Command) filled.make(type)));
    }

    /** Every refusal there is, wherever it is written. */
    static Stream<Rejection> rejections() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(Rejection.class));
        return scanner.findCandidateComponents("nexus").stream()
                .map(
                        found ->
                                (Rejection)
                                        Filled.WHOLLY.make(
                                                named(String.valueOf(found.getBeanClassName()))));
    }

    static Stream<Arguments> failures() {
        return EventFamilies.leavesOf(CommandFailure.class)
                .map(type -> Arguments.of(Filled.WHOLLY.make(type)));
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CommandMessage<?> message(Command command, CommandContext context) {
        return Commands.sentOn(new GenericCommandMessage<>(command, Map.of("context", context)));
    }

    private static io.axoniq.axonserver.grpc.command.Command sent(CommandMessage<?> message) {
        return MESSAGES.serialize(message, AxonServerRouting.keyOf(message), 0);
    }

    /** As bytes to another node, which knows no more of them than is in them. */
    private static CommandMessage<?> arrived(
            CommandMessage<?> message,
            UnaryOperator<io.axoniq.axonserver.grpc.command.Command> onTheWay)
            throws Exception {
        var bytes = onTheWay.apply(sent(message)).toByteArray();
        return MESSAGES.deserialize(io.axoniq.axonserver.grpc.command.Command.parseFrom(bytes));
    }

    private static CommandResultMessage<?> answered(CommandResultMessage<?> result)
            throws Exception {
        var bytes = MESSAGES.serialize(result, "request").toByteArray();
        return MESSAGES.deserialize(CommandResponse.parseFrom(bytes));
    }

    private static CommandContext context(Filled filled) {
        return (CommandContext) filled.make(CommandContext.class);
    }

    @Test
    void there_are_commands_and_refusals_to_check() {
        assertThat(COMMANDS).hasSizeGreaterThan(40).contains(ArchiveDeal.class);
        assertThat(rejections()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_arrives_as_it_was_sent(Command command) throws Exception {
        var message = message(command, context(Filled.WHOLLY));
        var arrived = arrived(message, UnaryOperator.identity());
        assertThat(arrived.getPayload()).isEqualTo(command);
        assertThat(arrived.getCommandName()).isEqualTo(command.getClass().getName());
        assertThat(arrived.getIdentifier()).isEqualTo(message.getIdentifier());
        assertThat(arrived.getMetaData()).isEqualTo(message.getMetaData());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_goes_the_way_of_its_stream(Command command) {
        assertThat(command.streamId()).matches("[a-z]+-[0-9a-f-]{36}");
        assertThat(sent(message(command, context(Filled.SPARSELY))).getProcessingInstructionsList())
                .anySatisfy(
                        instruction ->
                                assertThat(instruction.getValue().getTextValue())
                                        .isEqualTo(command.streamId()));
    }

    @ParameterizedTest
    @EnumSource(Filled.class)
    void the_circumstances_arrive_as_they_were(Filled filled) throws Exception {
        var context = context(filled);
        var command = (Command) filled.make(ArchiveDeal.class);
        var arrived = arrived(message(command, context), UnaryOperator.identity());
        assertThat(Commands.contextOf(arrived)).isEqualTo(context);
    }

    @ParameterizedTest
    @EnumSource(Filled.class)
    void what_was_accepted_is_answered_as_it_is(Filled filled) throws Exception {
        var accepted = (CommandResult) filled.make(Accepted.class);
        assertThat(answered(new GenericCommandResultMessage<>(accepted)).getPayload())
                .isEqualTo(accepted);
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void a_refusal_becomes_the_same_problem(Rejection rejection) throws Exception {
        var rejected = Rejected.because(rejection);
        var arrived = (Rejected) answered(new GenericCommandResultMessage<>(rejected)).getPayload();
        assertThat(arrived).usingRecursiveComparison().ignoringFields("facts").isEqualTo(rejected);
        assertThat(JSON.valueToTree(arrived.facts()).toString())
                .isEqualTo(JSON.readTree(JSON.writeValueAsString(rejected.facts())).toString());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_failure_is_thrown_as_what_it_was(CommandFailure failure) throws Exception {
        var thrown = new CommandExecutionException("see the details", null, failure);
        var arrived = answered(new GenericCommandResultMessage<>(thrown)).exceptionResult();
        assertThat(arrived).isInstanceOf(CommandExecutionException.class);
        var told = ((CommandExecutionException) arrived).<CommandFailure>getDetails().orElseThrow();
        assertThat(told).isEqualTo(failure);
        var again = CommandFailure.of(told.exception());
        switch (failure) {
            case CommandFailure.Unreadable _, CommandFailure.Fault _ ->
                    assertThat(again).isInstanceOf(CommandFailure.Fault.class);
            case CommandFailure other -> assertThat(again).isEqualTo(other);
        }
    }

    @Test
    void what_is_only_understood_in_part_is_not_guessed_at() throws Exception {
        var command = (Command) Filled.WHOLLY.make(ArchiveDeal.class);
        var message = message(command, context(Filled.WHOLLY));
        var withMore = arrived(message, sent -> saying(sent, "{\"urgent\":true,"));
        assertThatThrownBy(withMore::getPayload).isInstanceOf(SerializationException.class);
        var withLess = arrived(message, sent -> saying(sent, "{"));
        assertThat(withLess.getPayload()).isEqualTo(command);
        var withNothing =
                arrived(
                        message,
                        sent ->
                                sent.toBuilder()
                                        .setPayload(
                                                sent.getPayload().toBuilder()
                                                        .setData(ByteString.copyFromUtf8("{}")))
                                        .build());
        assertThatThrownBy(withNothing::getPayload).isInstanceOf(SerializationException.class);
    }

    private static io.axoniq.axonserver.grpc.command.Command saying(
            io.axoniq.axonserver.grpc.command.Command sent, String beginning) {
        var json = beginning + sent.getPayload().getData().toStringUtf8().substring(1);
        return sent.toBuilder()
                .setPayload(sent.getPayload().toBuilder().setData(ByteString.copyFromUtf8(json)))
                .build();
    }

    @Test
    void nothing_is_read_but_what_nodes_tell_each_other() throws Exception {
        var message =
                message((Command) Filled.WHOLLY.make(ArchiveDeal.class), context(Filled.WHOLLY));
        var arrived =
                arrived(
                        message,
                        sent ->
                                sent.toBuilder()
                                        .setPayload(
                                                SerializedObject.newBuilder()
                                                        .setType("java.util.ArrayList")
                                                        .setData(ByteString.copyFromUtf8("[]")))
                                        .build());
        assertThat(arrived.getPayload()).isInstanceOf(UnknownSerializedType.class);
    }
}
