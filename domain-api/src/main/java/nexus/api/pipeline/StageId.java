package nexus.api.pipeline;

import nexus.api.Id;

/** Identifies a stage of a pipeline, whatever it is called. */
public record StageId(String value) implements Id {

    public static final String PREFIX = "stage";

    @Override
    public String toString() {
        return value;
    }
}
