package nexus.api.contact;

import nexus.api.Id;

/** Identifies a contact. */
public record ContactId(String value) implements Id {

    public static final String PREFIX = "contact";

    @Override
    public String toString() {
        return value;
    }
}
