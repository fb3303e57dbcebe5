package nexus.api.project;

/** How far a delivery has come: thirteen stages in their order, and the one for what is lost. */
public enum ProjectStage {
    ENQUIRY,
    ENGAGED_ENQUIRY,
    CONSULTATION_BOOKED,
    QUALIFIED_LEAD,
    SURVEY_COMPLETE,
    DESIGN_PRESENTED,
    SALE_CLIENT_COMMITS,
    DESIGN_SIGN_OFF,
    PAYMENT_75_PROJECT_HANDOVER,
    PROJECT_SCHEDULED,
    INSTALLATION_IN_PROGRESS,
    COMPLETION_SIGN_OFF,
    COMPLETED,
    LOST_NOT_PROCEEDING;

    /** The last one from which a project can still be lost. */
    public static final ProjectStage LAST_TO_BE_LOST_FROM = PROJECT_SCHEDULED;

    /** Whether it is one of the thirteen. */
    public boolean isOnTheWay() {
        return this != LOST_NOT_PROCEEDING;
    }

    public boolean isBefore(ProjectStage other) {
        return ordinal() < other.ordinal();
    }

    /** The one that comes before; the first has none but itself. */
    public ProjectStage before() {
        return values()[Math.max(0, ordinal() - 1)];
    }
}
