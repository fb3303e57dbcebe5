package nexus.api.project;

/** What somebody is at a site for. */
public enum VisitPurpose {
    INSTALLATION,
    SURVEY,
    OTHER
}
