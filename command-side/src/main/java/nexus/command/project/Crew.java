package nexus.command.project;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nexus.api.identity.JobRole;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.Role;
import nexus.api.identity.ShowroomId;
import nexus.api.project.Authority;
import nexus.api.project.ProjectEvent.ProjectOpened;
import nexus.api.project.ProjectId;
import nexus.api.project.ProjectRole;
import nexus.api.project.Staffing;
import nexus.api.project.Staffing.Candidate;
import nexus.platform.decider.Directory;
import nexus.platform.decider.Memberships;
import nexus.platform.eventstore.EventLog;
import nexus.platform.eventstore.RecordedEvent;
import nexus.platform.security.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds out who could take a project on, and what somebody has a say in. */
@Component
class Crew {

    private final Memberships memberships;
    private final Directory<Workloads> workloads;
    private final EventLog events;

    /** A project stays in the showroom that it was opened in. */
    private final Cache<Belonging, ShowroomId> showrooms =
            Caffeine.newBuilder().maximumSize(100_000).build();

    Crew(Memberships memberships, Directory<Workloads> workloads, EventLog events) {
        this.memberships = memberships;
        this.workloads = workloads;
        this.events = events;
    }

    /** Who could take this project on. */
    Staffing staffing(ProjectId project, Actor asker) {
        return showroomOf(project, asker.organizationId())
                .map(showroom -> staffing(showroom, asker.organizationId()))
                .orElse(Staffing.NOBODY);
    }

    /** Who could take on a project of this showroom. */
    Staffing staffing(ShowroomId showroom, OrganizationId organization) {
        var loads = workloads.of(organization);
        return new Staffing(
                Arrays.stream(ProjectRole.values())
                        .flatMap(
                                role ->
                                        memberships
                                                .doing(
                                                        JobRole.valueOf(role.name()),
                                                        showroom,
                                                        organization)
                                                .stream()
                                                .map(
                                                        user ->
                                                                new Candidate(
                                                                        role,
                                                                        user,
                                                                        loads.of(user))))
                        .toList());
    }

    /** What somebody has a say in as far as this project is concerned. */
    Authority authority(ProjectId project, Actor asker) {
        var organization = asker.organizationId();
        return new Authority(
                switch (roleOf(asker)) {
                    case OWNER, ADMIN -> true;
                    case MEMBER, VIEWER -> false;
                    case null -> false;
                },
                showroomOf(project, organization)
                        .map(showroom -> jobs(asker, showroom))
                        .orElse(List.of()));
    }

    /** People, also through the jobs they began, are what they are now. */
    private @Nullable Role roleOf(Actor asker) {
        return switch (asker.kind()) {
            case USER, IMPORT ->
                    memberships.roleOf(asker.organizationId(), asker.id()).orElse(null);
            case API_KEY, POLICY, SYSTEM -> asker.role();
        };
    }

    private List<ProjectRole> jobs(Actor asker, ShowroomId showroom) {
        return memberships.of(asker.organizationId()).member(asker.id()).stream()
                .flatMap(
                        member ->
                                Arrays.stream(ProjectRole.values())
                                        .filter(
                                                role ->
                                                        member.does(
                                                                JobRole.valueOf(role.name()),
                                                                showroom)))
                .toList();
    }

    private Optional<ShowroomId> showroomOf(ProjectId project, OrganizationId organization) {
        var known = showrooms.getIfPresent(new Belonging(project, organization));
        return known == null
                ? events.ofStream(project.value(), organization.value()).stream()
                        .map(RecordedEvent::event)
                        .filter(ProjectOpened.class::isInstance)
                        .map(opened -> ((ProjectOpened) opened).showroomId())
                        .findFirst()
                        .map(showroom -> remember(project, organization, showroom))
                : Optional.of(known);
    }

    private ShowroomId remember(
            ProjectId project, OrganizationId organization, ShowroomId showroom) {
        showrooms.put(new Belonging(project, organization), showroom);
        return showroom;
    }

    /** A project of an organization, which nobody else can have looked up. */
    private record Belonging(ProjectId project, OrganizationId organization) {}
}
