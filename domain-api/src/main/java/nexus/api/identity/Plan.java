package nexus.api.identity;

/** What an organization has subscribed to. */
public enum Plan {
    STARTER,
    PROFESSIONAL,
    ENTERPRISE,
    AGENCY
}
