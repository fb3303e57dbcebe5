package nexus.platform.decider;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import nexus.api.DomainEvent;
import nexus.api.identity.OrganizationEvent;
import nexus.api.identity.OrganizationEvent.MemberAdded;
import nexus.api.identity.OrganizationEvent.MemberRemoved;
import nexus.api.identity.OrganizationEvent.MemberRoleChanged;
import nexus.api.identity.OrganizationEvent.OrganizationCancelled;
import nexus.api.identity.OrganizationEvent.OrganizationReactivated;
import nexus.api.identity.OrganizationEvent.OrganizationRegistered;
import nexus.api.identity.OrganizationEvent.OrganizationRenamed;
import nexus.api.identity.OrganizationEvent.OrganizationSettingsChanged;
import nexus.api.identity.OrganizationEvent.OrganizationSuspended;
import nexus.api.identity.OrganizationEvent.PlanChanged;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.OrganizationStatus;
import nexus.api.identity.Role;
import nexus.api.identity.UserId;
import nexus.platform.eventstore.AppendListener;
import nexus.platform.eventstore.EventLog;
import org.springframework.stereotype.Component;

/** Who belongs to which organization as what, now: whatever an access token may say of the past. */
@Component
public class Memberships implements AppendListener {

    private final Directory<Standing> standings;

    Memberships(EventLog events) {
        standings =
                new Directory<>(
                        events, OrganizationId.PREFIX, Standing.UNKNOWN, Standing::afterAny);
    }

    /** How an organization stands, at most a second ago. */
    public Standing of(OrganizationId organization) {
        return standings.of(organization);
    }

    /** What somebody is in an organization; empty for who is no member. */
    public Optional<Role> roleOf(OrganizationId organization, String userId) {
        var known = standings.of(organization).roleOf(userId);
        return known.isPresent() ? known : standings.fresh(organization).roleOf(userId);
    }

    @Override
    public void appended(String organizationId, String streamType) {
        standings.appended(organizationId, streamType);
    }

    /** Whether an organization is active, and what its members are. */
    public record Standing(OrganizationStatus status, Map<String, Role> roles) {

        static final Standing UNKNOWN = new Standing(OrganizationStatus.ACTIVE, Map.of());

        /** Nothing was ever heard of it: every organization there is has an owner. */
        public boolean isUnknown() {
            return roles.isEmpty();
        }

        public Optional<Role> roleOf(String userId) {
            return Optional.ofNullable(roles.get(userId));
        }

        private Standing afterAny(DomainEvent event) {
            return event instanceof OrganizationEvent known ? after(known) : this;
        }

        private Standing after(OrganizationEvent event) {
            return switch (event) {
                case OrganizationRegistered _, OrganizationReactivated _ ->
                        with(OrganizationStatus.ACTIVE);
                case OrganizationSuspended _ -> with(OrganizationStatus.SUSPENDED);
                case OrganizationCancelled _ -> with(OrganizationStatus.CANCELLED);
                case MemberAdded(_, var user, var role) -> with(user, role);
                case MemberRoleChanged(_, var user, var role) -> with(user, role);
                case MemberRemoved(_, var user) -> without(user);
                case OrganizationRenamed _, OrganizationSettingsChanged _, PlanChanged _ -> this;
            };
        }

        private Standing with(OrganizationStatus changed) {
            return new Standing(changed, roles);
        }

        private Standing with(UserId user, Role role) {
            var changed = new HashMap<>(roles);
            changed.put(user.value(), role);
            return new Standing(status, Map.copyOf(changed));
        }

        private Standing without(UserId user) {
            var changed = new HashMap<>(roles);
            changed.remove(user.value());
            return new Standing(status, Map.copyOf(changed));
        }
    }
}
