package nexus.api.project;

/** Whether a project is worked on. One that is lost is cancelled in the stage for what is lost. */
public enum ProjectStatus {
    ACTIVE,
    ON_HOLD,
    CANCELLED,
    COMPLETED
}
