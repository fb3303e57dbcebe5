package nexus.platform.decider;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import nexus.api.DomainEvent;
import nexus.api.identity.JobRole;
import nexus.api.identity.OrganizationEvent;
import nexus.api.identity.OrganizationEvent.MemberAdded;
import nexus.api.identity.OrganizationEvent.MemberAssigned;
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
import nexus.api.identity.ShowroomId;
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

    /** Whoever does a job in a showroom, those bound to no showroom among them, by their ids. */
    public List<UserId> doing(JobRole job, ShowroomId showroom, OrganizationId organization) {
        return standings.of(organization).members().entrySet().stream()
                .filter(member -> member.getValue().does(job, showroom))
                .map(member -> new UserId(member.getKey()))
                .sorted(Comparator.comparing(UserId::value))
                .toList();
    }

    @Override
    public void appended(String organizationId, String streamType) {
        standings.appended(organizationId, streamType);
    }

    /** What somebody is and does in an organization; without showrooms, in all of them. */
    public record Member(Role role, Set<JobRole> jobRoles, Set<ShowroomId> showrooms) {

        /** Whether this is their job there. */
        public boolean does(JobRole job, ShowroomId showroom) {
            return jobRoles.contains(job) && (showrooms.isEmpty() || showrooms.contains(showroom));
        }
    }

    /** Whether an organization is active, and what its members are, by their ids. */
    public record Standing(OrganizationStatus status, Map<String, Member> members) {

        static final Standing UNKNOWN = new Standing(OrganizationStatus.ACTIVE, Map.of());

        /** Nothing was ever heard of it: every organization there is has an owner. */
        public boolean isUnknown() {
            return members.isEmpty();
        }

        public Optional<Role> roleOf(String userId) {
            return member(userId).map(Member::role);
        }

        public Optional<Member> member(String userId) {
            return Optional.ofNullable(members.get(userId));
        }

        Standing afterAny(DomainEvent event) {
            return event instanceof OrganizationEvent known ? after(known) : this;
        }

        private Standing after(OrganizationEvent event) {
            return switch (event) {
                case OrganizationRegistered _, OrganizationReactivated _ ->
                        with(OrganizationStatus.ACTIVE);
                case OrganizationSuspended _ -> with(OrganizationStatus.SUSPENDED);
                case OrganizationCancelled _ -> with(OrganizationStatus.CANCELLED);
                case MemberAdded(_, var user, var role) ->
                        with(user, new Member(role, Set.of(), Set.of()));
                case MemberRoleChanged(_, var user, var role) ->
                        with(
                                user,
                                member -> new Member(role, member.jobRoles(), member.showrooms()));
                case MemberAssigned(_, var user, var jobs, var showrooms) ->
                        with(
                                user,
                                member ->
                                        new Member(
                                                member.role(),
                                                Set.copyOf(jobs),
                                                Set.copyOf(showrooms)));
                case MemberRemoved(_, var user) -> without(user);
                case OrganizationRenamed _, OrganizationSettingsChanged _, PlanChanged _ -> this;
            };
        }

        private Standing with(OrganizationStatus changed) {
            return new Standing(changed, members);
        }

        private Standing with(UserId user, Member member) {
            var changed = new HashMap<>(members);
            changed.put(user.value(), member);
            return new Standing(status, Map.copyOf(changed));
        }

        private Standing with(UserId user, UnaryOperator<Member> change) {
            return member(user.value()).map(known -> with(user, change.apply(known))).orElse(this);
        }

        private Standing without(UserId user) {
            var changed = new HashMap<>(members);
            changed.remove(user.value());
            return new Standing(status, Map.copyOf(changed));
        }
    }
}
