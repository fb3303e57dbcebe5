package nexus.api.pipeline;

import nexus.api.Id;

/** Identifies a pipeline. */
public record PipelineId(String value) implements Id {

    public static final String PREFIX = "pipeline";

    @Override
    public String toString() {
        return value;
    }
}
