package nexus.command.project;

import java.util.List;
import nexus.api.Command;
import nexus.api.document.DocumentEvent;
import nexus.api.document.DocumentEvent.DocumentArchived;
import nexus.api.document.DocumentEvent.DocumentAvailable;
import nexus.api.document.DocumentEvent.DocumentRejected;
import nexus.api.document.DocumentEvent.DocumentRestored;
import nexus.api.document.DocumentEvent.DocumentUploaded;
import nexus.api.document.DocumentEvent.DocumentVersionAdded;
import nexus.api.project.ProjectCommand.ProvideProjectDocument;
import nexus.api.project.ProjectCommand.WithdrawProjectDocument;
import nexus.api.project.ProjectId;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.policy.Policy;
import org.axonframework.eventhandling.DisallowReplay;
import org.springframework.stereotype.Component;

/**
 * What a gate of a project asks to see is there once it can be read, and is not there any more once
 * it is put away. A version that is rejected was never there; the one before it still is.
 */
@Component
@DisallowReplay
final class WhenDocumentChangesThenGateFollows implements Policy<DocumentEvent> {

    @Override
    public String name() {
        return "gates-follow-documents";
    }

    @Override
    public Class<DocumentEvent> events() {
        return DocumentEvent.class;
    }

    @Override
    public List<Command> commands(DocumentEvent event, RecordedEvent recorded) {
        if (!event.recordId().startsWith(ProjectId.PREFIX + "-")) {
            return List.of();
        }
        var project = new ProjectId(event.recordId());
        return switch (event) {
            case DocumentAvailable(var id, _, var kind, _, _) ->
                    List.of(new ProvideProjectDocument(project, id, kind));
            case DocumentRestored(var id, _, var kind, var available) when available ->
                    List.of(new ProvideProjectDocument(project, id, kind));
            case DocumentArchived(var id, _, var kind) ->
                    List.of(new WithdrawProjectDocument(project, id, kind));
            case DocumentUploaded _,
                    DocumentVersionAdded _,
                    DocumentRejected _,
                    DocumentRestored _ ->
                    List.of();
        };
    }
}
