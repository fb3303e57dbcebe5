package nexus.api.project;

/** How urgent a project is. */
public enum Priority {
    LOW,
    MEDIUM,
    HIGH,
    URGENT
}
