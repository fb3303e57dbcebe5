package nexus.api.pipeline;

/**
 * A step of a pipeline.
 *
 * @param id stays the same when the stage is renamed
 * @param probability the chance in percent, 0 to 100, that a deal in this stage is won
 */
public record Stage(StageId id, String name, StageKind kind, int probability) {}
