package nexus.api.identity;

import java.util.List;
import nexus.api.DomainEvent;
import nexus.api.EventName;

/** Everything that can happen to an organization. */
public sealed interface OrganizationEvent extends DomainEvent {

    OrganizationId organizationId();

    @Override
    default String streamId() {
        return organizationId().value();
    }

    @EventName("organization.registered")
    record OrganizationRegistered(
            OrganizationId organizationId,
            String name,
            String slug,
            Plan plan,
            OrganizationSettings settings)
            implements OrganizationEvent {}

    @EventName("organization.renamed")
    record OrganizationRenamed(OrganizationId organizationId, String name)
            implements OrganizationEvent {}

    @EventName("organization.settings-changed")
    record OrganizationSettingsChanged(OrganizationId organizationId, OrganizationSettings settings)
            implements OrganizationEvent {}

    @EventName("organization.plan-changed")
    record PlanChanged(OrganizationId organizationId, Plan plan) implements OrganizationEvent {}

    @EventName("organization.suspended")
    record OrganizationSuspended(OrganizationId organizationId, String reason)
            implements OrganizationEvent {}

    @EventName("organization.reactivated")
    record OrganizationReactivated(OrganizationId organizationId) implements OrganizationEvent {}

    @EventName("organization.cancelled")
    record OrganizationCancelled(OrganizationId organizationId, String reason)
            implements OrganizationEvent {}

    /** What can happen to somebody's place in an organization. */
    sealed interface MembershipEvent extends OrganizationEvent {

        UserId userId();
    }

    @EventName("organization.member-added")
    record MemberAdded(OrganizationId organizationId, UserId userId, Role role)
            implements MembershipEvent {}

    @EventName("organization.member-role-changed")
    record MemberRoleChanged(OrganizationId organizationId, UserId userId, Role role)
            implements MembershipEvent {}

    /**
     * It was said what somebody does there, and where.
     *
     * @param jobRoles all of them, in the order of {@link JobRole}
     * @param showroomIds all they work in; none if they are bound to no showroom and work in any
     */
    @EventName("organization.member-assigned")
    record MemberAssigned(
            OrganizationId organizationId,
            UserId userId,
            List<JobRole> jobRoles,
            List<ShowroomId> showroomIds)
            implements MembershipEvent {}

    @EventName("organization.member-removed")
    record MemberRemoved(OrganizationId organizationId, UserId userId) implements MembershipEvent {}
}
