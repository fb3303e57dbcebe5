package nexus.api.project;

import nexus.api.Id;

/** Identifies a change of what a project costs. */
public record VariationId(String value) implements Id {

    public static final String PREFIX = "variation";

    @Override
    public String toString() {
        return value;
    }
}
