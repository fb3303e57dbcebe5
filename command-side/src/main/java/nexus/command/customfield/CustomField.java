package nexus.command.customfield;

import nexus.api.customfield.CustomFieldEvent.FieldDefined;
import nexus.api.customfield.FieldDefinition;

/** What must be remembered about the definition of a custom field in order to decide. */
sealed interface CustomField {

    /** Nobody defined it yet. */
    record Absent() implements CustomField {}

    /**
     * There to be filled in.
     *
     * @param first how it began, so that defining it once more can be told from defining another
     */
    record Defined(FieldDefined first, FieldDefinition definition) implements CustomField {}

    record Removed() implements CustomField {}
}
