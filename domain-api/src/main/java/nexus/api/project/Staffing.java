package nexus.api.project;

import nexus.api.identity.UserId;

import java.util.List;
import java.util.Optional;

/**
 * Who would take a project on in its showroom, role by role: of those with the role whoever is
 * responsible for the fewest.
 */
public record Staffing(List<Candidate> candidates) {

    /** Nobody. */
    public static final Staffing NOBODY = new Staffing(List.of());

    /** The one to be asked for a role. */
    public record Candidate(ProjectRole role, UserId userId) {}

    /** The one to be asked for the first of these roles that somebody has. */
    public Optional<UserId> of(List<ProjectRole> roles) {
        return roles.stream()
                .flatMap(
                        role ->
                                candidates.stream()
                                        .filter(candidate -> candidate.role() == role)
                                        .map(Candidate::userId))
                .findFirst();
    }
}
