package nexus.command.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import nexus.api.Patch;
import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.identity.JobRole;
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
import nexus.api.identity.Plan;
import nexus.api.identity.Role;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.UserId;
import nexus.platform.decider.Decision;
import nexus.platform.decider.Reservation.Claim;
import nexus.platform.decider.Reservation.Scope;
import nexus.platform.decider.testing.DeciderSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrganizationTest {

    private static final OrganizationId ID = new OrganizationId("organization-1");
    private static final UserId OWNER = new UserId("user-owner");
    private static final UserId ADMIN = new UserId("user-admin");
    private static final UserId MEMBER = new UserId("user-member");

    private static final OrganizationRegistered REGISTERED =
            new OrganizationRegistered(
                    ID, "Acme", "acme", Plan.STARTER, OrganizationSettings.STANDARD);
    private static final MemberAdded WITH_OWNER = new MemberAdded(ID, OWNER, Role.OWNER);
    private static final MemberAdded WITH_ADMIN = new MemberAdded(ID, ADMIN, Role.ADMIN);
    private static final MemberAdded WITH_MEMBER = new MemberAdded(ID, MEMBER, Role.MEMBER);

    private final OrganizationDecider decider = new OrganizationDecider();
    private final DeciderSpec<OrganizationCommand, Organization, OrganizationEvent> organization =
            DeciderSpec.of(decider);

    private DeciderSpec<OrganizationCommand, Organization, OrganizationEvent>.Given team() {
        return organization.given(REGISTERED, WITH_OWNER, WITH_ADMIN, WITH_MEMBER);
    }

    @Test
    void registering_makes_the_first_member_its_owner_and_claims_the_short_name() {
        assertThat(
                        decider.decide(
                                decider.initial(),
                                new RegisterOrganization(ID, "Acme", "acme", OWNER)))
                .isEqualTo(
                        new Decision.Accept<>(
                                List.of(REGISTERED, WITH_OWNER),
                                List.of(
                                        new Claim(
                                                Scope.INSTALLATION,
                                                "organization.slug",
                                                "acme",
                                                new SlugTaken("acme")))));
    }

    @Test
    void what_is_not_registered_is_not_there_and_nothing_is_registered_twice() {
        organization
                .given()
                .when(new ChangePlan(ID, Plan.AGENCY))
                .thenRejected(new NotFound(ID.value()));
        team().when(new RegisterOrganization(ID, "Acme", "acme", OWNER))
                .thenRejected(new AlreadyExists(ID.value()));
    }

    @Test
    void name_and_settings_change_as_far_as_they_are_other() {
        team().when(change(Patch.set("Acme Ltd"), Patch.set("EUR")))
                .then(
                        new OrganizationRenamed(ID, "Acme Ltd"),
                        new OrganizationSettingsChanged(
                                ID,
                                new OrganizationSettings(
                                        "EUR", "Europe/London", "en-GB", "#1f4b99")));
        team().when(change(Patch.set("Acme"), Patch.keep())).thenNothing();
        team().when(change(Patch.set(null), Patch.keep())).thenNothing();
    }

    private static ChangeOrganization change(Patch<String> name, Patch<String> currency) {
        return new ChangeOrganization(ID, name, currency, Patch.keep(), Patch.keep(), Patch.keep());
    }

    @Test
    void the_plan_changes_once() {
        team().when(new ChangePlan(ID, Plan.ENTERPRISE)).then(new PlanChanged(ID, Plan.ENTERPRISE));
        team().when(new ChangePlan(ID, Plan.STARTER)).thenNothing();
    }

    @Test
    void it_is_suspended_and_comes_back() {
        var suspended = new OrganizationSuspended(ID, "unpaid");
        team().when(new SuspendOrganization(ID, "unpaid")).then(suspended);
        team().when(new ReactivateOrganization(ID)).thenNothing();
        var resting = organization.given(REGISTERED, WITH_OWNER, suspended);
        resting.when(new SuspendOrganization(ID, "again")).thenNothing();
        resting.when(new ReactivateOrganization(ID)).then(new OrganizationReactivated(ID));
    }

    @Test
    void a_cancelled_one_never_comes_back() {
        team().when(new CancelOrganization(ID, "closed"))
                .then(new OrganizationCancelled(ID, "closed"));
        var cancelled =
                organization.given(REGISTERED, WITH_OWNER, new OrganizationCancelled(ID, "closed"));
        cancelled.when(new ReactivateOrganization(ID)).thenRejected(new Cancelled());
        cancelled.when(new ChangePlan(ID, Plan.AGENCY)).thenRejected(new Cancelled());
    }

    @Test
    void a_member_is_added_once() {
        var user = new UserId("user-new");
        team().when(new AddMember(ID, user, Role.VIEWER, ADMIN))
                .then(new MemberAdded(ID, user, Role.VIEWER));
        team().when(new AddMember(ID, MEMBER, Role.MEMBER, ADMIN)).thenNothing();
        team().when(new AddMember(ID, MEMBER, Role.ADMIN, ADMIN))
                .thenRejected(new AlreadyExists(MEMBER.value()));
    }

    @Test
    void only_an_owner_makes_owners_and_takes_it_away() {
        var user = new UserId("user-new");
        team().when(new AddMember(ID, user, Role.OWNER, ADMIN))
                .thenRejected(new OnlyOwnersMakeOwners());
        team().when(new AddMember(ID, user, Role.OWNER, null))
                .thenRejected(new OnlyOwnersMakeOwners());
        team().when(new AddMember(ID, user, Role.OWNER, OWNER))
                .then(new MemberAdded(ID, user, Role.OWNER));
        team().when(changeRole(ID, ADMIN, Role.OWNER, ADMIN))
                .thenRejected(new OnlyOwnersMakeOwners());
        team().when(changeRole(ID, OWNER, Role.VIEWER, ADMIN))
                .thenRejected(new OnlyOwnersMakeOwners());
        team().when(new RemoveMember(ID, OWNER, ADMIN)).thenRejected(new OnlyOwnersMakeOwners());
    }

    @Test
    void the_last_owner_stays_one() {
        team().when(changeRole(ID, OWNER, Role.ADMIN, OWNER)).thenRejected(new LastOwner());
        team().when(new RemoveMember(ID, OWNER, OWNER)).thenRejected(new LastOwner());
        var two =
                organization.given(
                        REGISTERED,
                        WITH_OWNER,
                        WITH_ADMIN,
                        new MemberRoleChanged(ID, ADMIN, Role.OWNER));
        two.when(changeRole(ID, OWNER, Role.ADMIN, OWNER))
                .then(new MemberRoleChanged(ID, OWNER, Role.ADMIN));
        two.when(new RemoveMember(ID, OWNER, ADMIN)).then(new MemberRemoved(ID, OWNER));
    }

    @Test
    void roles_change_and_members_leave() {
        team().when(changeRole(ID, MEMBER, Role.ADMIN, ADMIN))
                .then(new MemberRoleChanged(ID, MEMBER, Role.ADMIN));
        team().when(changeRole(ID, MEMBER, Role.MEMBER, ADMIN)).thenNothing();
        team().when(new RemoveMember(ID, MEMBER, OWNER)).then(new MemberRemoved(ID, MEMBER));
        organization
                .given(REGISTERED, WITH_OWNER, WITH_MEMBER, new MemberRemoved(ID, MEMBER))
                .when(new RemoveMember(ID, MEMBER, OWNER))
                .thenRejected(new MemberNotFound(MEMBER));
        team().when(changeRole(ID, new UserId("user-x"), Role.ADMIN, OWNER))
                .thenRejected(new MemberNotFound(new UserId("user-x")));
    }

    private static ChangeMember changeRole(
            OrganizationId id, UserId user, Role role, @Nullable UserId by) {
        return new ChangeMember(id, user, Patch.set(role), Patch.keep(), Patch.keep(), by);
    }

    private static ChangeMember assign(UserId user, JobRole... jobs) {
        return new ChangeMember(
                ID, user, Patch.keep(), Patch.set(Set.of(jobs)), Patch.keep(), ADMIN);
    }

    private static final ShowroomId LEEDS = new ShowroomId("showroom-1");
    private static final ShowroomId YORK = new ShowroomId("showroom-2");

    @Test
    void a_member_may_be_told_at_once_what_to_do_and_where() {
        var user = new UserId("user-new");
        team().when(
                        new AddMember(
                                ID,
                                user,
                                Role.MEMBER,
                                Set.of(JobRole.SURVEYOR, JobRole.DESIGNER),
                                Set.of(YORK, LEEDS),
                                ADMIN))
                .then(
                        new MemberAdded(ID, user, Role.MEMBER),
                        new MemberAssigned(
                                ID,
                                user,
                                List.of(JobRole.DESIGNER, JobRole.SURVEYOR),
                                List.of(LEEDS, YORK)));
    }

    @Test
    void what_a_member_does_changes_as_a_whole_and_only_if_it_is_other() {
        team().when(assign(MEMBER, JobRole.INSTALLER))
                .then(new MemberAssigned(ID, MEMBER, List.of(JobRole.INSTALLER), List.of()));
        team().when(assign(MEMBER)).thenNothing();
        team().when(assign(new UserId("user-x"), JobRole.INSTALLER))
                .thenRejected(new MemberNotFound(new UserId("user-x")));
        var assigned =
                organization.given(
                        REGISTERED,
                        WITH_OWNER,
                        WITH_MEMBER,
                        new MemberAssigned(ID, MEMBER, List.of(JobRole.INSTALLER), List.of(LEEDS)));
        assigned.when(assign(MEMBER, JobRole.INSTALLER)).thenNothing();
        assigned.when(assign(MEMBER, JobRole.DESIGNER))
                .then(new MemberAssigned(ID, MEMBER, List.of(JobRole.DESIGNER), List.of(LEEDS)));
        assigned.when(assign(MEMBER))
                .then(new MemberAssigned(ID, MEMBER, List.of(), List.of(LEEDS)));
    }

    @Test
    void role_and_work_change_together_or_not_at_all() {
        var both =
                new ChangeMember(
                        ID,
                        MEMBER,
                        Patch.set(Role.ADMIN),
                        Patch.set(Set.of(JobRole.SALES_MANAGER)),
                        Patch.set(Set.of(LEEDS)),
                        OWNER);
        team().when(both)
                .then(
                        new MemberRoleChanged(ID, MEMBER, Role.ADMIN),
                        new MemberAssigned(
                                ID, MEMBER, List.of(JobRole.SALES_MANAGER), List.of(LEEDS)));
        team().when(
                        new ChangeMember(
                                ID,
                                MEMBER,
                                Patch.set(Role.OWNER),
                                Patch.set(Set.of(JobRole.DIRECTOR)),
                                Patch.keep(),
                                ADMIN))
                .thenRejected(new OnlyOwnersMakeOwners());
    }

    @Test
    void whoever_owns_alone_may_still_be_told_what_to_do() {
        team().when(assign(OWNER, JobRole.DIRECTOR))
                .then(new MemberAssigned(ID, OWNER, List.of(JobRole.DIRECTOR), List.of()));
    }
}
