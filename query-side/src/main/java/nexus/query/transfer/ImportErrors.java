package nexus.query.transfer;

import java.util.List;
import nexus.api.transfer.ImportEvent;
import nexus.api.transfer.ImportEvent.ImportProgressed;
import nexus.api.transfer.RowError;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import nexus.query.transfer.ImportErrors.ErrorsRow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What is wrong with the rows of a file, kept apart from how far the import is: that changes all
 * the time, and each change would copy all errors.
 */
@Component
final class ImportErrors implements View<ImportEvent, ErrorsRow> {

    /**
     * The errors of rows that were processed together.
     *
     * @param after how many rows were processed before these
     */
    record ErrorsRow(String id, String importId, int after, List<RowError> errors) {}

    @Override
    public String name() {
        return "import_errors";
    }

    @Override
    public Class<ImportEvent> events() {
        return ImportEvent.class;
    }

    @Override
    public Class<ErrorsRow> rows() {
        return ErrorsRow.class;
    }

    @Override
    public List<String> indexes() {
        return List.of("import_id, after");
    }

    @Override
    public String key(ImportEvent event) {
        return event instanceof ImportProgressed(var id, var after, _, _, _)
                ? id.value() + "/" + after
                : event.streamId();
    }

    @Override
    public @Nullable ErrorsRow evolve(@Nullable ErrorsRow row, ImportEvent event, Occurrence at) {
        return event instanceof ImportProgressed(var id, var after, _, var errors, _)
                        && !errors.isEmpty()
                ? new ErrorsRow(key(event), id.value(), after, errors)
                : row;
    }
}
