package nexus.api.project;

import nexus.api.Id;

/** Identifies a project. */
public record ProjectId(String value) implements Id {

    public static final String PREFIX = "project";

    @Override
    public String toString() {
        return value;
    }
}
