package nexus.api.transfer;

import java.util.Map;
import nexus.api.pipeline.PipelineId;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a file mean.
 *
 * @param resource what a row becomes: {@code deals}, {@code companies} or {@code contacts}
 * @param pipelineId where deals go; the default pipeline if null
 * @param columns the target of a column, by the column's name
 * @param templates texts made of several columns, by target: {@code {product} for {account}}
 * @param defaults what to take where a row has nothing, by target
 * @param currency the ISO 4217 code of all amounts
 */
public record ImportMapping(
        String resource,
        @Nullable PipelineId pipelineId,
        Map<String, String> columns,
        Map<String, String> templates,
        Map<String, String> defaults,
        @Nullable String currency) {

    public ImportMapping {
        columns = columns == null ? Map.of() : columns;
        templates = templates == null ? Map.of() : templates;
        defaults = defaults == null ? Map.of() : defaults;
    }
}
