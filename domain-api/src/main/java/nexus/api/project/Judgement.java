package nexus.api.project;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say to entering a stage.
 *
 * @param missing what stands in the way, on the whole way there
 * @param waivable what of that somebody may let pass
 * @param warnings what stands in nobody's way, and yet should be seen to
 */
public record Judgement(
        boolean canAdvance,
        List<Missing> missing,
        List<Waivable> waivable,
        List<Warning> warnings) {

    /** Something that the gate of a stage asks for. */
    public record Missing(String key, RequirementKind kind, ProjectStage stage) {}

    /**
     * The same with who may let it pass.
     *
     * @param by besides who administers the organization
     */
    public record Waivable(
            String key, RequirementKind kind, ProjectStage stage, List<ProjectRole> by) {}

    /**
     * Something to be seen to.
     *
     * @param code {@code integrity}, {@code expired}, {@code expires-soon}, {@code undated}, {@code
     *     off-site}, {@code not-active}, {@code not-ahead} or {@code illegal}
     * @param key the requirement that it is about, if it is about one
     */
    public record Warning(String code, @Nullable String key, String message) {}
}
