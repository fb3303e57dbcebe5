package nexus.api.project;

/**
 * The jobs that the delivery of projects knows: who owns a stage, who waives, who is a manager.
 * Named like the job roles that members have.
 */
public enum ProjectRole {
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
