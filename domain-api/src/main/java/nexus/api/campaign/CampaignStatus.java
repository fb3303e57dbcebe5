package nexus.api.campaign;

/** How far a campaign has come in its life. */
public enum CampaignStatus {
    DRAFT,
    SCHEDULED,
    ACTIVE,
    PAUSED,
    COMPLETED,
    CANCELLED,
    /** Too much went wrong; it can be resumed. */
    FAILED
}
