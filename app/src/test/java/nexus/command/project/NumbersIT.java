package nexus.command.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import nexus.api.CommandResult;
import nexus.api.CommandResult.Accepted;
import nexus.api.contact.ContactId;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.api.project.Priority;
import nexus.api.project.ProjectDetails;
import nexus.api.project.ProjectEvent.ProjectOpened;
import nexus.api.project.ProjectId;
import nexus.api.project.ProjectStage;
import nexus.app.EngineTest;
import nexus.command.project.ProjectOpenings.Draft;
import nexus.platform.NewId;
import nexus.platform.decider.CommandContext;
import nexus.platform.decider.Commands;
import nexus.platform.decider.Directory;
import nexus.platform.decider.Reservations;
import nexus.platform.eventstore.EventLog;
import nexus.platform.security.Actor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Nodes that know nothing of each other's turns number the projects of one showroom. */
class NumbersIT extends EngineTest {

    private static final int NODES = 4;

    @Autowired Commands commands;
    @Autowired Directory<Showrooms> showrooms;
    @Autowired Reservations reservations;
    @Autowired Crew crew;
    @Autowired EventLog events;

    private CommandContext context;

    @BeforeEach
    void register() {
        var id = registered().get("/api/organization").json().path("id").asString();
        context =
                CommandContext.of(
                        new Actor(
                                Actor.Kind.SYSTEM,
                                "test",
                                "Test",
                                new OrganizationId(id),
                                Role.OWNER),
                        "request");
    }

    /** Openings with a memory of their own, as on a node of their own. */
    private List<ProjectOpenings> nodes() {
        return IntStream.range(0, NODES)
                .mapToObj(
                        _ ->
                                new ProjectOpenings(
                                        commands, showrooms, new Numbers(reservations), crew))
                .toList();
    }

    private static Draft draft() {
        return new Draft(
                new ProjectId(NewId.of(ProjectId.PREFIX)),
                null,
                new ProjectDetails(
                        null,
                        new ContactId(NewId.of(ContactId.PREFIX)),
                        Priority.MEDIUM,
                        null,
                        null),
                null,
                null,
                ProjectStage.ENQUIRY,
                null,
                null);
    }

    private List<Integer> numbers() {
        return events
                .ofOrganization(context.actor().organizationId().value(), ProjectId.PREFIX)
                .stream()
                .map(event -> ((ProjectOpened) event.event()).number())
                .map(number -> Integer.valueOf(number.substring(number.indexOf('-') + 1)))
                .sorted()
                .toList();
    }

    @Test
    void several_nodes_at_once_leave_no_gap_and_give_none_twice() throws Exception {
        var nodes = nodes();
        var opening =
                IntStream.range(0, 64)
                        .<Callable<List<CommandResult>>>mapToObj(
                                i -> () -> nodes.get(i % NODES).open(draft(), context))
                        .toList();
        try (var at = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(at.invokeAll(opening).stream().map(Future::resultNow))
                    .allMatch(results -> results.getFirst() instanceof Accepted);
        }
        assertThat(numbers()).isEqualTo(IntStream.rangeClosed(1, 64).boxed().toList());
    }

    @Test
    void a_node_that_comes_later_goes_on_after_the_last() {
        nodes().forEach(node -> node.open(draft(), context));
        var again = draft();
        var node = nodes().getFirst();
        node.open(again, context);
        assertThat(node.open(again, context).getFirst())
                .as("the same once more takes no number")
                .isInstanceOfSatisfying(
                        Accepted.class, same -> assertThat(same.created()).isFalse());
        node.open(draft(), context);
        assertThat(numbers()).isEqualTo(IntStream.rangeClosed(1, NODES + 2).boxed().toList());
    }
}
