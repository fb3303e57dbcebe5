package nexus.command.project;

import static nexus.command.project.Histories.ANN;
import static nexus.command.project.Histories.BOB;
import static nexus.command.project.Histories.CLIENT;
import static nexus.command.project.Histories.DETAILS;
import static nexus.command.project.Histories.ID;
import static nexus.command.project.Histories.LEEDS;
import static nexus.command.project.Histories.OPENED;
import static nexus.command.project.Histories.RULES;
import static nexus.command.project.Histories.after;
import static nexus.command.project.Histories.eventsOf;
import static nexus.command.project.Histories.gbp;
import static nexus.command.project.Histories.in;
import static nexus.command.project.Histories.moveTo;
import static nexus.command.project.Histories.open;
import static nexus.command.project.Histories.opened;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nexus.api.Patch;
import nexus.api.RecordRejection;
import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.deal.DealId;
import nexus.api.document.DocumentId;
import nexus.api.project.Gate.Requirement;
import nexus.api.project.Priority;
import nexus.api.project.ProjectCommand;
import nexus.api.project.ProjectCommand.ArchiveProject;
import nexus.api.project.ProjectCommand.ChangeProject;
import nexus.api.project.ProjectCommand.LinkDeal;
import nexus.api.project.ProjectCommand.OpenProject;
import nexus.api.project.ProjectCommand.ProvideProjectDocument;
import nexus.api.project.ProjectCommand.RestoreProject;
import nexus.api.project.ProjectCommand.ResumeProject;
import nexus.api.project.ProjectCommand.WithdrawProjectDocument;
import nexus.api.project.ProjectDetails;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectEvent.ContractValueChanged;
import nexus.api.project.ProjectEvent.ProjectArchived;
import nexus.api.project.ProjectEvent.ProjectCancelled;
import nexus.api.project.ProjectEvent.ProjectDealLinked;
import nexus.api.project.ProjectEvent.ProjectDetailsChanged;
import nexus.api.project.ProjectEvent.ProjectDocumentProvided;
import nexus.api.project.ProjectEvent.ProjectDocumentWithdrawn;
import nexus.api.project.ProjectEvent.ProjectIntegrityBroken;
import nexus.api.project.ProjectEvent.ProjectOpened;
import nexus.api.project.ProjectEvent.ProjectResponsibleAssigned;
import nexus.api.project.ProjectEvent.ProjectRestored;
import nexus.api.project.ProjectEvent.RequirementRevoked;
import nexus.api.project.ProjectEvent.RequirementSatisfied;
import nexus.api.project.ProjectEvent.RequirementWaived;
import nexus.api.project.ProjectEvent.SiteLocated;
import nexus.api.project.ProjectNumber;
import nexus.api.project.ProjectRejection.DealDelivered;
import nexus.api.project.ProjectRejection.NumberTaken;
import nexus.api.project.ProjectRejection.OtherDealLinked;
import nexus.api.project.ProjectRejection.ProjectClosed;
import nexus.api.project.ProjectRole;
import nexus.api.project.ProjectStage;
import nexus.api.project.ProjectStatus;
import nexus.api.project.Site;
import nexus.api.project.Staffing;
import nexus.api.project.Staffing.Candidate;
import nexus.platform.decider.Decision;
import nexus.platform.decider.Reservation.Claim;
import nexus.platform.decider.Reservation.Scope;
import nexus.platform.decider.testing.DeciderSpec;
import org.junit.jupiter.api.Test;

/** The beginning and end of a project, what is written about it, and its documents. */
class ProjectTest {

    private static final DealId DEAL = new DealId("deal-1");

    private final ProjectDecider decider = new ProjectDecider();
    private final DeciderSpec<ProjectCommand, Project, ProjectEvent> project =
            DeciderSpec.of(decider);

    private static Claim number(int sequence) {
        return new Claim(
                Scope.ORGANIZATION,
                ProjectDecider.NUMBER,
                "showroom-leeds/%09d".formatted(sequence),
                new NumberTaken("LDS-%06d".formatted(sequence)));
    }

    @Test
    void a_project_is_opened_under_a_number_that_no_other_has() {
        project.given().when(open(1)).thenReserving(OPENED, number(1));
    }

    @Test
    void before_it_is_opened_nothing_can_be_asked_of_it() {
        project.given().when(new ResumeProject(ID, null)).thenRejected(new NotFound(ID.value()));
    }

    @Test
    void opening_it_again_changes_nothing_whichever_number_it_would_have_had() {
        project.given(OPENED).when(open(2)).thenNothing();
        project.given(OPENED, new ProjectArchived(ID, null)).when(open(2)).thenNothing();
    }

    @Test
    void opening_another_under_its_id_is_refused() {
        var other =
                new OpenProject(
                        ID,
                        new ProjectNumber(LEEDS, "LDS", 2),
                        new ProjectDetails("Kitchen", CLIENT, Priority.LOW, null, null),
                        null,
                        null,
                        ProjectStage.ENQUIRY,
                        null,
                        Staffing.NOBODY);
        project.given(OPENED).when(other).thenRejected(new AlreadyExists(ID.value()));
    }

    @Test
    void what_was_sold_already_begins_later_with_the_gates_before_waived() {
        var events = eventsOf(decider.decide(decider.initial(), sold()));
        var begun = (ProjectOpened) events.getFirst();
        assertThat(begun.stage()).isEqualTo(ProjectStage.SALE_CLIENT_COMMITS);
        assertThat(begun.dealId()).isEqualTo(DEAL);
        assertThat(events.subList(1, events.size()))
                .isEqualTo(
                        RULES.gates().stream()
                                .limit(7)
                                .flatMap(gate -> gate.requirements().stream())
                                .map(
                                        asked ->
                                                new RequirementWaived(
                                                        ID, asked.key(), "sold as deal"))
                                .toList());
        assertThat(decider.decide(after(events), moveTo(ProjectStage.DESIGN_SIGN_OFF)))
                .isInstanceOf(Decision.Reject.class);
    }

    private static OpenProject sold() {
        return new OpenProject(
                ID,
                new ProjectNumber(LEEDS, "LDS", 7),
                DETAILS,
                gbp("9000.00"),
                DEAL,
                ProjectStage.SALE_CLIENT_COMMITS,
                null,
                Staffing.NOBODY);
    }

    @Test
    void whoever_of_the_salespeople_has_the_least_to_do_is_asked_first() {
        var staffed =
                new OpenProject(
                        ID,
                        new ProjectNumber(LEEDS, "LDS", 1),
                        DETAILS,
                        null,
                        null,
                        ProjectStage.ENQUIRY,
                        null,
                        new Staffing(
                                List.of(
                                        new Candidate(ProjectRole.SALESPERSON, ANN, 2),
                                        new Candidate(ProjectRole.SALESPERSON, BOB, 1),
                                        new Candidate(ProjectRole.DESIGNER, ANN, 0))));
        var begun = (ProjectOpened) eventsOf(decider.decide(decider.initial(), staffed)).getFirst();
        assertThat(begun.responsibleId()).isEqualTo(BOB);
    }

    @Test
    void a_project_delivers_one_deal() {
        project.given(OPENED)
                .when(new LinkDeal(ID, DEAL))
                .thenReserving(
                        new ProjectDealLinked(ID, DEAL),
                        new Claim(
                                Scope.ORGANIZATION,
                                "project.deal",
                                DEAL.value(),
                                new DealDelivered(DEAL)));
        project.given(OPENED, new ProjectDealLinked(ID, DEAL))
                .when(new LinkDeal(ID, DEAL))
                .thenNothing();
        project.given(OPENED, new ProjectDealLinked(ID, DEAL))
                .when(new LinkDeal(ID, new DealId("deal-2")))
                .thenRejected(new OtherDealLinked(DEAL));
    }

    @Test
    void each_kind_of_change_that_is_one_is_an_event() {
        var site = new Site(new BigDecimal("53.8"), new BigDecimal("-1.55"), 200);
        var details = new ProjectDetails("Bathroom", CLIENT, Priority.URGENT, null, "LS1");
        var change =
                new ChangeProject(
                        ID,
                        Patch.set("Bathroom"),
                        Patch.keep(),
                        Patch.set(Priority.URGENT),
                        Patch.keep(),
                        Patch.set("LS1"),
                        Patch.set(gbp("100.00")),
                        Patch.set(site),
                        Patch.set(ANN));
        project.given(OPENED)
                .when(change)
                .then(
                        new ProjectDetailsChanged(ID, details),
                        new ContractValueChanged(ID, gbp("100.00")),
                        new SiteLocated(ID, site),
                        new ProjectResponsibleAssigned(ID, ProjectStage.ENQUIRY, null, ANN));
        project.given(OPENED).when(nothing()).thenNothing();
        project.given(OPENED, new ProjectCancelled(ID, null, null))
                .when(change)
                .thenRejected(new ProjectClosed(ProjectStatus.CANCELLED));
    }

    private static ChangeProject nothing() {
        return new ChangeProject(
                ID,
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep());
    }

    @Test
    void what_is_archived_takes_no_change_until_it_is_restored() {
        project.given(OPENED).when(new ArchiveProject(ID)).then(new ProjectArchived(ID, null));
        project.given(OPENED, new ProjectArchived(ID, null))
                .when(moveTo(ProjectStage.ENGAGED_ENQUIRY))
                .thenRejected(new RecordRejection.Archived(ID.value()));
        project.given(OPENED, new ProjectArchived(ID, null))
                .when(new RestoreProject(ID))
                .then(new ProjectRestored(ID, null));
        project.given(OPENED).when(new RestoreProject(ID)).thenNothing();
        project.given(OPENED, new ProjectArchived(ID, null))
                .when(new ArchiveProject(ID))
                .thenNothing();
    }

    private static ProvideProjectDocument provide(String kind, int number) {
        return new ProvideProjectDocument(ID, document(number), kind);
    }

    private static DocumentId document(int number) {
        return new DocumentId("document-" + number);
    }

    @Test
    void a_document_that_can_be_read_meets_what_asks_for_it_and_one_that_cannot_no_longer_does() {
        var provided = new ProjectDocumentProvided(ID, "enquiry-form", document(1));
        var met = new RequirementSatisfied(ID, "enquiry-form", null, null, null, true);
        project.given(OPENED).when(provide("enquiry-form", 1)).then(provided, met);
        project.given(OPENED, provided, met).when(provide("enquiry-form", 1)).thenNothing();
        project.given(OPENED, provided, met)
                .when(provide("enquiry-form", 2))
                .then(new ProjectDocumentProvided(ID, "enquiry-form", document(2)));
        project.given(OPENED, provided, met)
                .when(new WithdrawProjectDocument(ID, document(1), "enquiry-form"))
                .then(
                        new ProjectDocumentWithdrawn(ID, "enquiry-form", document(1)),
                        new RequirementRevoked(ID, "enquiry-form", null, true));
        project.given(OPENED)
                .when(new WithdrawProjectDocument(ID, document(1), "enquiry-form"))
                .thenNothing();
        project.given(OPENED).when(provide("holiday-snap", 1)).thenNothing();
    }

    @Test
    void a_document_counts_also_while_the_project_is_archived() {
        project.given(OPENED, new ProjectArchived(ID, null))
                .when(provide("enquiry-form", 1))
                .then(
                        new ProjectDocumentProvided(ID, "enquiry-form", document(1)),
                        new RequirementSatisfied(ID, "enquiry-form", null, null, null, true));
        var restored =
                after(
                        List.of(
                                OPENED,
                                new ProjectArchived(ID, null),
                                new ProjectDocumentProvided(ID, "enquiry-form", document(1)),
                                new ProjectRestored(ID, null)));
        assertThat(decider.decide(restored, provide("enquiry-form", 1)))
                .isEqualTo(Decision.nothing());
    }

    @Test
    void a_document_that_is_withdrawn_under_a_passed_stage_breaks_integrity_and_moves_nothing() {
        var history = new ArrayList<>(in(ProjectStage.ENGAGED_ENQUIRY));
        history.add(new ProjectDocumentProvided(ID, "enquiry-form", document(1)));
        var withdraw = new WithdrawProjectDocument(ID, document(1), "enquiry-form");
        assertThat(eventsOf(decider.decide(after(history), withdraw)))
                .containsExactly(
                        new ProjectDocumentWithdrawn(ID, "enquiry-form", document(1)),
                        new RequirementRevoked(ID, "enquiry-form", null, true),
                        new ProjectIntegrityBroken(
                                ID,
                                "enquiry-form",
                                ProjectStage.ENGAGED_ENQUIRY,
                                ProjectStage.ENGAGED_ENQUIRY));
        history.add(new ProjectCancelled(ID, null, null));
        assertThat(eventsOf(decider.decide(after(history), withdraw)))
                .noneMatch(ProjectIntegrityBroken.class::isInstance);
    }

    @Test
    void four_photos_of_the_site_are_enough_and_three_are_not() {
        var history = new ArrayList<ProjectEvent>(List.of(OPENED));
        for (int number = 1; number <= 3; number++) {
            history.addAll(
                    eventsOf(
                            decider.decide(
                                    after(history), provide(Requirement.SITE_PHOTOS, number))));
        }
        assertThat(history)
                .doesNotContain(
                        new RequirementSatisfied(
                                ID, Requirement.PHOTOS_UPLOADED, null, null, null, true));
        assertThat(eventsOf(decider.decide(after(history), provide(Requirement.SITE_PHOTOS, 4))))
                .contains(
                        new RequirementSatisfied(
                                ID, Requirement.PHOTOS_UPLOADED, null, null, null, true));
    }

    @Test
    void the_load_of_members_is_what_they_are_responsible_for_and_is_not_over() {
        var loads = Workloads.NONE;
        var begun =
                new ProjectOpened(
                        ID, "LDS-1", LEEDS, DETAILS, null, null, ProjectStage.ENQUIRY, ANN, 1);
        var handed = new ProjectResponsibleAssigned(ID, ProjectStage.ENQUIRY, ANN, BOB);
        loads = Workloads.evolve(loads, begun);
        loads = Workloads.evolve(loads, begun);
        assertThat(loads.loads()).isEqualTo(Map.of(ANN, 2));
        loads = Workloads.evolve(loads, handed);
        assertThat(loads.loads()).isEqualTo(Map.of(ANN, 1, BOB, 1));
        var hers = after(List.of(begun, handed));
        for (var event : eventsOf(decider.decide(hers, new ArchiveProject(ID)))) {
            loads = Workloads.evolve(loads, event);
            hers = decider.evolve(hers, event);
        }
        assertThat(loads.of(BOB)).as("what is put away").isZero();
        for (var event : eventsOf(decider.decide(hers, new RestoreProject(ID)))) {
            loads = Workloads.evolve(loads, event);
        }
        assertThat(loads.of(BOB)).isOne();
        loads = Workloads.evolve(loads, new ProjectCancelled(ID, null, BOB));
        assertThat(loads.of(BOB)).isZero();
        assertThat(loads.of(ANN)).isOne();
    }

    @Test
    void a_contract_value_of_nothing_is_settled_from_the_beginning() {
        var free =
                new OpenProject(
                        ID,
                        new ProjectNumber(LEEDS, "LDS", 1),
                        DETAILS,
                        gbp("0.00"),
                        null,
                        ProjectStage.ENQUIRY,
                        null,
                        Staffing.NOBODY);
        assertThat(eventsOf(decider.decide(decider.initial(), free)))
                .containsExactly(
                        opened(gbp("0.00")),
                        new RequirementSatisfied(
                                ID, Requirement.PROGRESS_PAID, null, null, null, true),
                        new RequirementSatisfied(
                                ID, Requirement.FINALLY_PAID, null, null, null, true));
    }
}
