package nexus.command.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nexus.api.contact.ContactId;
import nexus.api.document.BlobId;
import nexus.api.document.DocumentEvent;
import nexus.api.document.DocumentEvent.DocumentArchived;
import nexus.api.document.DocumentEvent.DocumentAvailable;
import nexus.api.document.DocumentEvent.DocumentRejected;
import nexus.api.document.DocumentEvent.DocumentRestored;
import nexus.api.document.DocumentEvent.DocumentUploaded;
import nexus.api.document.DocumentEvent.DocumentVersionAdded;
import nexus.api.document.DocumentFile;
import nexus.api.document.DocumentId;
import nexus.api.identity.ShowroomId;
import nexus.api.project.Priority;
import nexus.api.project.ProjectCommand;
import nexus.api.project.ProjectCommand.OpenProject;
import nexus.api.project.ProjectDetails;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectId;
import nexus.api.project.ProjectNumber;
import nexus.api.project.ProjectStage;
import nexus.api.project.RequirementState;
import nexus.api.project.Staffing;
import nexus.command.project.Project.Present;
import nexus.platform.decider.Decision;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.eventstore.RecordedEvent.By;
import org.junit.jupiter.api.Test;

/** What documents do to a gate, however often it is told and in whatever order among them. */
class GateFollowsDocumentsTest {

    private static final ProjectId PROJECT = new ProjectId("project-1");
    private static final String KIND = "enquiry-form";

    private final WhenDocumentChangesThenGateFollows policy =
            new WhenDocumentChangesThenGateFollows();
    private final ProjectDecider decider = new ProjectDecider();

    private static RecordedEvent recorded(DocumentEvent event) {
        return new RecordedEvent(
                "event",
                1,
                event.streamId(),
                0,
                "",
                event,
                "organization-1",
                Instant.EPOCH,
                Instant.EPOCH,
                new By("USER", "user-1", "Ada"),
                "request",
                null);
    }

    private Project opened() {
        return decided(
                decider.initial(),
                new OpenProject(
                        PROJECT,
                        new ProjectNumber(new ShowroomId("showroom-1"), "LDS", 1),
                        new ProjectDetails(
                                null, new ContactId("contact-1"), Priority.LOW, null, null),
                        null,
                        null,
                        ProjectStage.ENQUIRY,
                        null,
                        Staffing.NOBODY));
    }

    private Project decided(Project project, ProjectCommand command) {
        return switch (decider.decide(project, command)) {
            case Decision.Reject<ProjectEvent>(var why) -> throw new AssertionError(why.code());
            case Decision.Accept<ProjectEvent>(var events, _) -> {
                var after = project;
                for (var event : events) {
                    after = decider.evolve(after, event);
                }
                yield after;
            }
        };
    }

    private Project told(Project project, DocumentEvent event) {
        var after = project;
        for (var command : policy.commands(event, recorded(event))) {
            after = decided(after, (ProjectCommand) command);
        }
        return after;
    }

    @Test
    void documents_of_other_records_are_none_of_its_business() {
        var event = new DocumentAvailable(new DocumentId("document-1"), "deal-1", KIND, 1, "none");
        assertThat(policy.commands(event, recorded(event))).isEmpty();
    }

    @Test
    void what_is_still_in_quarantine_meets_no_gate() {
        var id = new DocumentId("document-1");
        var file = new DocumentFile("form.pdf", 9, "abc", "application/pdf", new BlobId("blob-1"));
        for (var event :
                List.of(
                        new DocumentUploaded(id, PROJECT.value(), KIND, file),
                        new DocumentVersionAdded(id, PROJECT.value(), KIND, 2, file))) {
            assertThat(policy.commands(event, recorded(event))).as("%s", event).isEmpty();
        }
        var met = told(opened(), new DocumentAvailable(id, PROJECT.value(), KIND, 1, "none"));
        assertThat(((Present) met).fulfilment().stateOf(KIND))
                .isEqualTo(RequirementState.SATISFIED);
    }

    @Test
    void the_gate_is_met_as_long_as_one_of_the_documents_can_be_read() {
        for (int seed = 0; seed < 2000; seed++) {
            var random = new Random(seed);
            var left = new ArrayList<List<DocumentEvent>>();
            var readable = 0;
            for (int document = 0; document < 3; document++) {
                var history = history(new DocumentId("document-" + document), random);
                readable += isReadable(history) ? 1 : 0;
                left.add(history);
            }
            var project = opened();
            while (left.stream().anyMatch(events -> !events.isEmpty())) {
                var events = left.get(random.nextInt(left.size()));
                if (!events.isEmpty()) {
                    project = told(project, events.getFirst());
                    if (random.nextInt(3) > 0) {
                        events.removeFirst(); // or it is told once more
                    }
                }
            }
            assertThat(((Present) project).fulfilment().stateOf(KIND))
                    .as("seed %d", seed)
                    .isEqualTo(readable > 0 ? RequirementState.SATISFIED : RequirementState.OPEN);
        }
    }

    private static List<DocumentEvent> history(DocumentId id, Random random) {
        var events = new ArrayList<DocumentEvent>();
        var available = false;
        var archived = false;
        for (int i = 1; i < 2 + random.nextInt(6); i++) {
            if (archived) {
                events.add(new DocumentRestored(id, PROJECT.value(), KIND, available));
                archived = false;
            } else if (random.nextInt(3) == 0) {
                events.add(new DocumentArchived(id, PROJECT.value(), KIND));
                archived = true;
            } else if (random.nextBoolean()) {
                events.add(new DocumentAvailable(id, PROJECT.value(), KIND, i, "none"));
                available = true;
            } else {
                events.add(new DocumentRejected(id, PROJECT.value(), KIND, i, "EICAR"));
            }
        }
        return events;
    }

    private static boolean isReadable(List<DocumentEvent> history) {
        var readable = false;
        for (var event : history) {
            readable =
                    switch (event) {
                        case DocumentAvailable _ -> true;
                        case DocumentArchived _ -> false;
                        case DocumentRestored restored -> restored.available();
                        default -> readable;
                    };
        }
        return readable;
    }
}
