package nexus.api.identity;

/** What somebody is in an organization, from most to least rights. */
public enum Role {
    OWNER,
    ADMIN,
    MEMBER,
    VIEWER
}
