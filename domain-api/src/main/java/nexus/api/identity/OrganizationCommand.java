package nexus.api.identity;

import java.util.Set;
import nexus.api.Action;
import nexus.api.Command;
import nexus.api.Needs;
import nexus.api.Patch;
import nexus.api.Resource;
import org.jspecify.annotations.Nullable;

/** Everything that can be asked of an organization. */
@Needs(resource = Resource.ORGANIZATION_SETTINGS)
public sealed interface OrganizationCommand extends Command {

    OrganizationId organizationId();

    @Override
    default String streamId() {
        return organizationId().value();
    }

    /**
     * Begins an organization with its first member, who owns it.
     *
     * @param slug its short name in addresses, unique on the installation
     */
    @Needs(resource = Resource.ORGANIZATION_SETTINGS, action = Action.CREATE)
    record RegisterOrganization(
            OrganizationId organizationId, String name, String slug, UserId ownerId)
            implements OrganizationCommand {
        @Override
        public boolean begins() {
            return true;
        }
    }

    record ChangeOrganization(
            OrganizationId organizationId,
            Patch<String> name,
            Patch<String> currency,
            Patch<String> timeZone,
            Patch<String> locale,
            Patch<String> primaryColor)
            implements OrganizationCommand {}

    @Needs(resource = Resource.BILLING)
    record ChangePlan(OrganizationId organizationId, Plan plan) implements OrganizationCommand {}

    @Needs(resource = Resource.ORGANIZATION_SETTINGS, action = Action.DELETE)
    record SuspendOrganization(OrganizationId organizationId, String reason)
            implements OrganizationCommand {}

    @Needs(resource = Resource.ORGANIZATION_SETTINGS, action = Action.DELETE)
    record ReactivateOrganization(OrganizationId organizationId) implements OrganizationCommand {}

    @Needs(resource = Resource.ORGANIZATION_SETTINGS, action = Action.DELETE)
    record CancelOrganization(OrganizationId organizationId, String reason)
            implements OrganizationCommand {}

    /**
     * Gives a registered user a place in the organization.
     *
     * @param showroomIds where they work; none for anywhere
     * @param by who asks for it, as only owners make owners; null for somebody who is no member
     */
    @Needs(resource = Resource.TEAM_MEMBERS, action = Action.CREATE)
    record AddMember(
            OrganizationId organizationId,
            UserId userId,
            Role role,
            Set<JobRole> jobRoles,
            Set<ShowroomId> showroomIds,
            @Nullable UserId by)
            implements OrganizationCommand {

        /** Without saying what they do there. */
        public AddMember(
                OrganizationId organizationId, UserId userId, Role role, @Nullable UserId by) {
            this(organizationId, userId, role, Set.of(), Set.of(), by);
        }
    }

    /** Changes what is mentioned of somebody's place in the organization. */
    @Needs(resource = Resource.TEAM_MEMBERS, action = Action.UPDATE)
    record ChangeMember(
            OrganizationId organizationId,
            UserId userId,
            Patch<Role> role,
            Patch<Set<JobRole>> jobRoles,
            Patch<Set<ShowroomId>> showroomIds,
            @Nullable UserId by)
            implements OrganizationCommand {}

    @Needs(resource = Resource.TEAM_MEMBERS, action = Action.DELETE)
    record RemoveMember(OrganizationId organizationId, UserId userId, @Nullable UserId by)
            implements OrganizationCommand {}
}
