package nexus.api.project;

/** How bad a snag is. With an open critical one nothing is complete. */
public enum SnagSeverity {
    MINOR,
    MAJOR,
    CRITICAL
}
