package nexus.api.identity;

/** Whether an organization may work: only an active one takes commands. */
public enum OrganizationStatus {
    ACTIVE,
    SUSPENDED,
    CANCELLED
}
