package nexus.api.identity;

import nexus.api.Id;

/** Identifies a showroom of an organization. */
public record ShowroomId(String value) implements Id {

    public static final String PREFIX = "showroom";

    @Override
    public String toString() {
        return value;
    }
}
