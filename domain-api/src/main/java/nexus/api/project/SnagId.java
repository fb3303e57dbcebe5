package nexus.api.project;

import nexus.api.Id;

/** Identifies a snag of a project. */
public record SnagId(String value) implements Id {

    public static final String PREFIX = "snag";

    @Override
    public String toString() {
        return value;
    }
}
