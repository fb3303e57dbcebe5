package guilty.capabilitiesofthecontractshareidsonly.nexus.api.pipeline;

/** Innocent by itself. */
public record Stage(String name) {}
