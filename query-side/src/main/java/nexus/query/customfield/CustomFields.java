package nexus.query.customfield;

import java.util.List;
import nexus.api.customfield.CustomFieldEvent;
import nexus.api.customfield.CustomFieldEvent.FieldChanged;
import nexus.api.customfield.CustomFieldEvent.FieldDefined;
import nexus.api.customfield.CustomFieldEvent.FieldRemoved;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per definition of a custom field. */
@Component
final class CustomFields implements View<CustomFieldEvent, CustomFieldRow> {

    @Override
    public String name() {
        return "custom_fields";
    }

    @Override
    public Class<CustomFieldEvent> events() {
        return CustomFieldEvent.class;
    }

    @Override
    public Class<CustomFieldRow> rows() {
        return CustomFieldRow.class;
    }

    @Override
    public List<String> indexes() {
        return List.of("resource, label, id");
    }

    @Override
    public @Nullable CustomFieldRow evolve(
            @Nullable CustomFieldRow field, CustomFieldEvent event, Occurrence at) {
        return switch (event) {
            case FieldDefined(var id, var definition) ->
                    new CustomFieldRow(
                            id.value(),
                            definition.resource().name(),
                            definition.key(),
                            definition.label(),
                            definition.kind().name(),
                            definition.options());
            case FieldChanged(_, var label, var options) ->
                    field == null ? null : field.called(label, options);
            case FieldRemoved _ -> null;
        };
    }
}
