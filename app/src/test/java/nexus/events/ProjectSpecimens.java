package nexus.events;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nexus.api.Money;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealId;
import nexus.api.document.DocumentId;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.UserId;
import nexus.api.project.Booking;
import nexus.api.project.CheckInId;
import nexus.api.project.PaymentId;
import nexus.api.project.PaymentKind;
import nexus.api.project.Priority;
import nexus.api.project.ProjectDetails;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectId;
import nexus.api.project.ProjectStage;
import nexus.api.project.Quote;
import nexus.api.project.QuoteLine;
import nexus.api.project.Sale;
import nexus.api.project.Site;
import nexus.api.project.SnagId;
import nexus.api.project.SnagSeverity;
import nexus.api.project.SnagState;
import nexus.api.project.VariationId;
import nexus.api.project.VisitPurpose;

/** One of every event of a project. */
final class ProjectSpecimens {

    private static final String UUID = "-01990000-0000-7000-8000-00000000000";

    private static final ProjectId ID = new ProjectId("project" + UUID + 1);
    private static final ContactId CLIENT = new ContactId("contact" + UUID + 3);
    private static final DealId DEAL = new DealId("deal" + UUID + 1);
    private static final UserId ANN = new UserId("user" + UUID + 2);
    private static final UserId BOB = new UserId("user" + UUID + 4);
    private static final DocumentId DOCUMENT = new DocumentId("document" + UUID + 7);
    private static final SnagId SNAG = new SnagId("snag" + UUID + 5);
    private static final Money VALUE = Money.of("12500.00", "GBP");

    private static final ProjectDetails DETAILS =
            new ProjectDetails(
                    "Bathroom for the Hartleys", CLIENT, Priority.HIGH, "Referral", "LS1 4AP");
    private static final Sale SALE =
            new Sale("Bathroom for the Hartleys", CLIENT, VALUE, DEAL, BOB);

    static final List<ProjectEvent> ALL =
            List.of(
                    new ProjectEvent.ProjectOpened(
                            ID,
                            "LDS-000123",
                            new ShowroomId("showroom" + UUID + 1),
                            DETAILS,
                            VALUE,
                            DEAL,
                            ProjectStage.SALE_CLIENT_COMMITS,
                            ANN,
                            1),
                    new ProjectEvent.ProjectDetailsChanged(ID, DETAILS),
                    new ProjectEvent.ProjectDealLinked(ID, DEAL),
                    new ProjectEvent.ProjectResponsibleAssigned(
                            ID, ProjectStage.SURVEY_COMPLETE, ANN, BOB),
                    new ProjectEvent.ProjectArchived(ID, BOB),
                    new ProjectEvent.ProjectRestored(ID, BOB),
                    new ProjectEvent.ProjectStageEntered(
                            ID,
                            ProjectStage.CONSULTATION_BOOKED,
                            ProjectStage.QUALIFIED_LEAD,
                            ANN,
                            BOB,
                            List.of("budget-form"),
                            1,
                            SALE),
                    new ProjectEvent.ProjectMovedBack(
                            ID,
                            ProjectStage.DESIGN_PRESENTED,
                            ProjectStage.SURVEY_COMPLETE,
                            "Measured wrongly",
                            ANN,
                            BOB),
                    new ProjectEvent.ProjectPutOnHold(ID, "The client is abroad"),
                    new ProjectEvent.ProjectResumed(ID, "They are back"),
                    new ProjectEvent.ProjectCancelled(ID, "Duplicate", ANN),
                    new ProjectEvent.ProjectLost(
                            ID, ProjectStage.DESIGN_PRESENTED, "Price", 1, SALE),
                    new ProjectEvent.ProjectCompleted(ID, ANN),
                    new ProjectEvent.ProjectReopenedForWarranty(
                            ID, ProjectStage.COMPLETION_SIGN_OFF, "The tap leaks", ANN, BOB),
                    new ProjectEvent.RequirementSatisfied(
                            ID,
                            "quote-provided",
                            "By e-mail",
                            LocalDate.of(2026, 3, 2),
                            LocalDate.of(2026, 3, 30),
                            true),
                    new ProjectEvent.RequirementRevoked(
                            ID, "client-sign-off", "Signed by the wrong person", true),
                    new ProjectEvent.RequirementWaived(ID, "budget-form", "Known client"),
                    new ProjectEvent.ProjectIntegrityBroken(
                            ID,
                            "deposit-paid",
                            ProjectStage.SALE_CLIENT_COMMITS,
                            ProjectStage.DESIGN_SIGN_OFF),
                    new ProjectEvent.ProjectDocumentProvided(ID, "enquiry-form", DOCUMENT),
                    new ProjectEvent.ProjectDocumentWithdrawn(ID, "enquiry-form", DOCUMENT),
                    new ProjectEvent.ContractValueChanged(ID, VALUE),
                    new ProjectEvent.ContractVaried(
                            ID,
                            new VariationId("variation" + UUID + 6),
                            Money.of("-150.00", "GBP"),
                            "No heated floor"),
                    new ProjectEvent.PaymentRecorded(
                            ID,
                            new PaymentId("payment" + UUID + 6),
                            Money.of("3000.00", "GBP"),
                            PaymentKind.DEPOSIT),
                    new ProjectEvent.QuoteIssued(
                            ID,
                            Quote.of(
                                    List.of(
                                            new QuoteLine(
                                                    "Tiles",
                                                    new BigDecimal("3.5"),
                                                    Money.of("19.99", "GBP"),
                                                    new BigDecimal("20"))),
                                    LocalDate.of(2026, 3, 2),
                                    LocalDate.of(2026, 3, 30))),
                    new ProjectEvent.SiteLocated(
                            ID,
                            new Site(new BigDecimal("53.7997"), new BigDecimal("-1.5492"), 200)),
                    new ProjectEvent.InstallationScheduled(
                            ID,
                            new Booking(
                                    LocalDate.of(2026, 4, 6),
                                    LocalDate.of(2026, 4, 10),
                                    List.of(ANN, BOB))),
                    new ProjectEvent.CheckedIn(
                            ID,
                            new CheckInId("checkin" + UUID + 8),
                            new BigDecimal("53.7998"),
                            new BigDecimal("-1.5493"),
                            new BigDecimal("12.5"),
                            Instant.parse("2026-04-06T08:01:00Z"),
                            VisitPurpose.INSTALLATION,
                            13,
                            true),
                    new ProjectEvent.SnagRaised(ID, SNAG, "Tile cracked", SnagSeverity.MAJOR),
                    new ProjectEvent.SnagChanged(ID, SNAG, SnagState.FIXED));

    private ProjectSpecimens() {}
}
