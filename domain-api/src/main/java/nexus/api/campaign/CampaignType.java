package nexus.api.campaign;

/** How a campaign reaches its recipients. */
public enum CampaignType {
    EMAIL,
    SMS,
    /** By e-mail whoever can be reached so, and all others by text message. */
    MULTI_CHANNEL
}
