package nexus.api.project;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nexus.api.DomainEvent;
import nexus.api.EventName;
import nexus.api.Money;
import nexus.api.Personal;
import nexus.api.deal.DealId;
import nexus.api.document.DocumentId;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.UserId;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a project. Who and when are metadata of the event. */
public sealed interface ProjectEvent extends DomainEvent {

    ProjectId projectId();

    @Override
    default String streamId() {
        return projectId().value();
    }

    /**
     * A project began.
     *
     * @param number as it is written: {@code LDS-000123}
     * @param rulesVersion the rules that it began under
     */
    @EventName("project.opened")
    record ProjectOpened(
            ProjectId projectId,
            String number,
            ShowroomId showroomId,
            ProjectDetails details,
            @Nullable Money contractValue,
            @Nullable DealId dealId,
            ProjectStage stage,
            @Nullable UserId responsibleId,
            int rulesVersion)
            implements ProjectEvent {}

    /** What is written about the project changed; {@code details} is all of it as it is now. */
    @EventName("project.details-changed")
    record ProjectDetailsChanged(ProjectId projectId, ProjectDetails details)
            implements ProjectEvent {}

    @EventName("project.deal-linked")
    record ProjectDealLinked(ProjectId projectId, DealId dealId) implements ProjectEvent {}

    /**
     * Somebody else is responsible for the stage that the project is in.
     *
     * @param before who was until now
     */
    @EventName("project.responsible-assigned")
    record ProjectResponsibleAssigned(
            ProjectId projectId,
            ProjectStage stage,
            @Nullable UserId before,
            @Nullable UserId responsibleId)
            implements ProjectEvent {}

    /**
     * The project is put away.
     *
     * @param responsibleId who has it no longer to do; null if nobody had
     */
    @EventName("project.archived")
    record ProjectArchived(ProjectId projectId, @Nullable UserId responsibleId)
            implements ProjectEvent {}

    /**
     * The project is there again as it was.
     *
     * @param responsibleId who has it to do again; null if nobody has
     */
    @EventName("project.restored")
    record ProjectRestored(ProjectId projectId, @Nullable UserId responsibleId)
            implements ProjectEvent {}

    /** What happened to a project on its way through the stages. */
    sealed interface OnItsWay extends ProjectEvent {}

    /**
     * The gate of a stage was passed.
     *
     * @param before who was responsible until now
     * @param responsibleId who is responsible in this stage
     * @param waived what the gate asks for and was let pass
     * @param rulesVersion the rules by which it was judged
     * @param sale what is known of the sale by then
     */
    @EventName("project.stage-entered")
    record ProjectStageEntered(
            ProjectId projectId,
            ProjectStage from,
            ProjectStage to,
            @Nullable UserId before,
            @Nullable UserId responsibleId,
            List<String> waived,
            int rulesVersion,
            Sale sale)
            implements OnItsWay {}

    /** The project is in an earlier stage again. What was done stays done. */
    @EventName("project.moved-back")
    record ProjectMovedBack(
            ProjectId projectId,
            ProjectStage from,
            ProjectStage to,
            String reason,
            @Nullable UserId before,
            @Nullable UserId responsibleId)
            implements OnItsWay {}

    @EventName("project.put-on-hold")
    record ProjectPutOnHold(ProjectId projectId, @Nullable String reason) implements OnItsWay {}

    @EventName("project.resumed")
    record ProjectResumed(ProjectId projectId, @Nullable String reason) implements OnItsWay {}

    @EventName("project.cancelled")
    record ProjectCancelled(
            ProjectId projectId, @Nullable String reason, @Nullable UserId responsibleId)
            implements OnItsWay {}

    /** The client does not proceed. */
    @EventName("project.lost")
    record ProjectLost(
            ProjectId projectId, ProjectStage from, String reason, int rulesVersion, Sale sale)
            implements OnItsWay {}

    @EventName("project.completed")
    record ProjectCompleted(ProjectId projectId, @Nullable UserId responsibleId)
            implements OnItsWay {}

    /** Something has to be put right under warranty: the project is in an earlier stage again. */
    @EventName("project.reopened-for-warranty")
    record ProjectReopenedForWarranty(
            ProjectId projectId,
            ProjectStage stage,
            String reason,
            @Nullable UserId before,
            @Nullable UserId responsibleId)
            implements OnItsWay {}

    /** What happened to a requirement. */
    sealed interface OnRequirements extends ProjectEvent {

        /** The requirement. */
        String key();
    }

    /**
     * A requirement is met.
     *
     * @param date the day that it is about
     * @param validUntil the last day on which it holds; null for good
     * @param derived whether it follows from what else happened
     */
    @EventName("project.requirement-satisfied")
    record RequirementSatisfied(
            ProjectId projectId,
            String key,
            @Nullable String note,
            @Nullable LocalDate date,
            @Nullable LocalDate validUntil,
            boolean derived)
            implements OnRequirements {}

    /** A requirement is open again. */
    @EventName("project.requirement-revoked")
    record RequirementRevoked(
            ProjectId projectId, String key, @Nullable String note, boolean derived)
            implements OnRequirements {}

    /** Somebody who may has let a requirement pass. */
    @EventName("project.requirement-waived")
    record RequirementWaived(ProjectId projectId, String key, String reason)
            implements OnRequirements {}

    /**
     * What the project has passed a gate on is no more. It stays where it is.
     *
     * @param stage the stage that asks for it
     * @param standsIn the stage that the project is in
     */
    @EventName("project.integrity-broken")
    record ProjectIntegrityBroken(
            ProjectId projectId, String key, ProjectStage stage, ProjectStage standsIn)
            implements OnRequirements {}

    @EventName("project.document-provided")
    record ProjectDocumentProvided(ProjectId projectId, String key, DocumentId documentId)
            implements OnRequirements {}

    @EventName("project.document-withdrawn")
    record ProjectDocumentWithdrawn(ProjectId projectId, String key, DocumentId documentId)
            implements OnRequirements {}

    /** What happened to the money. */
    sealed interface OnMoney extends ProjectEvent {}

    /** Another price was agreed on, before variations; null if there is none any more. */
    @EventName("project.contract-value-changed")
    record ContractValueChanged(ProjectId projectId, @Nullable Money contractValue)
            implements OnMoney {}

    @EventName("project.contract-varied")
    record ContractVaried(ProjectId projectId, VariationId variationId, Money amount, String reason)
            implements OnMoney {}

    @EventName("project.payment-recorded")
    record PaymentRecorded(ProjectId projectId, PaymentId paymentId, Money amount, PaymentKind kind)
            implements OnMoney {}

    @EventName("project.quote-issued")
    record QuoteIssued(ProjectId projectId, Quote quote) implements OnMoney {}

    /** What happened on the site. */
    sealed interface OnSite extends ProjectEvent {}

    /** It is known where the project is built. */
    @EventName("project.site-located")
    record SiteLocated(ProjectId projectId, Site site) implements OnSite {}

    @EventName("project.installation-scheduled")
    record InstallationScheduled(ProjectId projectId, Booking booking) implements OnSite {}

    /**
     * Somebody was at the site, or was not.
     *
     * @param distance from the site, in metres
     * @param onSite whether they were, as far as the accuracy of the position can tell
     */
    @EventName("project.checked-in")
    record CheckedIn(
            ProjectId projectId,
            CheckInId checkInId,
            @Personal BigDecimal latitude,
            @Personal BigDecimal longitude,
            @Nullable BigDecimal accuracy,
            @Nullable Instant deviceTime,
            VisitPurpose purpose,
            long distance,
            boolean onSite)
            implements OnSite {}

    @EventName("project.snag-raised")
    record SnagRaised(ProjectId projectId, SnagId snagId, String title, SnagSeverity severity)
            implements OnSite {}

    @EventName("project.snag-changed")
    record SnagChanged(ProjectId projectId, SnagId snagId, SnagState state) implements OnSite {}
}
