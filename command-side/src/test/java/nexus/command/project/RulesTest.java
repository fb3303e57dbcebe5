package nexus.command.project;

import static nexus.command.project.Histories.RULES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nexus.api.project.Gate;
import nexus.api.project.Gate.Requirement;
import nexus.api.project.ProjectRole;
import nexus.api.project.ProjectStage;
import nexus.api.project.RequirementKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules against the table that the business goes by, written down a second time. */
class RulesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            nullValues = "-",
            value = {
                "ENQUIRY | SALESPERSON | SALES_MANAGER | '' | ''",
                "ENGAGED_ENQUIRY | SALESPERSON | SALES_MANAGER"
                        + " | initial-contact-logged client-details-captured"
                        + " | enquiry-form",
                "CONSULTATION_BOOKED | SALESPERSON | SALES_MANAGER"
                        + " | consultation-scheduled client-confirmed"
                        + " | consultation-confirmation",
                "QUALIFIED_LEAD | SALESPERSON | SALES_MANAGER"
                        + " | consultation-completed budget-confirmed timeline-agreed"
                        + " | consultation-notes budget-form",
                "SURVEY_COMPLETE | SURVEYOR | SALES_MANAGER"
                        + " | survey-scheduled survey-completed measurements-captured"
                        + " photos-uploaded"
                        + " | survey-report measurements site-photos",
                "DESIGN_PRESENTED | DESIGNER | SALES_MANAGER"
                        + " | design-created design-presented quote-provided"
                        + " | design-presentation quote",
                "SALE_CLIENT_COMMITS | SALESPERSON | SALES_MANAGER"
                        + " | contract-signed deposit-paid terms-agreed quote-not-expired"
                        + " | signed-contract deposit-receipt",
                "DESIGN_SIGN_OFF | DESIGNER | SALES_MANAGER"
                        + " | final-design-approved specifications-confirmed client-sign-off"
                        + " | final-design specification-sheet client-approval",
                "PAYMENT_75_PROJECT_HANDOVER | BOOKKEEPER PROJECT_MANAGER | PROJECT_MANAGER"
                        + " | progress-payment-received project-manager-assigned"
                        + " handover-completed"
                        + " | progress-payment-receipt handover-document",
                "PROJECT_SCHEDULED | PROJECT_MANAGER | PROJECT_MANAGER"
                        + " | installation-scheduled materials-ordered team-assigned"
                        + " | installation-schedule purchase-orders",
                "INSTALLATION_IN_PROGRESS | INSTALLER | PROJECT_MANAGER"
                        + " | installation-started daily-progress-logged"
                        + " | daily-reports progress-photos",
                "COMPLETION_SIGN_OFF | INSTALL_MANAGER | PROJECT_MANAGER"
                        + " | installation-completed quality-check-passed client-walkthrough"
                        + " completion-signed-off no-open-critical-snag"
                        + " | completion-certificate completion-sign-off",
                "COMPLETED | PROJECT_MANAGER | PROJECT_MANAGER"
                        + " | final-payment-received warranty-issued project-closed"
                        + " no-open-critical-snag"
                        + " | final-payment-receipt warranty-certificate",
                "LOST_NOT_PROCEEDING | SALESPERSON | SALES_MANAGER | '' | loss-reason-report"
            })
    void each_gate_asks_for_what_the_business_asks_for(
            ProjectStage stage, String owners, String waiver, String needed, String documents) {
        var gate = RULES.gate(stage);
        assertThat(gate.stage()).isEqualTo(stage);
        assertThat(gate.owners()).isEqualTo(roles(owners));
        assertThat(gate.waivers()).isEqualTo(roles(waiver));
        var asked = new ArrayList<>(keys(gate, RequirementKind.REQUIREMENT));
        gate.conditions().forEach(condition -> asked.add(condition.key()));
        assertThat(asked).isEqualTo(words(needed));
        assertThat(keys(gate, RequirementKind.DOCUMENT)).isEqualTo(words(documents));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    private static List<ProjectRole> roles(String names) {
        return words(names).stream().map(ProjectRole::valueOf).toList();
    }

    private static List<String> keys(Gate gate, RequirementKind kind) {
        return gate.requirements().stream()
                .filter(asked -> asked.kind() == kind)
                .map(Requirement::key)
                .toList();
    }

    @Test
    void what_payments_check_ins_and_documents_say_is_not_ticked_off() {
        var derived = new ArrayList<>(keys(Requirement::derived));
        derived.removeAll(keys(asked -> asked.kind() == RequirementKind.DOCUMENT));
        assertThat(derived)
                .containsExactly(
                        "photos-uploaded",
                        "deposit-paid",
                        "progress-payment-received",
                        "installation-started",
                        "final-payment-received");
        assertThat(keys(asked -> asked.kind() == RequirementKind.DOCUMENT && !asked.derived()))
                .isEmpty();
    }

    @Test
    void an_offer_holds_for_28_days_and_three_dates_are_to_come() {
        assertThat(
                        RULES.requirements().stream()
                                .filter(asked -> asked.validDays() != null)
                                .collect(
                                        Collectors.toMap(Requirement::key, Requirement::validDays)))
                .containsOnlyKeys("quote-provided")
                .containsValue(28);
        assertThat(keys(Requirement::isForADate))
                .containsExactly(
                        "consultation-scheduled", "survey-scheduled", "installation-scheduled");
        assertThat(Requirement.FEWEST_PHOTOS).isEqualTo(4);
        assertThat(Requirement.PROGRESS_PERCENT).isEqualTo(75);
    }

    private static List<String> keys(Predicate<Requirement> which) {
        return RULES.requirements().stream().filter(which).map(Requirement::key).toList();
    }

    @Test
    void every_stage_on_the_way_but_the_last_has_days_to_be_left_in() {
        var unbounded =
                Arrays.stream(ProjectStage.values())
                        .filter(stage -> RULES.gate(stage).days() == null);
        assertThat(unbounded)
                .containsExactly(ProjectStage.COMPLETED, ProjectStage.LOST_NOT_PROCEEDING);
        assertThat(Stream.of(ProjectStage.values()).filter(ProjectStage::isOnTheWay)).hasSize(13);
    }
}
