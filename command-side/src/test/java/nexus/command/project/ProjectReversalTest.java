package nexus.command.project;

import static nexus.command.project.Histories.ID;
import static nexus.command.project.Histories.OPENED;
import static nexus.command.project.Histories.RULES;
import static nexus.command.project.Histories.TODAY;
import static nexus.command.project.Histories.after;
import static nexus.command.project.Histories.entered;
import static nexus.command.project.Histories.gbp;
import static nexus.command.project.Histories.satisfied;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import nexus.api.Patch;
import nexus.api.project.Authority;
import nexus.api.project.PaymentId;
import nexus.api.project.PaymentKind;
import nexus.api.project.Priority;
import nexus.api.project.ProjectCommand.ChangeProject;
import nexus.api.project.ProjectCommand.MoveProject;
import nexus.api.project.ProjectCommand.RecordPayment;
import nexus.api.project.ProjectCommand.ResumeProject;
import nexus.api.project.ProjectCommand.RevokeRequirement;
import nexus.api.project.ProjectDetails;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.ProjectDetailsChanged;
import nexus.api.project.ProjectEvent.ProjectPutOnHold;
import nexus.api.project.ProjectStage;
import nexus.api.project.Staffing;
import nexus.command.project.Project.Archived;
import nexus.command.project.Project.Present;
import nexus.command.project.ProjectReversal.Circumstances;
import nexus.platform.decider.Decision;
import nexus.platform.web.Refused;
import nexus.platform.web.Undone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProjectReversalTest {

    private static final Circumstances NOW =
            new Circumstances(TODAY, new Authority(true, List.of()), Staffing.NOBODY);

    private final ProjectDecider decider = new ProjectDecider();

    /** The event that is taken back is the one at this place. */
    private static Undone<Project> undone(int place, ProjectEvent... events) {
        var all = List.of(events);
        return new Undone<>(
                after(all.subList(0, place)),
                after(all.subList(0, place + 1)),
                after(all),
                all.subList(0, place));
    }

    private static ProjectDetails titled(String title, Priority priority) {
        var details = OPENED.details();
        return new ProjectDetails(
                title, details.contactId(), priority, details.source(), details.postcode());
    }

    @Test
    void of_what_is_written_only_what_the_event_changed_goes_back() {
        var event =
                undone(
                        1,
                        OPENED,
                        new ProjectDetailsChanged(ID, titled("Bath", Priority.MEDIUM)),
                        new ProjectDetailsChanged(ID, titled("Bath", Priority.URGENT)));
        var command = (ChangeProject) ProjectReversal.of(ID, event, NOW);
        assertThat(event.conflicts()).isEmpty();
        assertThat(command.title()).isEqualTo(Patch.set(OPENED.details().title()));
        assertThat(command.priority()).isEqualTo(Patch.keep());
    }

    @Test
    void what_was_changed_again_is_a_conflict() {
        var event =
                undone(
                        1,
                        OPENED,
                        new ProjectDetailsChanged(ID, titled("Bath", Priority.MEDIUM)),
                        new ProjectDetailsChanged(ID, titled("Shower", Priority.MEDIUM)));
        ProjectReversal.of(ID, event, NOW);
        assertThat(event.conflicts()).containsExactly("title");
    }

    @Test
    void a_stage_a_requirement_and_a_pause_go_back() {
        var asked = RULES.gate(ProjectStage.ENGAGED_ENQUIRY).requirements().getFirst();
        assertThat(ProjectReversal.of(ID, undone(1, OPENED, satisfied(asked)), NOW))
                .isEqualTo(new RevokeRequirement(ID, asked.key(), "Undone"));
        assertThat(ProjectReversal.of(ID, undone(1, OPENED, new ProjectPutOnHold(ID, "Away")), NOW))
                .isEqualTo(new ResumeProject(ID, "Undone"));
        var moved =
                ProjectReversal.of(
                        ID, undone(1, OPENED, entered(ProjectStage.ENGAGED_ENQUIRY)), NOW);
        assertThat(((MoveProject) moved).to()).isEqualTo(ProjectStage.ENQUIRY);
    }

    @Test
    void money_is_not_taken_back() {
        var paid =
                decider.decide(
                        after(List.of(OPENED)),
                        new RecordPayment(
                                ID,
                                new PaymentId("payment-1"),
                                gbp("10.00"),
                                PaymentKind.PROGRESS));
        var event = undone(1, OPENED, Histories.eventsOf(paid).getFirst());
        assertThatThrownBy(() -> ProjectReversal.of(ID, event, NOW))
                .isInstanceOf(Refused.class)
                .hasMessage("undo.irreversible");
    }

    static List<Long> seeds() {
        return LongStream.rangeClosed(1, 20).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatever_has_just_happened_is_as_it_was_before_or_is_refused(long seed) {
        var random = new Random(seed);
        var history = new ArrayList<ProjectEvent>();
        var goneBack = 0;
        for (int i = 0; i < 300; i++) {
            var before = after(history);
            if (!(decider.decide(before, AnyProjectTest.anyCommand(random))
                    instanceof Decision.Accept<ProjectEvent>(var events, _))) {
                continue;
            }
            if (events.size() == 1 && isTakenBack(before, history, events.getFirst())) {
                goneBack++;
            }
            history.addAll(events);
        }
        assertThat(goneBack).isPositive();
    }

    private boolean isTakenBack(Project before, List<ProjectEvent> earlier, ProjectEvent event) {
        var happened = decider.evolve(before, event);
        var undone = new Undone<>(before, happened, happened, earlier);
        try {
            var command = ProjectReversal.of(ID, undone, NOW);
            assertThat(undone.conflicts()).isEmpty();
            if (!(decider.decide(happened, command)
                    instanceof Decision.Accept<ProjectEvent>(var events, _))) {
                return false;
            }
            var now = happened;
            for (var compensation : events) {
                now = decider.evolve(now, compensation);
            }
            assertSame(now, before, event);
            return true;
        } catch (Refused _) {
            return false;
        }
    }

    private static void assertSame(Project now, Project before, ProjectEvent event) {
        if (now instanceof Present there && before instanceof Present was) {
            assertThat(there.details()).as("%s", event).isEqualTo(was.details());
            assertThat(there.way().stage()).as("%s", event).isEqualTo(was.way().stage());
            assertThat(there.way().status()).as("%s", event).isEqualTo(was.way().status());
            assertThat(there.account().value()).as("%s", event).isEqualTo(was.account().value());
            assertThat(there.work()).as("%s", event).isEqualTo(was.work());
        } else {
            assertThat(now).as("%s", event).isInstanceOf(Archived.class);
            assertThat(before).as("%s", event).isNotInstanceOf(Present.class);
        }
    }
}
