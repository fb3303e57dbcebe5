package nexus.platform.decider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import nexus.api.Action;
import nexus.api.Command;
import nexus.api.EventFamilies;
import nexus.api.Needs;
import nexus.api.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandsNeedPermissionsTest {

    /** Beside every family of events lives its family of commands: DealEvent, DealCommand. */
    static Stream<Class<?>> commands() {
        return EventFamilies.ALL.stream()
                .map(CommandsNeedPermissionsTest::sibling)
                .flatMap(EventFamilies::leavesOf);
    }

    private static Class<?> sibling(Class<?> events) {
        try {
            return Class.forName(events.getName().replaceAll("Event$", "Command"));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(events + " has no commands beside it", e);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_says_what_its_sender_needs(Class<?> command) {
        assertThat(Command.class).isAssignableFrom(command);
        assertThat(PermissionGuard.needsOf(command)).isPresent();
    }

    @Needs(resource = Resource.DEALS)
    sealed interface Family extends Command {
        record Ordinary(String streamId) implements Family {}

        @Needs(resource = Resource.BILLING, action = Action.DELETE)
        record Special(String streamId) implements Family {}
    }

    record Forgotten(String streamId) implements Command {}

    @Test
    void the_record_says_it_or_else_its_family() {
        assertThat(PermissionGuard.needsOf(Family.Ordinary.class))
                .hasValueSatisfying(
                        needs -> assertThat(needs.resource()).isEqualTo(Resource.DEALS));
        assertThat(PermissionGuard.needsOf(Family.Special.class))
                .hasValueSatisfying(
                        needs -> assertThat(needs.resource()).isEqualTo(Resource.BILLING));
        assertThat(PermissionGuard.needsOf(Forgotten.class)).isEmpty();
    }
}
