package nexus.api.project;

import static nexus.api.project.ProjectRole.BOOKKEEPER;
import static nexus.api.project.ProjectRole.DESIGNER;
import static nexus.api.project.ProjectRole.DIRECTOR;
import static nexus.api.project.ProjectRole.INSTALLER;
import static nexus.api.project.ProjectRole.INSTALL_MANAGER;
import static nexus.api.project.ProjectRole.PROJECT_MANAGER;
import static nexus.api.project.ProjectRole.REGIONAL_MANAGER;
import static nexus.api.project.ProjectRole.SALESPERSON;
import static nexus.api.project.ProjectRole.SALES_MANAGER;
import static nexus.api.project.ProjectRole.SURVEYOR;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nexus.api.project.Gate.Condition;
import nexus.api.project.Gate.Requirement;
import nexus.api.project.Judgement.Missing;
import nexus.api.project.Judgement.Waivable;
import nexus.api.project.Judgement.Warning;

/**
 * The rules of delivery: what must be true to enter each stage, who owns it and who may let pass
 * what is not. The one judge for the command that moves a project and for whoever asks beforehand.
 *
 * <p>Data with a version. A change of the rules is another version beside the old ones, which stay:
 * every passage says which version it was judged by.
 *
 * @param managers who may take a project back further than by one stage
 */
public record Rulebook(int version, List<Gate> gates, List<ProjectRole> managers) {

    private static final int SOON = 7;

    private static final Rulebook FIRST = first();

    /** What everything new is judged by. */
    public static Rulebook current() {
        return FIRST;
    }

    /** The rules of a version; those of now if there never was such a version. */
    public static Rulebook of(int version) {
        return Stream.of(FIRST)
                .filter(rules -> rules.version() == version)
                .findFirst()
                .orElseGet(Rulebook::current);
    }

    /** What it takes to enter a stage. */
    public Gate gate(ProjectStage stage) {
        return gates.get(stage.ordinal());
    }

    /** Everything that any stage asks for, in the order of the stages. */
    public List<Requirement> requirements() {
        return gates.stream().flatMap(gate -> gate.requirements().stream()).toList();
    }

    /** The requirement of this name, if there is one. */
    public Optional<Requirement> requirement(String key) {
        return requirements().stream()
                .filter(requirement -> requirement.key().equals(key))
                .findFirst();
    }

    /** The stages that are entered on the way: one, or several in a fast-forward. */
    public List<ProjectStage> way(ProjectStage from, ProjectStage to) {
        return to.isOnTheWay()
                ? Stream.of(ProjectStage.values())
                        .filter(stage -> from.isBefore(stage) && !to.isBefore(stage))
                        .toList()
                : List.of(to);
    }

    /** What sort of step it is from one stage to another, for a project that is worked on. */
    public Step step(ProjectStage from, ProjectStage to) {
        if (from == to) {
            return Step.NONE;
        }
        if (!to.isOnTheWay()) {
            return ProjectStage.LAST_TO_BE_LOST_FROM.isBefore(from) ? Step.ILLEGAL : Step.LOSS;
        }
        if (from.isBefore(to)) {
            return Step.FORWARD;
        }
        return from.before() == to ? Step.BACK : Step.FURTHER_BACK;
    }

    /** Judges whether a project may enter a stage, and all stages on the way there. */
    public Judgement judge(Standing project, ProjectStage to, LocalDate today) {
        var missing =
                way(project.stage(), to).stream()
                        .flatMap(stage -> missing(gate(stage), project, today))
                        .toList();
        var step = project.status() == ProjectStatus.ACTIVE ? step(project.stage(), to) : null;
        return new Judgement(
                missing.isEmpty() && (step == Step.FORWARD || step == Step.LOSS),
                missing,
                missing.stream()
                        .filter(gap -> gap.kind() != RequirementKind.CONDITION)
                        .map(gap -> new Waivable(gap.key(), gap.kind(), gap.stage(), waivers(gap)))
                        .toList(),
                warnings(project, to, today));
    }

    private List<ProjectRole> waivers(Missing gap) {
        return gate(gap.stage()).waivers();
    }

    /** What a gate asks for that a project does not have. */
    private static Stream<Missing> missing(Gate gate, Standing project, LocalDate today) {
        var open =
                gate.requirements().stream()
                        .filter(requirement -> !project.of(requirement.key()).state().isMet())
                        .map(
                                requirement ->
                                        new Missing(
                                                requirement.key(),
                                                requirement.kind(),
                                                gate.stage()));
        var notSo =
                gate.conditions().stream()
                        .filter(condition -> !isSo(condition, project, today))
                        .map(
                                condition ->
                                        new Missing(
                                                condition.key(),
                                                RequirementKind.CONDITION,
                                                gate.stage()));
        return Stream.concat(open, notSo);
    }

    private static boolean isSo(Condition condition, Standing project, LocalDate today) {
        return switch (condition) {
            case QUOTE_NOT_EXPIRED -> !project.of(Requirement.QUOTE_PROVIDED).isExpired(today);
            case NO_OPEN_CRITICAL_SNAG -> !project.hasOpenCriticalSnag();
        };
    }

    private List<Warning> warnings(Standing project, ProjectStage to, LocalDate today) {
        var warnings = new ArrayList<Warning>();
        if (project.status() != ProjectStatus.ACTIVE) {
            warnings.add(
                    new Warning("not-active", null, "The project is " + project.status() + "."));
        } else if (step(project.stage(), to) == Step.ILLEGAL) {
            warnings.add(new Warning("illegal", null, "There is no way there from its stage."));
        } else if (!project.stage().isBefore(to)) {
            warnings.add(new Warning("not-ahead", null, "The project is there or was before."));
        }
        if (project.isOffSite()) {
            warnings.add(
                    new Warning("off-site", null, "Whoever checked in last was not at the site."));
        }
        passed(project.stage())
                .flatMap(gate -> gate.requirements().stream())
                .filter(requirement -> !project.of(requirement.key()).state().isMet())
                .map(
                        requirement ->
                                new Warning(
                                        "integrity",
                                        requirement.key(),
                                        "A stage was passed for which this is needed."))
                .forEach(warnings::add);
        requirements().stream()
                .filter(requirement -> stillMatters(requirement, project.stage()))
                .flatMap(requirement -> warnings(requirement, project, today))
                .forEach(warnings::add);
        return List.copyOf(warnings);
    }

    /** A date matters until its gate is passed, an offer until it is accepted. */
    private boolean stillMatters(Requirement requirement, ProjectStage stage) {
        return requirement.validDays() == null
                ? !isPassed(requirement, stage)
                : passed(stage)
                        .noneMatch(gate -> gate.conditions().contains(Condition.QUOTE_NOT_EXPIRED));
    }

    /** The gates that a project in this stage has come through. */
    private Stream<Gate> passed(ProjectStage stage) {
        return gates.stream()
                .filter(gate -> gate.stage().isOnTheWay() && stage.isOnTheWay())
                .filter(gate -> !stage.isBefore(gate.stage()));
    }

    /** Whether a project in this stage has come through the gate that asks for it. */
    public boolean isPassed(Requirement requirement, ProjectStage stage) {
        return passed(stage).anyMatch(gate -> gate.requirements().contains(requirement));
    }

    private static Stream<Warning> warnings(
            Requirement requirement, Standing project, LocalDate today) {
        var fact = project.of(requirement.key());
        if (fact.state() != RequirementState.SATISFIED) {
            return Stream.empty();
        }
        var until = fact.validUntil();
        if (until != null && until.isBefore(today)) {
            return Stream.of(
                    new Warning("expired", requirement.key(), "It was valid until " + until + "."));
        }
        if (until != null && until.isBefore(today.plusDays(SOON))) {
            return Stream.of(
                    new Warning("expires-soon", requirement.key(), "It is valid until " + until));
        }
        return requirement.isForADate() && fact.date() == null
                ? Stream.of(new Warning("undated", requirement.key(), "It has no date."))
                : Stream.empty();
    }

    /** Whether somebody may let a requirement pass. */
    public boolean mayWaive(Requirement requirement, Authority authority) {
        return authority.has(gate(stageOf(requirement)).waivers());
    }

    /** Whether somebody may take a project back as far as they like. */
    public boolean isManager(Authority authority) {
        return authority.has(managers);
    }

    /** The stage whose gate asks for it. */
    public ProjectStage stageOf(Requirement requirement) {
        return gates.stream()
                .filter(gate -> gate.requirements().contains(requirement))
                .map(Gate::stage)
                .findFirst()
                .orElseThrow();
    }

    /** What sort of step a project makes. */
    public enum Step {
        NONE,
        FORWARD,
        BACK,
        FURTHER_BACK,
        LOSS,
        ILLEGAL
    }

    private static Rulebook first() {
        return new Rulebook(
                1,
                List.of(
                        Gate.to(ProjectStage.ENQUIRY).ownedBy(SALESPERSON).within(2),
                        Gate.to(ProjectStage.ENGAGED_ENQUIRY)
                                .ownedBy(SALESPERSON)
                                .within(5)
                                .done("initial-contact-logged", "client-details-captured")
                                .documents("enquiry-form"),
                        Gate.to(ProjectStage.CONSULTATION_BOOKED)
                                .ownedBy(SALESPERSON)
                                .within(14)
                                .dated("consultation-scheduled")
                                .done("client-confirmed")
                                .documents("consultation-confirmation"),
                        Gate.to(ProjectStage.QUALIFIED_LEAD)
                                .ownedBy(SALESPERSON)
                                .within(14)
                                .done("consultation-completed", "budget-confirmed")
                                .done("timeline-agreed")
                                .documents("consultation-notes", "budget-form"),
                        Gate.to(ProjectStage.SURVEY_COMPLETE)
                                .ownedBy(SURVEYOR)
                                .within(14)
                                .dated("survey-scheduled")
                                .done("survey-completed", "measurements-captured")
                                .derived(Requirement.PHOTOS_UPLOADED)
                                .documents("survey-report", "measurements")
                                .documents(Requirement.SITE_PHOTOS),
                        Gate.to(ProjectStage.DESIGN_PRESENTED)
                                .ownedBy(DESIGNER)
                                .within(28)
                                .done("design-created", "design-presented")
                                .validFor(28, Requirement.QUOTE_PROVIDED)
                                .documents("design-presentation", "quote"),
                        Gate.to(ProjectStage.SALE_CLIENT_COMMITS)
                                .ownedBy(SALESPERSON)
                                .within(7)
                                .done("contract-signed")
                                .derived(Requirement.DEPOSIT_PAID)
                                .done("terms-agreed")
                                .documents("signed-contract", "deposit-receipt")
                                .where(Condition.QUOTE_NOT_EXPIRED),
                        Gate.to(ProjectStage.DESIGN_SIGN_OFF)
                                .ownedBy(DESIGNER)
                                .within(14)
                                .done("final-design-approved", "specifications-confirmed")
                                .done("client-sign-off")
                                .documents("final-design", "specification-sheet")
                                .documents("client-approval"),
                        Gate.to(ProjectStage.PAYMENT_75_PROJECT_HANDOVER)
                                .ownedBy(BOOKKEEPER, PROJECT_MANAGER)
                                .within(7)
                                .derived(Requirement.PROGRESS_PAID)
                                .done("project-manager-assigned", "handover-completed")
                                .documents("progress-payment-receipt", "handover-document"),
                        Gate.to(ProjectStage.PROJECT_SCHEDULED)
                                .ownedBy(PROJECT_MANAGER)
                                .within(28)
                                .dated(Requirement.INSTALLATION_SCHEDULED)
                                .done("materials-ordered", Requirement.TEAM_ASSIGNED)
                                .documents("installation-schedule", "purchase-orders"),
                        Gate.to(ProjectStage.INSTALLATION_IN_PROGRESS)
                                .ownedBy(INSTALLER)
                                .within(21)
                                .derived(Requirement.INSTALLATION_STARTED)
                                .done("daily-progress-logged")
                                .documents("daily-reports", "progress-photos"),
                        Gate.to(ProjectStage.COMPLETION_SIGN_OFF)
                                .ownedBy(INSTALL_MANAGER)
                                .within(7)
                                .done("installation-completed", "quality-check-passed")
                                .done("client-walkthrough", "completion-signed-off")
                                .documents("completion-certificate", "completion-sign-off")
                                .where(Condition.NO_OPEN_CRITICAL_SNAG),
                        Gate.to(ProjectStage.COMPLETED)
                                .ownedBy(PROJECT_MANAGER)
                                .derived(Requirement.FINALLY_PAID)
                                .done("warranty-issued", Requirement.PROJECT_CLOSED)
                                .documents("final-payment-receipt", "warranty-certificate")
                                .where(Condition.NO_OPEN_CRITICAL_SNAG),
                        Gate.to(ProjectStage.LOST_NOT_PROCEEDING)
                                .ownedBy(SALESPERSON)
                                .documents("loss-reason-report")),
                List.of(
                        SALES_MANAGER,
                        REGIONAL_MANAGER,
                        PROJECT_MANAGER,
                        INSTALL_MANAGER,
                        DIRECTOR));
    }
}
