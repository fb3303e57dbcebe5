package nexus.command.project;

import static nexus.command.project.Histories.ANN;
import static nexus.command.project.Histories.BOB;
import static nexus.command.project.Histories.ID;
import static nexus.command.project.Histories.OPENED;
import static nexus.command.project.Histories.TODAY;
import static nexus.command.project.Histories.after;
import static nexus.command.project.Histories.eventsOf;
import static nexus.command.project.Histories.moveTo;
import static nexus.command.project.Histories.satisfied;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nexus.api.identity.UserId;
import nexus.api.project.Booking;
import nexus.api.project.CheckInId;
import nexus.api.project.Gate.Requirement;
import nexus.api.project.Judgement;
import nexus.api.project.Judgement.Missing;
import nexus.api.project.ProjectCommand;
import nexus.api.project.ProjectCommand.CancelProject;
import nexus.api.project.ProjectCommand.ChangeSnag;
import nexus.api.project.ProjectCommand.CheckIn;
import nexus.api.project.ProjectCommand.RaiseSnag;
import nexus.api.project.ProjectCommand.SatisfyRequirement;
import nexus.api.project.ProjectCommand.ScheduleInstallation;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.CheckedIn;
import nexus.api.project.ProjectEvent.InstallationScheduled;
import nexus.api.project.ProjectEvent.ProjectCancelled;
import nexus.api.project.ProjectEvent.RequirementSatisfied;
import nexus.api.project.ProjectEvent.SiteLocated;
import nexus.api.project.ProjectEvent.SnagChanged;
import nexus.api.project.ProjectEvent.SnagRaised;
import nexus.api.project.ProjectRejection.BookingOutOfBounds;
import nexus.api.project.ProjectRejection.DateNotInFuture;
import nexus.api.project.ProjectRejection.GateNotMet;
import nexus.api.project.ProjectRejection.InstallerDoubleBooked;
import nexus.api.project.ProjectRejection.ProjectClosed;
import nexus.api.project.ProjectRejection.SnagUnknown;
import nexus.api.project.ProjectStage;
import nexus.api.project.ProjectStatus;
import nexus.api.project.RequirementKind;
import nexus.api.project.Site;
import nexus.api.project.SnagId;
import nexus.api.project.SnagSeverity;
import nexus.api.project.SnagState;
import nexus.api.project.VisitPurpose;
import nexus.platform.decider.Decision;
import nexus.platform.decider.Reservation;
import nexus.platform.decider.Reservation.Claim;
import nexus.platform.decider.Reservation.Release;
import nexus.platform.decider.Reservation.Scope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Installations, check-ins and snags. */
class SiteVisitsTest {

    private static final BigDecimal LATITUDE = new BigDecimal("53.7997");
    private static final BigDecimal LONGITUDE = new BigDecimal("-1.5492");
    private static final Site SITE = new Site(LATITUDE, LONGITUDE, 200);
    private static final SnagId SNAG = new SnagId("snag-1");

    private final ProjectDecider decider = new ProjectDecider();
    private final List<ProjectEvent> history = new ArrayList<>(List.of(OPENED));

    private List<ProjectEvent> then(ProjectCommand command) {
        var events = eventsOf(decider.decide(after(history), command));
        history.addAll(events);
        return events;
    }

    /** That many metres north of the site. */
    private static CheckIn checkIn(int metres, @Nullable String accuracy, VisitPurpose purpose) {
        return new CheckIn(
                ID,
                new CheckInId("checkin-1"),
                LATITUDE.add(
                        new BigDecimal(metres)
                                .movePointLeft(3)
                                .divide(new BigDecimal("111.195"), 8, RoundingMode.HALF_UP)),
                LONGITUDE,
                accuracy == null ? null : new BigDecimal(accuracy),
                null,
                purpose);
    }

    private CheckedIn visit(CheckIn command) {
        return (CheckedIn)
                then(command).stream()
                        .filter(CheckedIn.class::isInstance)
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void where_nobody_knows_the_site_it_is_where_somebody_first_checks_in() {
        assertThat(then(checkIn(0, "5", VisitPurpose.SURVEY)))
                .startsWith(
                        new SiteLocated(
                                ID,
                                new Site(
                                        checkIn(0, "5", VisitPurpose.SURVEY).latitude(),
                                        LONGITUDE,
                                        200)))
                .hasSize(2);
        assertThat(visit(checkIn(150, null, VisitPurpose.SURVEY)).onSite()).isTrue();
    }

    @Test
    void whoever_is_further_away_than_the_fence_is_not_on_site_and_the_accuracy_is_allowed_for() {
        history.add(new SiteLocated(ID, SITE));
        assertThat(visit(checkIn(199, null, VisitPurpose.OTHER)).onSite()).isTrue();
        var outside = visit(checkIn(300, null, VisitPurpose.OTHER));
        assertThat(outside.onSite()).isFalse();
        assertThat(outside.distance()).isBetween(299L, 301L);
        assertThat(visit(checkIn(300, "120", VisitPurpose.OTHER)).onSite()).isTrue();
        assertThat(visit(checkIn(900, "5000", VisitPurpose.OTHER)).onSite())
                .as("a position that could be anywhere")
                .isFalse();
    }

    @Test
    void an_installation_starts_with_whoever_checks_in_on_site_to_install() {
        history.add(new SiteLocated(ID, SITE));
        var started =
                new RequirementSatisfied(
                        ID, Requirement.INSTALLATION_STARTED, null, null, null, true);
        assertThat(then(checkIn(0, null, VisitPurpose.SURVEY))).doesNotContain(started);
        assertThat(then(checkIn(5000, null, VisitPurpose.INSTALLATION))).doesNotContain(started);
        assertThat(then(checkIn(10, null, VisitPurpose.INSTALLATION))).contains(started);
        assertThat(then(checkIn(10, null, VisitPurpose.INSTALLATION))).hasSize(1);
    }

    @Test
    void whoever_checked_in_last_somewhere_else_is_warned_of() {
        history.add(new SiteLocated(ID, SITE));
        then(checkIn(5000, null, VisitPurpose.INSTALLATION));
        assertThat(judged().warnings()).anyMatch(warning -> warning.code().equals("off-site"));
        then(checkIn(5, null, VisitPurpose.INSTALLATION));
        assertThat(judged().warnings()).noneMatch(warning -> warning.code().equals("off-site"));
    }

    private Judgement judged() {
        var present = (Project.Present) after(history);
        return Histories.RULES.judge(present.standing(), ProjectStage.ENGAGED_ENQUIRY, TODAY);
    }

    private static ScheduleInstallation book(int from, int to, UserId... installers) {
        return new ScheduleInstallation(
                ID, new Booking(day(from), day(to), List.of(installers)), TODAY);
    }

    private static LocalDate day(int after) {
        return TODAY.plusDays(after);
    }

    private static Claim claimed(UserId installer, int day) {
        return new Claim(
                Scope.ORGANIZATION,
                SiteVisits.INSTALLER_DAY,
                installer.value() + "/" + day(day),
                new InstallerDoubleBooked(installer, day(day)));
    }

    private static Release freed(UserId installer, int day) {
        return new Release(
                Scope.ORGANIZATION, SiteVisits.INSTALLER_DAY, installer.value() + "/" + day(day));
    }

    private List<Reservation> reserved(ProjectCommand command) {
        return decider.decide(after(history), command)
                        instanceof Decision.Accept<ProjectEvent>(_, var reservations)
                ? reservations
                : List.of();
    }

    @Test
    void the_days_of_every_installer_are_taken_with_the_booking() {
        assertThat(reserved(book(1, 2, ANN, BOB)))
                .containsExactly(
                        claimed(ANN, 1), claimed(ANN, 2), claimed(BOB, 1), claimed(BOB, 2));
        assertThat(then(book(1, 2, ANN, BOB)))
                .containsExactly(
                        new InstallationScheduled(
                                ID, new Booking(day(1), day(2), List.of(ANN, BOB))),
                        new RequirementSatisfied(
                                ID, Requirement.INSTALLATION_SCHEDULED, null, day(1), null, false),
                        new RequirementSatisfied(
                                ID, Requirement.TEAM_ASSIGNED, null, null, null, false));
    }

    @Test
    void another_booking_frees_the_days_that_are_no_longer_needed() {
        then(book(1, 2, ANN));
        assertThat(reserved(book(2, 3, ANN)))
                .containsExactly(freed(ANN, 1), claimed(ANN, 2), claimed(ANN, 3));
        assertThat(decider.decide(after(history), book(1, 2, ANN))).isEqualTo(Decision.nothing());
    }

    @Test
    void what_is_cancelled_frees_all_days() {
        then(book(1, 2, ANN));
        assertThat(reserved(new CancelProject(ID, null)))
                .containsExactly(freed(ANN, 1), freed(ANN, 2));
    }

    @Test
    void a_booking_ends_after_it_begins_and_begins_today_or_later() {
        var project = after(history);
        assertThat(decider.decide(project, book(2, 1, ANN)))
                .isEqualTo(Decision.reject(new BookingOutOfBounds()));
        assertThat(decider.decide(project, book(1, 61, ANN)))
                .isEqualTo(Decision.reject(new BookingOutOfBounds()));
        assertThat(decider.decide(project, book(1, 60, ANN))).isInstanceOf(Decision.Accept.class);
        assertThat(decider.decide(project, book(-1, 1, ANN)))
                .isEqualTo(
                        Decision.reject(new DateNotInFuture(Requirement.INSTALLATION_SCHEDULED)));
    }

    @Test
    void what_is_scheduled_is_for_a_day_to_come() {
        var project = after(history);
        for (var key : List.of("consultation-scheduled", "survey-scheduled")) {
            assertThat(decider.decide(project, scheduled(key, TODAY)))
                    .isEqualTo(Decision.reject(new DateNotInFuture(key)));
            assertThat(decider.decide(project, scheduled(key, day(1))))
                    .isInstanceOf(Decision.Accept.class);
        }
    }

    private static SatisfyRequirement scheduled(String key, LocalDate date) {
        return new SatisfyRequirement(ID, key, null, date, TODAY);
    }

    @Test
    void an_open_critical_snag_blocks_completion_and_cannot_be_waived() {
        history.clear();
        history.addAll(Histories.in(ProjectStage.INSTALLATION_IN_PROGRESS));
        Histories.RULES
                .gate(ProjectStage.COMPLETION_SIGN_OFF)
                .requirements()
                .forEach(requirement -> history.add(satisfied(requirement)));
        then(new RaiseSnag(ID, SNAG, "Leak", SnagSeverity.CRITICAL));
        then(new RaiseSnag(ID, new SnagId("snag-2"), "Scratch", SnagSeverity.MAJOR));
        assertThat(decider.decide(after(history), moveTo(ProjectStage.COMPLETION_SIGN_OFF)))
                .isEqualTo(
                        Decision.reject(
                                new GateNotMet(
                                        ProjectStage.COMPLETION_SIGN_OFF,
                                        List.of(
                                                new Missing(
                                                        "no-open-critical-snag",
                                                        RequirementKind.CONDITION,
                                                        ProjectStage.COMPLETION_SIGN_OFF)),
                                        List.of())));
        then(new ChangeSnag(ID, SNAG, SnagState.FIXED));
        assertThat(decider.decide(after(history), moveTo(ProjectStage.COMPLETION_SIGN_OFF)))
                .isInstanceOf(Decision.Accept.class);
    }

    @Test
    void snags_are_raised_fixed_and_opened_again() {
        assertThat(then(new RaiseSnag(ID, SNAG, "Scratch", SnagSeverity.MINOR)))
                .containsExactly(new SnagRaised(ID, SNAG, "Scratch", SnagSeverity.MINOR));
        assertThat(then(new ChangeSnag(ID, SNAG, SnagState.ACCEPTED)))
                .containsExactly(new SnagChanged(ID, SNAG, SnagState.ACCEPTED));
        assertThat(then(new ChangeSnag(ID, SNAG, SnagState.ACCEPTED))).isEmpty();
        assertThat(then(new ChangeSnag(ID, SNAG, SnagState.OPEN))).hasSize(1);
        assertThat(
                        decider.decide(
                                after(history),
                                new ChangeSnag(ID, new SnagId("snag-9"), SnagState.FIXED)))
                .isEqualTo(Decision.reject(new SnagUnknown(new SnagId("snag-9"))));
    }

    @Test
    void nobody_works_on_a_cancelled_project() {
        history.add(new ProjectCancelled(ID, null, null));
        for (var command :
                List.of(
                        book(1, 2, ANN),
                        checkIn(0, null, VisitPurpose.OTHER),
                        new RaiseSnag(ID, SNAG, "Leak", SnagSeverity.MINOR))) {
            assertThat(decider.decide(after(history), command))
                    .isEqualTo(Decision.reject(new ProjectClosed(ProjectStatus.CANCELLED)));
        }
    }
}
