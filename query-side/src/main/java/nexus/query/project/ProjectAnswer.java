package nexus.query.project;

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
import nexus.api.project.Priority;
import nexus.api.project.ProjectStage;
import nexus.api.project.ProjectStatus;
import nexus.api.project.Quote;
import nexus.api.project.RequirementKind;
import nexus.api.project.RequirementState;
import nexus.api.project.Site;
import org.jspecify.annotations.Nullable;

/** A project as clients are told of it. */
record ProjectAnswer(
        String id,
        String number,
        @Nullable String title,
        @Nullable ContactId contactId,
        @Nullable String clientName,
        ShowroomId showroomId,
        @Nullable String showroomName,
        ProjectStage stage,
        ProjectStatus status,
        Priority priority,
        @Nullable String source,
        @Nullable String postcode,
        @Nullable UserId responsibleId,
        @Nullable String responsibleName,
        List<Requirement> requirements,
        @Nullable Money contractValue,
        @Nullable Money contractTotal,
        @Nullable Money paid,
        @Nullable Money balance,
        List<ProjectSheet.Payment> payments,
        List<ProjectSheet.Variation> variations,
        @Nullable Quote quote,
        Instant openedAt,
        Instant stageEnteredAt,
        Clock clock,
        List<ProjectVisits.Visit> stages,
        @Nullable DealId dealId,
        @Nullable Booking installation,
        @Nullable Site site,
        List<ProjectSheet.Snag> snags,
        List<ProjectSheet.CheckIn> checkIns,
        boolean warranty,
        @Nullable Instant completedAt,
        @Nullable Instant endedAt,
        @Nullable String endReason,
        long version,
        Instant createdAt,
        Instant updatedAt,
        boolean archived) {

    /**
     * What a stage asks for, and how it stands with that.
     *
     * @param derived whether it follows from payments, check-ins or documents
     * @param documentIds those that can be read, for a document
     */
    record Requirement(
            String key,
            ProjectStage stage,
            RequirementKind kind,
            RequirementState state,
            boolean derived,
            @Nullable String note,
            @Nullable LocalDate date,
            @Nullable LocalDate validUntil,
            @Nullable String byId,
            @Nullable Instant at,
            List<DocumentId> documentIds) {}

    /**
     * How long the project has been in its stage, holds not counted.
     *
     * @param days how long it should be at most
     */
    record Clock(
            long elapsedSeconds,
            @Nullable Integer days,
            @Nullable Instant dueAt,
            boolean overdue,
            @Nullable Instant heldSince) {}
}
