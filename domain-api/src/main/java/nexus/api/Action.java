package nexus.api;

/** What can be done to a resource. Archiving counts as deleting. */
public enum Action {
    CREATE,
    READ,
    UPDATE,
    DELETE,
    /** To make something begin that reaches out to people, such as a campaign. */
    LAUNCH
}
