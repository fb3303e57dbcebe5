package nexus.api.identity;

/** What somebody does in an organization, besides what they may do in it. */
public enum JobRole {
    SALESPERSON,
    SALES_MANAGER,
    REGIONAL_MANAGER,
    DESIGNER,
    SURVEYOR,
    PROJECT_MANAGER,
    INSTALL_MANAGER,
    INSTALLER,
    BOOKKEEPER,
    DIRECTOR
}
