package nexus.query.document;

import java.util.List;
import nexus.api.document.DocumentEvent;
import nexus.api.document.DocumentEvent.DocumentArchived;
import nexus.api.document.DocumentEvent.DocumentAvailable;
import nexus.api.document.DocumentEvent.DocumentRejected;
import nexus.api.document.DocumentEvent.DocumentRestored;
import nexus.api.document.DocumentEvent.DocumentUploaded;
import nexus.api.document.DocumentEvent.DocumentVersionAdded;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per document, with its versions. */
@Component
final class Documents implements View<DocumentEvent, DocumentRow> {

    static final String NAME = "documents";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<DocumentEvent> events() {
        return DocumentEvent.class;
    }

    @Override
    public Class<DocumentRow> rows() {
        return DocumentRow.class;
    }

    @Override
    public List<String> indexes() {
        return List.of("record_id, kind", "created_at", "name, id");
    }

    @Override
    public @Nullable DocumentRow evolve(
            @Nullable DocumentRow document, DocumentEvent event, Occurrence at) {
        if (event instanceof DocumentUploaded uploaded) {
            return DocumentRow.of(uploaded, at);
        }
        if (document == null) {
            return null;
        }
        return switch (event) {
            case DocumentUploaded _ -> document;
            case DocumentVersionAdded(_, _, _, var number, var file) ->
                    document.with(number, file, at);
            case DocumentAvailable(_, _, _, var number, var by) ->
                    document.available(number, by, at.occurredAt());
            case DocumentRejected(_, _, _, var number, var reason) ->
                    document.rejected(number, reason, at.occurredAt());
            case DocumentArchived _ -> document.archived(true);
            case DocumentRestored _ -> document.archived(false);
        };
    }
}
