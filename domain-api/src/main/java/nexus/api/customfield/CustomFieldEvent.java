package nexus.api.customfield;

import java.util.List;
import nexus.api.DomainEvent;
import nexus.api.EventName;

/** Everything that can happen to the definition of a custom field. */
public sealed interface CustomFieldEvent extends DomainEvent {

    CustomFieldId fieldId();

    @Override
    default String streamId() {
        return fieldId().value();
    }

    @EventName("custom-field.defined")
    record FieldDefined(CustomFieldId fieldId, FieldDefinition definition)
            implements CustomFieldEvent {}

    /** It is called otherwise, or offers other values; both are as they are now. */
    @EventName("custom-field.changed")
    record FieldChanged(CustomFieldId fieldId, String label, List<String> options)
            implements CustomFieldEvent {}

    @EventName("custom-field.removed")
    record FieldRemoved(CustomFieldId fieldId) implements CustomFieldEvent {}
}
