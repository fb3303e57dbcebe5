package nexus.api.customfield;

import nexus.api.Id;

/** Identifies the definition of a custom field. */
public record CustomFieldId(String value) implements Id {

    public static final String PREFIX = "customfield";

    @Override
    public String toString() {
        return value;
    }
}
