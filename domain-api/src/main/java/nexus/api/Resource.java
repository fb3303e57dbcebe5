package nexus.api;

/** What permissions are given on: the rows of the permission matrix. */
public enum Resource {
    ORGANIZATION_SETTINGS,
    TEAM_MEMBERS,
    CONTACTS,
    COMPANIES,
    PIPELINES,
    DEALS,
    PROJECTS,
    DOCUMENTS,
    ACTIVITIES,
    CAMPAIGNS,
    IMPORTS,
    /** How somebody looks at lists: everybody's own business. */
    SAVED_VIEWS,
    ANALYTICS,
    AUDIT,
    BILLING,
    /** How the installation is doing, as far as it concerns an organization. */
    OPERATIONS
}
