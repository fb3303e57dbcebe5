package nexus.query.identity;

import java.time.Instant;
import java.util.List;
import nexus.api.identity.JobRole;
import nexus.api.identity.OrganizationEvent.MemberAdded;
import nexus.api.identity.OrganizationEvent.MemberAssigned;
import nexus.api.identity.OrganizationEvent.MemberRemoved;
import nexus.api.identity.OrganizationEvent.MemberRoleChanged;
import nexus.api.identity.OrganizationEvent.MembershipEvent;
import nexus.api.identity.Role;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.UserId;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import nexus.query.identity.Memberships.MembershipRow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row per member of an organization: as what, since when, doing what and where. */
@Component
final class Memberships implements View<MembershipEvent, MembershipRow> {

    record MembershipRow(
            String id,
            Role role,
            Instant since,
            List<JobRole> jobRoles,
            List<ShowroomId> showroomIds) {

        static MembershipRow begun(UserId user, Role role, Instant since) {
            return new MembershipRow(user.value(), role, since, List.of(), List.of());
        }

        MembershipRow as(Role changed) {
            return new MembershipRow(id, changed, since, jobRoles, showroomIds);
        }

        MembershipRow assigned(List<JobRole> jobs, List<ShowroomId> showrooms) {
            return new MembershipRow(id, role, since, jobs, showrooms);
        }
    }

    @Override
    public String name() {
        return "memberships";
    }

    @Override
    public Class<MembershipEvent> events() {
        return MembershipEvent.class;
    }

    @Override
    public Class<MembershipRow> rows() {
        return MembershipRow.class;
    }

    @Override
    public String key(MembershipEvent event) {
        return event.userId().value();
    }

    @Override
    public @Nullable MembershipRow evolve(
            @Nullable MembershipRow membership, MembershipEvent event, Occurrence at) {
        return switch (event) {
            case MemberAdded(_, var user, var role) ->
                    MembershipRow.begun(user, role, at.occurredAt());
            case MemberRoleChanged(_, var user, var role) ->
                    membership == null
                            ? MembershipRow.begun(user, role, at.occurredAt())
                            : membership.as(role);
            case MemberAssigned(_, _, var jobs, var showrooms) ->
                    membership == null ? null : membership.assigned(jobs, showrooms);
            case MemberRemoved _ -> null;
        };
    }
}
