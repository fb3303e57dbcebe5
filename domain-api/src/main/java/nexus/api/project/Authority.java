package nexus.api.project;

import java.util.List;

/**
 * What somebody has a say in, where a project is concerned.
 *
 * @param administrator whether they administer the organization, and so have a say in everything
 * @param roles their jobs in the showroom of the project
 */
public record Authority(boolean administrator, List<ProjectRole> roles) {

    /** No say beyond what everybody has. */
    public static final Authority NONE = new Authority(false, List.of());

    /** Whether they administer the organization or have one of these jobs. */
    public boolean has(List<ProjectRole> any) {
        return administrator || roles.stream().anyMatch(any::contains);
    }
}
