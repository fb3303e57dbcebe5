package nexus.api.project;

/** Whether a requirement is met, or need not be. */
public enum RequirementState {
    OPEN,
    SATISFIED,
    WAIVED;

    /** Whether it stands in nobody's way. */
    public boolean isMet() {
        return this != OPEN;
    }
}
