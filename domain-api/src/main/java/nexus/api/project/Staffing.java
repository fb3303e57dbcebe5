package nexus.api.project;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nexus.api.identity.UserId;
import org.jspecify.annotations.Nullable;

/** Who could take a project on in its showroom. */
public record Staffing(List<Candidate> candidates) {

    /** Nobody. */
    public static final Staffing NOBODY = new Staffing(List.of());

    /**
     * Somebody who could.
     *
     * @param load how many projects they are responsible for
     */
    public record Candidate(ProjectRole role, UserId userId, int load) {}

    /**
     * Of those with the first of these roles that anybody has, whoever is responsible for the
     * fewest other projects; if it is all the same, whoever has this one already.
     *
     * @param responsible who is responsible for this project
     */
    public Optional<UserId> leastLoaded(List<ProjectRole> roles, @Nullable UserId responsible) {
        return roles.stream()
                .map(role -> candidates.stream().filter(one -> one.role() == role).toList())
                .filter(able -> !able.isEmpty())
                .findFirst()
                .flatMap(able -> able.stream().min(order(responsible)))
                .map(Candidate::userId);
    }

    private static Comparator<Candidate> order(@Nullable UserId responsible) {
        return Comparator.<Candidate>comparingInt(
                        one -> one.userId().equals(responsible) ? one.load() - 1 : one.load())
                .thenComparing(one -> !one.userId().equals(responsible))
                .thenComparing(one -> one.userId().value());
    }
}
