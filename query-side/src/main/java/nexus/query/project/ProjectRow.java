package nexus.query.project;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import nexus.api.Money;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealId;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.UserId;
import nexus.api.project.Booking;
import nexus.api.project.PaymentKind;
import nexus.api.project.Priority;
import nexus.api.project.ProjectDetails;
import nexus.api.project.ProjectEvent.ProjectOpened;
import nexus.api.project.ProjectStage;
import nexus.api.project.ProjectStatus;
import nexus.api.project.Quote;
import nexus.api.project.Rulebook;
import nexus.api.project.Site;
import nexus.platform.query.Portion;
import org.jspecify.annotations.Nullable;

/**
 * A project as lists and boards read it.
 *
 * @param contractTotal the contract value with its variations; null without a contract value
 * @param varied what all variations come to
 * @param paid what was paid, less what was paid back; null before there is an amount
 * @param balance what is still to be paid
 * @param dueAt until when it should have left its stage, holds not counted; null if never
 * @param heldSince since when the clock of its stage stands
 * @param offSite whether whoever checked in last was somewhere else
 * @param warranty whether it was opened again under warranty
 */
record ProjectRow(
        String id,
        String number,
        @Nullable String title,
        @Nullable ContactId contactId,
        ShowroomId showroomId,
        Priority priority,
        @Nullable String source,
        @Nullable String postcode,
        ProjectStage stage,
        ProjectStatus status,
        @Nullable UserId responsibleId,
        @Nullable Money contractValue,
        @Nullable Money contractTotal,
        BigDecimal varied,
        @Nullable Money paid,
        @Nullable Money balance,
        @Nullable DealId dealId,
        Instant openedAt,
        Instant stageEnteredAt,
        @Nullable Instant dueAt,
        @Nullable Instant heldSince,
        @Nullable Instant completedAt,
        @Nullable Instant endedAt,
        @Nullable String endReason,
        @Nullable Quote quote,
        @Nullable Booking installation,
        @Nullable Site site,
        boolean offSite,
        boolean warranty,
        boolean archived)
        implements Portion {

    static ProjectRow of(ProjectOpened opened, Instant at) {
        var details = opened.details();
        return new ProjectRow(
                        opened.projectId().value(),
                        opened.number(),
                        details.title(),
                        details.contactId(),
                        opened.showroomId(),
                        details.priority(),
                        details.source(),
                        details.postcode(),
                        opened.stage(),
                        ProjectStatus.ACTIVE,
                        opened.responsibleId(),
                        null,
                        null,
                        BigDecimal.ZERO,
                        null,
                        null,
                        opened.dealId(),
                        at,
                        at,
                        due(opened.stage(), at),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        false,
                        false)
                .worth(opened.contractValue());
    }

    private static @Nullable Instant due(ProjectStage stage, Instant at) {
        var days = Rulebook.current().gate(stage).days();
        return days == null ? null : at.plus(Duration.ofDays(days));
    }

    private Copy copy() {
        return new Copy(this);
    }

    private ProjectRow from(Copy copy) {
        return copy.row(id, number, showroomId, openedAt);
    }

    ProjectRow with(ProjectDetails details) {
        var copy = copy();
        copy.title = details.title();
        copy.contactId = details.contactId();
        copy.priority = details.priority();
        copy.source = details.source();
        copy.postcode = details.postcode();
        return from(copy);
    }

    ProjectRow delivering(DealId deal) {
        var copy = copy();
        copy.dealId = deal;
        return from(copy);
    }

    ProjectRow inHandsOf(@Nullable UserId responsible) {
        var copy = copy();
        copy.responsibleId = responsible;
        return from(copy);
    }

    ProjectRow in(ProjectStage entered, @Nullable UserId responsible, Instant at) {
        var copy = copy();
        copy.stage = entered;
        copy.responsibleId = responsible;
        copy.stageEnteredAt = at;
        copy.dueAt = due(entered, at);
        copy.heldSince = null;
        return from(copy);
    }

    ProjectRow held(Instant at) {
        var copy = copy();
        copy.status = ProjectStatus.ON_HOLD;
        copy.heldSince = at;
        return from(copy);
    }

    /** As much later is early enough now. */
    ProjectRow resumed(Instant at) {
        var copy = copy();
        copy.status = ProjectStatus.ACTIVE;
        copy.dueAt =
                dueAt == null || heldSince == null
                        ? dueAt
                        : dueAt.plus(Duration.between(heldSince, at));
        copy.heldSince = null;
        return from(copy);
    }

    ProjectRow ended(@Nullable String reason, Instant at) {
        var copy = copy();
        copy.status = ProjectStatus.CANCELLED;
        copy.endedAt = at;
        copy.endReason = reason;
        copy.dueAt = null;
        copy.heldSince = null;
        return from(copy);
    }

    ProjectRow completed(Instant at) {
        var copy = copy();
        copy.status = ProjectStatus.COMPLETED;
        copy.completedAt = at;
        copy.endedAt = at;
        return from(copy);
    }

    ProjectRow reopened(ProjectStage to, @Nullable UserId responsible, Instant at) {
        var copy = in(to, responsible, at).copy();
        copy.status = ProjectStatus.ACTIVE;
        copy.endedAt = null;
        copy.warranty = true;
        return from(copy);
    }

    /** Another price before variations, which stay. */
    ProjectRow worth(@Nullable Money value) {
        var copy = copy();
        copy.contractValue = value;
        copy.paid = paid == null && value != null ? Money.zero(value.currency()) : paid;
        return from(copy.balanced());
    }

    ProjectRow varied(Money amount) {
        var copy = copy();
        copy.varied = varied.add(amount.amount());
        return from(copy.balanced());
    }

    ProjectRow paid(Money amount, PaymentKind kind) {
        var copy = copy();
        var before = paid == null ? Money.zero(amount.currency()) : paid;
        copy.paid =
                plus(
                        before,
                        kind == PaymentKind.REFUND ? amount.amount().negate() : amount.amount());
        return from(copy.balanced());
    }

    private static Money plus(Money money, BigDecimal more) {
        return new Money(money.amount().add(more), money.currency());
    }

    ProjectRow with(Quote issued) {
        var copy = copy();
        copy.quote = issued;
        return from(copy);
    }

    ProjectRow booked(Booking booking) {
        var copy = copy();
        copy.installation = booking;
        return from(copy);
    }

    ProjectRow at(Site located) {
        var copy = copy();
        copy.site = located;
        return from(copy);
    }

    ProjectRow visited(boolean onSite) {
        var copy = copy();
        copy.offSite = !onSite;
        return from(copy);
    }

    ProjectRow archived(boolean now) {
        var copy = copy();
        copy.archived = now;
        return from(copy);
    }

    /** A row in the making. */
    private static final class Copy {
        private @Nullable String title;
        private @Nullable ContactId contactId;
        private Priority priority;
        private @Nullable String source;
        private @Nullable String postcode;
        private ProjectStage stage;
        private ProjectStatus status;
        private @Nullable UserId responsibleId;
        private @Nullable Money contractValue;
        private @Nullable Money contractTotal;
        private BigDecimal varied;
        private @Nullable Money paid;
        private @Nullable Money balance;
        private @Nullable DealId dealId;
        private Instant stageEnteredAt;
        private @Nullable Instant dueAt;
        private @Nullable Instant heldSince;
        private @Nullable Instant completedAt;
        private @Nullable Instant endedAt;
        private @Nullable String endReason;
        private @Nullable Quote quote;
        private @Nullable Booking installation;
        private @Nullable Site site;
        private boolean offSite;
        private boolean warranty;
        private boolean archived;

        Copy(ProjectRow old) {
            title = old.title;
            contactId = old.contactId;
            priority = old.priority;
            source = old.source;
            postcode = old.postcode;
            stage = old.stage;
            status = old.status;
            responsibleId = old.responsibleId;
            contractValue = old.contractValue;
            contractTotal = old.contractTotal;
            varied = old.varied;
            paid = old.paid;
            balance = old.balance;
            dealId = old.dealId;
            stageEnteredAt = old.stageEnteredAt;
            dueAt = old.dueAt;
            heldSince = old.heldSince;
            completedAt = old.completedAt;
            endedAt = old.endedAt;
            endReason = old.endReason;
            quote = old.quote;
            installation = old.installation;
            site = old.site;
            offSite = old.offSite;
            warranty = old.warranty;
            archived = old.archived;
        }

        Copy balanced() {
            contractTotal = contractValue == null ? null : plus(contractValue, varied);
            balance =
                    contractTotal == null || paid == null
                            ? null
                            : plus(contractTotal, paid.amount().negate());
            return this;
        }

        ProjectRow row(String id, String number, ShowroomId showroomId, Instant openedAt) {
            return new ProjectRow(
                    id,
                    number,
                    title,
                    contactId,
                    showroomId,
                    priority,
                    source,
                    postcode,
                    stage,
                    status,
                    responsibleId,
                    contractValue,
                    contractTotal,
                    varied,
                    paid,
                    balance,
                    dealId,
                    openedAt,
                    stageEnteredAt,
                    dueAt,
                    heldSince,
                    completedAt,
                    endedAt,
                    endReason,
                    quote,
                    installation,
                    site,
                    offSite,
                    warranty,
                    archived);
        }
    }
}
