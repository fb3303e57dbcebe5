package nexus.query.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import nexus.api.Money;
import nexus.api.contact.ContactId;
import nexus.api.document.DocumentId;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.UserId;
import nexus.api.project.CheckInId;
import nexus.api.project.PaymentId;
import nexus.api.project.PaymentKind;
import nexus.api.project.Priority;
import nexus.api.project.ProjectDetails;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectId;
import nexus.api.project.ProjectStage;
import nexus.api.project.ProjectStatus;
import nexus.api.project.RequirementState;
import nexus.api.project.Sale;
import nexus.api.project.SnagId;
import nexus.api.project.SnagSeverity;
import nexus.api.project.SnagState;
import nexus.api.project.VariationId;
import nexus.api.project.VisitPurpose;
import nexus.platform.eventstore.RecordedEvent.By;
import nexus.platform.projection.Occurrence;
import nexus.platform.projection.View;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What readers are told of a project, event by event. */
class ProjectsTest {

    private static final ProjectId ID = new ProjectId("project-1");
    private static final UserId ANN = new UserId("user-ann");
    private static final Instant BEGIN = Instant.parse("2026-03-02T09:00:00Z");
    private static final ContactId CLIENT = new ContactId("contact-1");
    private static final ProjectDetails DETAILS =
            new ProjectDetails("Bath", CLIENT, Priority.HIGH, null, null);
    private static final ProjectEvent OPENED =
            new ProjectEvent.ProjectOpened(
                    ID,
                    "LDS-000001",
                    new ShowroomId("showroom-1"),
                    DETAILS,
                    gbp("1000.00"),
                    null,
                    ProjectStage.ENQUIRY,
                    ANN,
                    1);
    private static final ProjectEvent ENGAGED =
            new ProjectEvent.ProjectStageEntered(
                    ID,
                    ProjectStage.ENQUIRY,
                    ProjectStage.ENGAGED_ENQUIRY,
                    ANN,
                    null,
                    List.of(),
                    1,
                    new Sale("Bath", CLIENT, null, null, null));
    private static final ProjectEvent HELD = new ProjectEvent.ProjectPutOnHold(ID, null);
    private static final ProjectEvent RESUMED = new ProjectEvent.ProjectResumed(ID, null);

    private static Money gbp(String amount) {
        return Money.of(amount, "GBP");
    }

    /** One event a day, from the beginning on. */
    private static <R extends Record> @Nullable R fold(
            View<ProjectEvent, R> view, ProjectEvent... events) {
        R row = null;
        for (int day = 0; day < events.length; day++) {
            row = view.evolve(row, events[day], on(day));
        }
        return row;
    }

    private static Occurrence on(int day) {
        var at = day(day);
        return new Occurrence(at, at, new By("USER", "user-ann", "Ann"));
    }

    private static Instant day(int day) {
        return BEGIN.plus(Duration.ofDays(day));
    }

    private static ProjectRow project(ProjectEvent... events) {
        return Objects.requireNonNull(fold(new Projects(), events));
    }

    @Test
    void a_project_is_due_when_the_days_of_its_stage_are_over() {
        assertThat(project(OPENED).dueAt()).isEqualTo(day(2));
        assertThat(project(OPENED, ENGAGED).dueAt()).isEqualTo(day(1 + 5));
        assertThat(project(OPENED, ENGAGED).stageEnteredAt()).isEqualTo(day(1));
        assertThat(project(OPENED, ENGAGED).responsibleId()).isNull();
    }

    @Test
    void a_hold_does_not_count() {
        var held = project(OPENED, HELD);
        assertThat(held.status()).isEqualTo(ProjectStatus.ON_HOLD);
        assertThat(held.heldSince()).isEqualTo(day(1));
        var row = new Projects().evolve(held, RESUMED, on(4));
        assertThat(Objects.requireNonNull(row).dueAt()).isEqualTo(day(2 + 3));
        assertThat(row.heldSince()).isNull();
        assertThat(row.status()).isEqualTo(ProjectStatus.ACTIVE);
    }

    @Test
    void what_is_to_be_paid_is_the_contract_with_its_variations_less_what_was_paid() {
        var row =
                project(
                        OPENED,
                        new ProjectEvent.ContractVaried(
                                ID, new VariationId("v"), gbp("-100.00"), "Less"),
                        paid(PaymentKind.DEPOSIT, "300.00"),
                        paid(PaymentKind.REFUND, "50.00"),
                        new ProjectEvent.ContractValueChanged(ID, gbp("2000.00")));
        assertThat(row.contractValue()).isEqualTo(gbp("2000.00"));
        assertThat(row.contractTotal()).isEqualTo(gbp("1900.00"));
        assertThat(row.paid()).isEqualTo(gbp("250.00"));
        assertThat(row.balance()).isEqualTo(gbp("1650.00"));
    }

    @Test
    void a_variation_counts_from_the_day_on_that_there_is_a_price_and_outlives_it() {
        var more = new ProjectEvent.ContractVaried(ID, new VariationId("v"), gbp("100.00"), "More");
        var unpriced = project(OPENED, new ProjectEvent.ContractValueChanged(ID, null), more);
        assertThat(unpriced.contractValue()).isNull();
        assertThat(unpriced.contractTotal()).isNull();
        assertThat(unpriced.balance()).isNull();
        var again = new ProjectEvent.ContractValueChanged(ID, gbp("700.00"));
        var priced = Objects.requireNonNull(new Projects().evolve(unpriced, again, on(3)));
        assertThat(priced.contractTotal()).isEqualTo(gbp("800.00"));
        assertThat(priced.balance()).isEqualTo(gbp("800.00"));
    }

    private static ProjectEvent paid(PaymentKind kind, String amount) {
        return new ProjectEvent.PaymentRecorded(ID, new PaymentId("p"), gbp(amount), kind);
    }

    @Test
    void a_project_ends_lost_cancelled_or_completed() {
        var sale = new Sale("Bath", CLIENT, null, null, ANN);
        var lost =
                project(
                        OPENED,
                        new ProjectEvent.ProjectLost(ID, ProjectStage.ENQUIRY, "Price", 1, sale));
        assertThat(lost.stage()).isEqualTo(ProjectStage.LOST_NOT_PROCEEDING);
        assertThat(lost.status()).isEqualTo(ProjectStatus.CANCELLED);
        assertThat(lost.endReason()).isEqualTo("Price");
        assertThat(lost.dueAt()).isNull();
        var cancelled = project(OPENED, new ProjectEvent.ProjectCancelled(ID, null, ANN));
        assertThat(cancelled.stage()).isEqualTo(ProjectStage.ENQUIRY);
        assertThat(cancelled.endedAt()).isEqualTo(day(1));
        var completed = project(OPENED, new ProjectEvent.ProjectCompleted(ID, ANN));
        assertThat(completed.status()).isEqualTo(ProjectStatus.COMPLETED);
        assertThat(completed.completedAt()).isEqualTo(day(1));
        var warranty =
                project(
                        OPENED,
                        new ProjectEvent.ProjectCompleted(ID, ANN),
                        new ProjectEvent.ProjectReopenedForWarranty(
                                ID, ProjectStage.COMPLETION_SIGN_OFF, "Leak", ANN, ANN));
        assertThat(warranty.status()).isEqualTo(ProjectStatus.ACTIVE);
        assertThat(warranty.warranty()).isTrue();
        assertThat(warranty.endedAt()).isNull();
        assertThat(warranty.completedAt()).isEqualTo(day(1));
    }

    @Test
    void the_clock_of_each_stay_stands_while_the_project_is_on_hold() {
        var row =
                Objects.requireNonNull(
                        fold(new ProjectVisits(), OPENED, HELD, RESUMED, ENGAGED, HELD, ENGAGED));
        assertThat(row.visits()).hasSize(3);
        var first = row.visits().getFirst();
        assertThat(first.leftAt()).isEqualTo(day(3));
        assertThat(first.heldSeconds()).isEqualTo(Duration.ofDays(1).toSeconds());
        assertThat(first.days()).isEqualTo(2);
        assertThat(first.responsibleId()).isEqualTo(ANN);
        assertThat(row.visits().get(1).heldSeconds())
                .as("a hold ends with the stay")
                .isEqualTo(Duration.ofDays(1).toSeconds());
        assertThat(row.visits().getLast().leftAt()).isNull();
    }

    @Test
    void a_requirement_is_a_row_of_its_own() {
        var view = new ProjectRequirements();
        var waived = new ProjectEvent.RequirementWaived(ID, "enquiry-form", "Known");
        var met = new ProjectEvent.RequirementSatisfied(ID, "enquiry-form", null, null, null, true);
        var document = new DocumentId("document-1");
        assertThat(view.key(waived)).isEqualTo("project-1/enquiry-form");
        assertThat(fold(view, OPENED)).isNull();
        var row =
                Objects.requireNonNull(
                        fold(
                                view,
                                waived,
                                new ProjectEvent.ProjectDocumentProvided(
                                        ID, "enquiry-form", document),
                                met));
        assertThat(row.state()).isEqualTo(RequirementState.SATISFIED);
        assertThat(row.documentIds()).containsExactly(document);
        assertThat(row.waivedBecause()).isEqualTo("Known");
        assertThat(row.at()).isEqualTo(day(2));
        var broken =
                Objects.requireNonNull(
                        fold(
                                view,
                                met,
                                new ProjectEvent.RequirementRevoked(ID, "enquiry-form", null, true),
                                new ProjectEvent.ProjectIntegrityBroken(
                                        ID,
                                        "enquiry-form",
                                        ProjectStage.ENGAGED_ENQUIRY,
                                        ProjectStage.SURVEY_COMPLETE)));
        assertThat(broken.state()).isEqualTo(RequirementState.OPEN);
        assertThat(broken.broken()).isTrue();
    }

    @Test
    void snags_payments_and_visits_are_rows_of_their_own() {
        var snag = new SnagId("snag-1");
        var raised = new ProjectEvent.SnagRaised(ID, snag, "Leak", SnagSeverity.CRITICAL);
        var snags = new ProjectSnags();
        assertThat(snags.key(raised)).isEqualTo("snag-1");
        var fixed =
                Objects.requireNonNull(
                        fold(
                                snags,
                                raised,
                                new ProjectEvent.SnagChanged(ID, snag, SnagState.FIXED)));
        assertThat(fixed.state()).isEqualTo(SnagState.FIXED);
        assertThat(fixed.changedAt()).isEqualTo(day(1));

        var payment = fold(new ProjectPayments(), paid(PaymentKind.DEPOSIT, "3.00"));
        assertThat(Objects.requireNonNull(payment).kind()).isEqualTo("DEPOSIT");
        assertThat(payment.amount()).isEqualTo(gbp("3.00"));

        var visit =
                new ProjectEvent.CheckedIn(
                        ID,
                        new CheckInId("checkin-1"),
                        BigDecimal.ONE,
                        BigDecimal.TWO,
                        null,
                        null,
                        VisitPurpose.SURVEY,
                        900,
                        false);
        assertThat(Objects.requireNonNull(fold(new ProjectCheckIns(), visit)).onSite()).isFalse();
        assertThat(project(OPENED, visit).offSite()).isTrue();
    }

    @Test
    void its_history_tells_of_requirements_and_snags_as_well() {
        var row =
                Objects.requireNonNull(
                        fold(
                                new ProjectTrace(),
                                OPENED,
                                new ProjectEvent.RequirementWaived(ID, "enquiry-form", "Known"),
                                new ProjectEvent.SnagRaised(
                                        ID, new SnagId("snag-1"), "Leak", SnagSeverity.MINOR),
                                ENGAGED));
        assertThat(row.requirements()).containsEntry("enquiry-form", RequirementState.WAIVED);
        assertThat(row.snags()).containsEntry("snag-1", SnagState.OPEN);
        assertThat(row.project().stage()).isEqualTo(ProjectStage.ENGAGED_ENQUIRY);
    }

    /** Any event may meet any row, or none. */
    @Test
    void no_event_before_the_opening_makes_a_project() {
        for (var event : List.of(ENGAGED, HELD, RESUMED, paid(PaymentKind.FINAL, "1.00"))) {
            assertThat(fold(new Projects(), event)).isNull();
            assertThat(fold(new ProjectVisits(), event)).isNull();
            assertThat(fold(new ProjectTrace(), event)).isNull();
        }
    }
}
