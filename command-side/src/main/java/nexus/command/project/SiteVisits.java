package nexus.command.project;

import static nexus.platform.decider.Decision.accept;
import static nexus.platform.decider.Decision.nothing;
import static nexus.platform.decider.Decision.reject;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nexus.api.project.Booking;
import nexus.api.project.Gate.Requirement;
import nexus.api.project.ProjectCommand.ChangeSnag;
import nexus.api.project.ProjectCommand.CheckIn;
import nexus.api.project.ProjectCommand.OnSite;
import nexus.api.project.ProjectCommand.RaiseSnag;
import nexus.api.project.ProjectCommand.ScheduleInstallation;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.CheckedIn;
import nexus.api.project.ProjectEvent.InstallationScheduled;
import nexus.api.project.ProjectEvent.RequirementSatisfied;
import nexus.api.project.ProjectEvent.SiteLocated;
import nexus.api.project.ProjectEvent.SnagChanged;
import nexus.api.project.ProjectEvent.SnagRaised;
import nexus.api.project.ProjectRejection.BookingOutOfBounds;
import nexus.api.project.ProjectRejection.DateNotInFuture;
import nexus.api.project.ProjectRejection.InstallerDoubleBooked;
import nexus.api.project.ProjectRejection.ProjectClosed;
import nexus.api.project.ProjectRejection.SnagUnknown;
import nexus.api.project.ProjectStatus;
import nexus.api.project.RequirementState;
import nexus.api.project.Site;
import nexus.api.project.SnagState;
import nexus.command.project.Project.Present;
import nexus.command.project.SiteWork.Snag;
import nexus.platform.decider.Decision;
import nexus.platform.decider.Reservation;
import nexus.platform.decider.Reservation.Scope;
import org.jspecify.annotations.Nullable;

/** Decides about the work on the site of a project. */
final class SiteVisits {

    /** What the reservations of installers' days are called. */
    static final String INSTALLER_DAY = "project.installer-day";

    private static final int LONGEST_INSTALLATION = 60;

    /** A position that is less exact than this tells nothing: it counts as if it were so exact. */
    private static final BigDecimal WORST_ACCURACY = BigDecimal.valueOf(Site.USUAL_RADIUS);

    private SiteVisits() {}

    static Decision<ProjectEvent> decide(Present project, OnSite command) {
        if (project.way().status() == ProjectStatus.CANCELLED) {
            return closed(project);
        }
        return switch (command) {
            case ScheduleInstallation schedule -> schedule(project, schedule);
            case CheckIn visit -> checkIn(project, visit);
            case RaiseSnag raise -> raise(project, raise);
            case ChangeSnag change -> change(project, change);
        };
    }

    private static Decision<ProjectEvent> closed(Present project) {
        return reject(new ProjectClosed(project.way().status()));
    }

    private static Decision<ProjectEvent> schedule(Present project, ScheduleInstallation schedule) {
        var booking = schedule.booking();
        if (project.isClosed()) {
            return closed(project);
        }
        if (booking.endsOn().isBefore(booking.startsOn())
                || !booking.endsOn().isBefore(booking.startsOn().plusDays(LONGEST_INSTALLATION))) {
            return reject(new BookingOutOfBounds());
        }
        if (booking.startsOn().isBefore(schedule.today())) {
            return reject(new DateNotInFuture(Requirement.INSTALLATION_SCHEDULED));
        }
        return booking.equals(project.work().booking())
                ? nothing()
                : book(project, schedule).reserving(changed(project.work().booking(), booking));
    }

    private static Decision<ProjectEvent> book(Present project, ScheduleInstallation schedule) {
        var id = schedule.projectId();
        var booking = schedule.booking();
        var events = new ArrayList<ProjectEvent>();
        events.add(new InstallationScheduled(id, booking));
        events.add(
                new RequirementSatisfied(
                        id,
                        Requirement.INSTALLATION_SCHEDULED,
                        null,
                        booking.startsOn(),
                        null,
                        false));
        if (!booking.installerIds().isEmpty()
                && project.fulfilment().stateOf(Requirement.TEAM_ASSIGNED)
                        != RequirementState.SATISFIED) {
            events.add(
                    new RequirementSatisfied(
                            id, Requirement.TEAM_ASSIGNED, null, null, null, false));
        }
        return new Decision.Accept<>(List.copyOf(events), List.of());
    }

    /** Days that are no longer needed are free again, those that are must be free. */
    private static Reservation[] changed(@Nullable Booking before, Booking after) {
        var kept = days(after).map(Reservation.Claim::value).toList();
        return Stream.<Reservation>concat(
                        before == null
                                ? Stream.empty()
                                : days(before)
                                        .filter(day -> !kept.contains(day.value()))
                                        .map(SiteVisits::free),
                        days(after))
                .toArray(Reservation[]::new);
    }

    private static Reservation free(Reservation.Claim day) {
        return new Reservation.Release(day.scope(), day.kind(), day.value());
    }

    private static Stream<Reservation.Claim> days(Booking booking) {
        return booking.installerIds().stream()
                .distinct()
                .flatMap(
                        installer ->
                                booking.days().stream()
                                        .map(
                                                day ->
                                                        new Reservation.Claim(
                                                                Scope.ORGANIZATION,
                                                                INSTALLER_DAY,
                                                                installer.value() + "/" + day,
                                                                new InstallerDoubleBooked(
                                                                        installer, day))));
    }

    /** The same decision, which frees the days that were booked. */
    static Decision<ProjectEvent> freeing(
            Decision<ProjectEvent> decision, @Nullable Booking booking) {
        return booking == null
                ? decision
                : decision.reserving(
                        days(booking).map(SiteVisits::free).toArray(Reservation[]::new));
    }

    /** Where nobody knows the site, it is where somebody first checks in. */
    private static Decision<ProjectEvent> checkIn(Present project, CheckIn visit) {
        var known = project.work().site();
        var site =
                known == null
                        ? new Site(visit.latitude(), visit.longitude(), Site.USUAL_RADIUS)
                        : known;
        var distance = site.distanceTo(visit.latitude(), visit.longitude());
        var checkedIn =
                new CheckedIn(
                        visit.projectId(),
                        visit.checkInId(),
                        visit.latitude(),
                        visit.longitude(),
                        visit.accuracy(),
                        visit.deviceTime(),
                        visit.purpose(),
                        distance,
                        distance <= site.radius() + leeway(visit.accuracy()));
        return known == null
                ? accept(new SiteLocated(visit.projectId(), site), checkedIn)
                : accept(checkedIn);
    }

    private static long leeway(@Nullable BigDecimal accuracy) {
        return accuracy == null ? 0 : accuracy.min(WORST_ACCURACY).longValue();
    }

    private static Decision<ProjectEvent> raise(Present project, RaiseSnag raise) {
        return project.isClosed()
                ? closed(project)
                : accept(
                        new SnagRaised(
                                raise.projectId(),
                                raise.snagId(),
                                raise.title(),
                                raise.severity()));
    }

    private static Decision<ProjectEvent> change(Present project, ChangeSnag change) {
        var snag = project.work().snags().get(change.snagId().value());
        if (snag == null) {
            return reject(new SnagUnknown(change.snagId()));
        }
        return snag.state() == change.state()
                ? nothing()
                : accept(new SnagChanged(change.projectId(), change.snagId(), change.state()));
    }

    static SiteWork after(SiteWork work, ProjectEvent.OnSite event) {
        return switch (event) {
            case SiteLocated(_, var site) -> work.at(site);
            case InstallationScheduled(_, var booking) -> work.booked(booking);
            case CheckedIn visit -> work.with(visit);
            case SnagRaised(_, var id, var title, var severity) ->
                    work.with(id.value(), new Snag(title, severity, SnagState.OPEN));
            case SnagChanged(_, var id, var state) -> {
                var snag = work.snags().get(id.value());
                yield snag == null
                        ? work
                        : work.with(id.value(), new Snag(snag.title(), snag.severity(), state));
            }
        };
    }
}
