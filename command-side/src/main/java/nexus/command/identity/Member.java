package nexus.command.identity;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import nexus.api.identity.JobRole;
import nexus.api.identity.Role;
import nexus.api.identity.ShowroomId;

/** What somebody is in an organization, what they do there, and where: nowhere is anywhere. */
record Member(Role role, Set<JobRole> jobRoles, Set<ShowroomId> showroomIds) {

    static Member being(Role role) {
        return new Member(role, Set.of(), Set.of());
    }

    Member as(Role changed) {
        return new Member(changed, jobRoles, showroomIds);
    }

    Member doing(List<JobRole> roles, List<ShowroomId> showrooms) {
        return new Member(role, Set.copyOf(roles), Set.copyOf(showrooms));
    }

    /** In the order of their declaration, which is how they are told. */
    static List<JobRole> inOrder(Set<JobRole> roles) {
        return roles.stream().sorted().toList();
    }

    /** In the order of their making, as ids sort by it. */
    static List<ShowroomId> oldestFirst(Set<ShowroomId> showrooms) {
        return showrooms.stream().sorted(Comparator.comparing(ShowroomId::value)).toList();
    }
}
