package nexus.query.identity;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import nexus.api.identity.JobRole;
import nexus.api.identity.OrganizationSettings;
import nexus.api.identity.OrganizationStatus;
import nexus.api.identity.Plan;
import nexus.api.identity.Role;
import nexus.api.identity.ShowroomId;
import nexus.platform.projection.Columns;
import nexus.platform.query.History;
import nexus.platform.query.ListRequest;
import nexus.platform.query.Listing;
import nexus.platform.query.Listing.Filter;
import nexus.platform.query.Listing.Type;
import nexus.platform.query.Moment;
import nexus.platform.query.Page;
import nexus.platform.query.ReadModel;
import nexus.platform.web.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class IdentityQueryController {

    record OrganizationAnswer(
            String id,
            String name,
            String slug,
            Plan plan,
            OrganizationStatus status,
            OrganizationSettings settings,
            long version,
            Instant createdAt,
            Instant updatedAt) {}

    record MemberAnswer(
            String id,
            @Nullable String email,
            String firstName,
            String lastName,
            @Nullable String avatarUrl,
            Role role,
            List<JobRole> jobRoles,
            List<ShowroomId> showroomIds,
            Instant since,
            long version) {}

    record Me(MemberAnswer user, OrganizationAnswer organization) {}

    private static final Listing<MemberAnswer> MEMBERS =
            new Listing<>(
                    MemberAnswer.class,
                    "r.*, m.role, m.job_roles, m.showroom_ids, m.since",
                    "{members} r join {lookup:memberships} k on k.id = r.id",
                    "left join {lookup:memberships} m on m.id = r.id",
                    Map.of(
                            "role", new Filter("m.role", Type.TEXT),
                            "jobRole", new Filter("m.job_roles", Type.TAGS),
                            "showroomId", new Filter("m.showroom_ids", Type.TAGS),
                            "email", new Filter("r.email", Type.TEXT),
                            "q",
                                    new Filter(
                                            "concat_ws(' ', r.first_name, r.last_name)",
                                            Type.CONTAINS)),
                    Map.of(
                            "firstName", "r.first_name",
                            "lastName", "r.last_name",
                            "since", "m.since"),
                    "lastName,firstName");

    private final ReadModel model;
    private final Organizations organizations;
    private final History history;

    IdentityQueryController(ReadModel model, Organizations organizations, History history) {
        this.model = model;
        this.organizations = organizations;
        this.history = history;
    }

    @GetMapping("/api/me")
    Me me(Moment moment) {
        var id = moment.reader().id();
        var user =
                model.sql(
                                moment,
                                """
                                select r.*, m.role, m.job_roles, m.showroom_ids, m.since
                                from {members} r join {lookup:memberships} m on m.id = r.id
                                where r.id = :id""")
                        .param("id", id)
                        .query(Columns.of(MemberAnswer.class).reader())
                        .optional()
                        .orElseThrow(() -> Refused.notFound(id));
        return new Me(user, organization(moment));
    }

    @GetMapping("/api/organization")
    OrganizationAnswer organization(Moment moment) {
        return model.sql(moment, "select * from {organizations}")
                .query(Columns.of(OrganizationAnswer.class).reader())
                .optional()
                .orElseThrow(() -> Refused.notFound(moment.organizationId()));
    }

    @GetMapping("/api/organization/history")
    Page<History.Entry> history(Moment moment, ListRequest request) {
        return history.of(organizations, moment.organizationId(), moment, request);
    }

    @GetMapping("/api/organization/members")
    Page<MemberAnswer> members(Moment moment, ListRequest request) {
        return MEMBERS.page(model, moment, request);
    }
}
