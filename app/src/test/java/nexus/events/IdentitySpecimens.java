package nexus.events;

import java.util.List;
import nexus.api.DomainEvent;
import nexus.api.identity.Address;
import nexus.api.identity.JobRole;
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
import nexus.api.identity.OrganizationSettings;
import nexus.api.identity.Plan;
import nexus.api.identity.Role;
import nexus.api.identity.ShowroomDetails;
import nexus.api.identity.ShowroomEvent.ShowroomCodeChanged;
import nexus.api.identity.ShowroomEvent.ShowroomDetailsChanged;
import nexus.api.identity.ShowroomEvent.ShowroomOpened;
import nexus.api.identity.ShowroomEvent.ShowroomRenamed;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.ShowroomType;
import nexus.api.identity.UserEvent.ProfileChanged;
import nexus.api.identity.UserEvent.UserRegistered;
import nexus.api.identity.UserEvent.UserRemoved;
import nexus.api.identity.UserId;

final class IdentitySpecimens {

    private static final OrganizationId ID =
            new OrganizationId("organization-01990000-0000-7000-8000-000000000001");
    private static final UserId USER = new UserId("user-01990000-0000-7000-8000-000000000002");

    private static final ShowroomId SHOWROOM =
            new ShowroomId("showroom-01990000-0000-7000-8000-000000000003");
    private static final ShowroomDetails DETAILS =
            new ShowroomDetails(
                    ShowroomType.FRANCHISE,
                    new Address("1 Kirkstall Road", "Leeds", "LS3 1LH", "GB"),
                    List.of("LS", "WF1"),
                    "Europe/London",
                    "en-GB",
                    "#b03a2e");

    static final List<DomainEvent> ALL =
            List.of(
                    new OrganizationRegistered(
                            ID,
                            "Bath & Beyond Ltd",
                            "bath-beyond-ltd",
                            Plan.STARTER,
                            new OrganizationSettings("GBP", "Europe/London", "en-GB", "#1f4b99")),
                    new OrganizationRenamed(ID, "Bath & Further Ltd"),
                    new OrganizationSettingsChanged(
                            ID,
                            new OrganizationSettings("EUR", "Europe/Berlin", "de-DE", "#000000")),
                    new PlanChanged(ID, Plan.ENTERPRISE),
                    new OrganizationSuspended(ID, "Unpaid since March"),
                    new OrganizationReactivated(ID),
                    new OrganizationCancelled(ID, "Closed down"),
                    new MemberAdded(ID, USER, Role.OWNER),
                    new MemberRoleChanged(ID, USER, Role.ADMIN),
                    new MemberAssigned(
                            ID,
                            USER,
                            List.of(JobRole.SALESPERSON, JobRole.DESIGNER),
                            List.of(SHOWROOM)),
                    new MemberRemoved(ID, USER),
                    new ShowroomOpened(SHOWROOM, "Leeds", "LDS", DETAILS),
                    new ShowroomRenamed(SHOWROOM, "Leeds Kirkstall Road"),
                    new ShowroomCodeChanged(SHOWROOM, "LKR"),
                    new ShowroomDetailsChanged(SHOWROOM, DETAILS),
                    new UserRegistered(USER, "ada@example.com", "Ada", "Lovelace"),
                    new ProfileChanged(USER, "Ada", "King", "https://example.com/ada.png"),
                    new UserRemoved(USER));

    private IdentitySpecimens() {}
}
