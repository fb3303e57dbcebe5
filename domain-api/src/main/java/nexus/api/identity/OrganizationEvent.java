package nexus.api.identity;

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

    @EventName("organization.member-removed")
    record MemberRemoved(OrganizationId organizationId, UserId userId) implements MembershipEvent {}
}
