package nexus.api.customfield;

import java.util.List;

/**
 * What is to be known about a custom field.
 *
 * @param key under which records keep it, for good
 * @param label what people call it
 * @param options what there is to choose from; none for other kinds than CHOICE
 */
public record FieldDefinition(
        FieldBearer resource, String key, String label, FieldKind kind, List<String> options) {

    public FieldDefinition {
        options = options == null ? List.of() : options.stream().distinct().toList();
    }
}
