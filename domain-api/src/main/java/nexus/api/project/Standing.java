package nexus.api.project;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a project stands, as far as rules ask.
 *
 * @param facts by the key of the requirement; what is not mentioned is open
 * @param isOffSite whether whoever checked in last was somewhere else
 */
public record Standing(
        ProjectStage stage,
        ProjectStatus status,
        Map<String, Fact> facts,
        boolean hasOpenCriticalSnag,
        boolean isOffSite) {

    private static final Fact OPEN = new Fact(RequirementState.OPEN, null, null);

    /**
     * What is known of a requirement.
     *
     * @param date the day that it is about
     * @param validUntil the last day on which it holds; null for good
     */
    public record Fact(
            RequirementState state, @Nullable LocalDate date, @Nullable LocalDate validUntil) {

        /** Whether it held once and does no more. */
        public boolean isExpired(LocalDate today) {
            return validUntil != null && validUntil.isBefore(today);
        }
    }

    /** What is known of the requirement of this name. */
    public Fact of(String key) {
        return facts.getOrDefault(key, OPEN);
    }
}
