package nexus.events;

import java.util.List;
import nexus.api.customfield.CustomFieldEvent;
import nexus.api.customfield.CustomFieldEvent.FieldChanged;
import nexus.api.customfield.CustomFieldEvent.FieldDefined;
import nexus.api.customfield.CustomFieldEvent.FieldRemoved;
import nexus.api.customfield.CustomFieldId;
import nexus.api.customfield.FieldBearer;
import nexus.api.customfield.FieldDefinition;
import nexus.api.customfield.FieldKind;

/** One of every event of the definition of a custom field. */
final class CustomFieldSpecimens {

    private static final CustomFieldId ID =
            new CustomFieldId("customfield-01990000-0000-7000-8000-000000000001");

    static final List<CustomFieldEvent> ALL =
            List.of(
                    new FieldDefined(
                            ID,
                            new FieldDefinition(
                                    FieldBearer.deals,
                                    "finish",
                                    "Finish",
                                    FieldKind.CHOICE,
                                    List.of("Chrome", "Brass"))),
                    new FieldChanged(ID, "Finish of the taps", List.of("Chrome", "Brass", "Black")),
                    new FieldRemoved(ID));

    private CustomFieldSpecimens() {}
}
