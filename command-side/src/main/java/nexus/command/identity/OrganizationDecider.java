package nexus.command.identity;

import static nexus.platform.decider.Decision.accept;
import static nexus.platform.decider.Decision.nothing;
import static nexus.platform.decider.Decision.reject;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.Rejection;
import nexus.api.identity.OrganizationCommand;
import nexus.api.identity.OrganizationCommand.AddMember;
import nexus.api.identity.OrganizationCommand.CancelOrganization;
import nexus.api.identity.OrganizationCommand.ChangeMember;
import nexus.api.identity.OrganizationCommand.ChangeOrganization;
import nexus.api.identity.OrganizationCommand.ChangePlan;
import nexus.api.identity.OrganizationCommand.ReactivateOrganization;
import nexus.api.identity.OrganizationCommand.RegisterOrganization;
import nexus.api.identity.OrganizationCommand.RemoveMember;
import nexus.api.identity.OrganizationCommand.SuspendOrganization;
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
import nexus.api.identity.OrganizationRejection.Cancelled;
import nexus.api.identity.OrganizationRejection.LastOwner;
import nexus.api.identity.OrganizationRejection.MemberNotFound;
import nexus.api.identity.OrganizationRejection.OnlyOwnersMakeOwners;
import nexus.api.identity.OrganizationRejection.SlugTaken;
import nexus.api.identity.OrganizationSettings;
import nexus.api.identity.OrganizationStatus;
import nexus.api.identity.Plan;
import nexus.api.identity.Role;
import nexus.api.identity.UserId;
import nexus.command.identity.Organization.Absent;
import nexus.command.identity.Organization.Present;
import nexus.platform.decider.Decider;
import nexus.platform.decider.Decision;
import nexus.platform.decider.Reservation.Claim;
import nexus.platform.decider.Reservation.Scope;

/** The business rules of an organization. */
final class OrganizationDecider
        implements Decider<OrganizationCommand, Organization, OrganizationEvent> {

    /** The kind of value under which short names are reserved. */
    static final String SLUG = "organization.slug";

    @Override
    public Organization initial() {
        return new Absent();
    }

    @Override
    public Decision<OrganizationEvent> decide(
            Organization organization, OrganizationCommand command) {
        return switch (organization) {
            case Absent _ when command instanceof RegisterOrganization register ->
                    register(register);
            case Absent _ -> reject(new NotFound(command.streamId()));
            case Present present when present.status() == OrganizationStatus.CANCELLED ->
                    reject(new Cancelled());
            case Present present -> decide(present, command);
        };
    }

    private static Decision<OrganizationEvent> register(RegisterOrganization command) {
        var id = command.organizationId();
        Decision<OrganizationEvent> registered =
                accept(
                        new OrganizationRegistered(
                                id,
                                command.name(),
                                command.slug(),
                                Plan.STARTER,
                                OrganizationSettings.STANDARD),
                        new MemberAdded(id, command.ownerId(), Role.OWNER));
        return registered.reserving(
                new Claim(Scope.INSTALLATION, SLUG, command.slug(), new SlugTaken(command.slug())));
    }

    private static Decision<OrganizationEvent> decide(
            Present organization, OrganizationCommand command) {
        return switch (command) {
            case RegisterOrganization again -> reject(new AlreadyExists(again.streamId()));
            case ChangeOrganization change -> change(organization, change);
            case ChangePlan(_, var plan) when plan == organization.plan() -> nothing();
            case ChangePlan(var id, var plan) -> accept(new PlanChanged(id, plan));
            case SuspendOrganization(var id, var reason) ->
                    organization.status() == OrganizationStatus.SUSPENDED
                            ? nothing()
                            : accept(new OrganizationSuspended(id, reason));
            case ReactivateOrganization(var id) ->
                    organization.status() == OrganizationStatus.ACTIVE
                            ? nothing()
                            : accept(new OrganizationReactivated(id));
            case CancelOrganization(var id, var reason) ->
                    accept(new OrganizationCancelled(id, reason));
            case AddMember add -> add(organization, add);
            case ChangeMember change -> change(organization, change);
            case RemoveMember remove -> remove(organization, remove);
        };
    }

    private static Decision<OrganizationEvent> change(
            Present organization, ChangeOrganization change) {
        var id = change.organizationId();
        var events = new ArrayList<OrganizationEvent>();
        var name = change.name().orRequired(organization.name());
        if (!name.equals(organization.name())) {
            events.add(new OrganizationRenamed(id, name));
        }
        var old = organization.settings();
        var settings =
                new OrganizationSettings(
                        change.currency().orRequired(old.currency()),
                        change.timeZone().orRequired(old.timeZone()),
                        change.locale().orRequired(old.locale()),
                        change.primaryColor().orRequired(old.primaryColor()));
        if (!settings.equals(old)) {
            events.add(new OrganizationSettingsChanged(id, settings));
        }
        return new Decision.Accept<>(List.copyOf(events), List.of());
    }

    private static Decision<OrganizationEvent> add(Present organization, AddMember add) {
        var known = organization.member(add.userId());
        var wanted = new Member(add.role(), add.jobRoles(), add.showroomIds());
        if (known.isPresent()) {
            return known.get().equals(wanted)
                    ? nothing()
                    : reject(new AlreadyExists(add.userId().value()));
        }
        if (add.role() == Role.OWNER && !organization.isOwner(add.by())) {
            return reject(new OnlyOwnersMakeOwners());
        }
        var id = add.organizationId();
        var added = new MemberAdded(id, add.userId(), add.role());
        var unassigned = Member.being(add.role());
        return wanted.equals(unassigned)
                ? accept(added)
                : accept(added, assigned(id, add.userId(), wanted));
    }

    private static Decision<OrganizationEvent> change(Present organization, ChangeMember change) {
        var known = organization.member(change.userId());
        if (known.isEmpty()) {
            return reject(new MemberNotFound(change.userId()));
        }
        var old = known.get();
        var wanted =
                new Member(
                        change.role().orRequired(old.role()),
                        change.jobRoles().orRequired(old.jobRoles()),
                        change.showroomIds().orRequired(old.showroomIds()));
        var refusal = refusal(organization, change, old.role(), wanted.role());
        return refusal.<Decision<OrganizationEvent>>map(Decision::reject)
                .orElseGet(
                        () ->
                                new Decision.Accept<>(
                                        changes(
                                                change.organizationId(),
                                                change.userId(),
                                                old,
                                                wanted),
                                        List.of()));
    }

    private static Optional<Rejection> refusal(
            Present organization, ChangeMember change, Role from, Role to) {
        if (from == to) {
            return Optional.empty();
        }
        if ((from == Role.OWNER || to == Role.OWNER) && !organization.isOwner(change.by())) {
            return Optional.of(new OnlyOwnersMakeOwners());
        }
        return organization.isLastOwner(change.userId())
                ? Optional.of(new LastOwner())
                : Optional.empty();
    }

    private static List<OrganizationEvent> changes(
            OrganizationId id, UserId user, Member old, Member wanted) {
        var events = new ArrayList<OrganizationEvent>();
        if (old.role() != wanted.role()) {
            events.add(new MemberRoleChanged(id, user, wanted.role()));
        }
        if (!wanted.equals(old.as(wanted.role()))) {
            events.add(assigned(id, user, wanted));
        }
        return List.copyOf(events);
    }

    private static MemberAssigned assigned(OrganizationId id, UserId user, Member member) {
        return new MemberAssigned(
                id,
                user,
                Member.inOrder(member.jobRoles()),
                Member.oldestFirst(member.showroomIds()));
    }

    private static Decision<OrganizationEvent> remove(Present organization, RemoveMember remove) {
        var user = remove.userId();
        if (organization.roleOf(user).isEmpty()) {
            return reject(new MemberNotFound(user));
        }
        if (organization.isOwner(user) && !organization.isOwner(remove.by())) {
            return reject(new OnlyOwnersMakeOwners());
        }
        return organization.isLastOwner(user)
                ? reject(new LastOwner())
                : accept(new MemberRemoved(remove.organizationId(), user));
    }

    @Override
    public Organization evolve(Organization organization, OrganizationEvent event) {
        if (event instanceof OrganizationRegistered(_, var name, var slug, var plan, var set)) {
            return new Present(name, slug, plan, OrganizationStatus.ACTIVE, set, Map.of());
        }
        return switch (organization) {
            case Absent _ -> organization;
            case Present present -> evolve(present, event);
        };
    }

    private static Present evolve(Present organization, OrganizationEvent event) {
        return switch (event) {
            case OrganizationRegistered _ -> organization;
            case OrganizationRenamed(_, var name) -> organization.named(name);
            case OrganizationSettingsChanged(_, var settings) -> organization.with(settings);
            case PlanChanged(_, var plan) -> organization.with(plan);
            case OrganizationSuspended _ -> organization.with(OrganizationStatus.SUSPENDED);
            case OrganizationReactivated _ -> organization.with(OrganizationStatus.ACTIVE);
            case OrganizationCancelled _ -> organization.with(OrganizationStatus.CANCELLED);
            case MemberAdded(_, var user, var role) -> organization.with(user, Member.being(role));
            case MemberRoleChanged(_, var user, var role) ->
                    organization.with(user, member -> member.as(role));
            case MemberAssigned(_, var user, var jobRoles, var showrooms) ->
                    organization.with(user, member -> member.doing(jobRoles, showrooms));
            case MemberRemoved(_, var user) -> organization.without(user);
        };
    }
}
