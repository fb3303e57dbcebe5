package nexus.api.project;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nexus.api.Action;
import nexus.api.Command;
import nexus.api.Money;
import nexus.api.Needs;
import nexus.api.Patch;
import nexus.api.Resource;
import nexus.api.contact.ContactId;
import nexus.api.deal.DealId;
import nexus.api.document.DocumentId;
import nexus.api.identity.UserId;
import org.jspecify.annotations.Nullable;

/** Everything that can be asked of a project. */
@Needs(resource = Resource.PROJECTS, action = Action.UPDATE)
public sealed interface ProjectCommand extends Command {

    ProjectId projectId();

    @Override
    default String streamId() {
        return projectId().value();
    }

    /**
     * Opens a project, as an enquiry or, for what was sold already, in a later stage. The same
     * again changes nothing; another under its id is refused.
     *
     * @param number the next one of its showroom
     * @param dealId the deal that was sold, if it begins with one
     * @param stage where it begins: all gates up to there are waived as sold
     * @param responsibleId who is to be responsible; null for whoever has the least to do
     */
    @Needs(resource = Resource.PROJECTS, action = Action.CREATE)
    record OpenProject(
            ProjectId projectId,
            ProjectNumber number,
            ProjectDetails details,
            @Nullable Money contractValue,
            @Nullable DealId dealId,
            ProjectStage stage,
            @Nullable UserId responsibleId,
            Staffing staffing)
            implements ProjectCommand {
        @Override
        public boolean begins() {
            return true;
        }
    }

    /** Changes any of what is written about a project, and no more than was mentioned. */
    record ChangeProject(
            ProjectId projectId,
            Patch<String> title,
            Patch<ContactId> contactId,
            Patch<Priority> priority,
            Patch<String> source,
            Patch<String> postcode,
            Patch<Money> contractValue,
            Patch<Site> site,
            Patch<UserId> responsibleId)
            implements ProjectCommand {}

    /** Says which deal the project delivers. */
    record LinkDeal(ProjectId projectId, DealId dealId) implements ProjectCommand {}

    /** What can be asked about the way of a project through its stages. */
    sealed interface OnItsWay extends ProjectCommand {}

    /**
     * Moves a project on, over one gate or several, or back.
     *
     * @param reason needed for the way back and for what is lost
     * @param responsibleId who is to be responsible there; null for whoever has the least to do
     * @param today the day by which it is judged
     * @param authority what the asker has a say in
     * @param staffing who there is to be asked
     */
    record MoveProject(
            ProjectId projectId,
            ProjectStage to,
            @Nullable String reason,
            @Nullable UserId responsibleId,
            LocalDate today,
            Authority authority,
            Staffing staffing)
            implements OnItsWay {}

    /** Stops the clock of the stage. Nothing moves until it is resumed. */
    record HoldProject(ProjectId projectId, @Nullable String reason) implements OnItsWay {}

    record ResumeProject(ProjectId projectId, @Nullable String reason) implements OnItsWay {}

    record CancelProject(ProjectId projectId, @Nullable String reason) implements OnItsWay {}

    /** Gives a sale up. */
    record LoseProject(ProjectId projectId, String reason, LocalDate today) implements OnItsWay {}

    /** Opens a completed project again, for what has to be put right under warranty. */
    record ReopenForWarranty(ProjectId projectId, String reason, Staffing staffing)
            implements OnItsWay {}

    /** What can be asked about requirements. */
    sealed interface OnRequirements extends ProjectCommand {}

    /**
     * Ticks a requirement off.
     *
     * @param date the day that it is about, if it is about one
     */
    record SatisfyRequirement(
            ProjectId projectId,
            String key,
            @Nullable String note,
            @Nullable LocalDate date,
            LocalDate today)
            implements OnRequirements {}

    /** Says that a requirement is not met after all, or is not to be waived. */
    record RevokeRequirement(ProjectId projectId, String key, @Nullable String note)
            implements OnRequirements {}

    record WaiveRequirement(ProjectId projectId, String key, String reason, Authority authority)
            implements OnRequirements {}

    /** A document of the project can be read now. */
    record ProvideProjectDocument(ProjectId projectId, DocumentId documentId, String kind)
            implements OnRequirements {}

    /** A document of the project can be read no more. */
    record WithdrawProjectDocument(ProjectId projectId, DocumentId documentId, String kind)
            implements OnRequirements {}

    /** What can be asked about money. */
    sealed interface OnMoney extends ProjectCommand {}

    /**
     * Notes what was paid, or paid back.
     *
     * @param amount more than nothing, whatever the kind
     */
    record RecordPayment(ProjectId projectId, PaymentId paymentId, Money amount, PaymentKind kind)
            implements OnMoney {}

    /**
     * Changes what the client is to pay.
     *
     * @param amount what is added, or taken off
     */
    record VaryContract(ProjectId projectId, VariationId variationId, Money amount, String reason)
            implements OnMoney {}

    /** Makes the client a binding offer. */
    record IssueQuote(ProjectId projectId, List<QuoteLine> lines, LocalDate today)
            implements OnMoney {}

    /** What can be asked about work on the site. */
    sealed interface OnSite extends ProjectCommand {}

    /** Books the days of the installation and who does it. */
    record ScheduleInstallation(ProjectId projectId, Booking booking, LocalDate today)
            implements OnSite {}

    /**
     * Notes that somebody is at the site.
     *
     * @param accuracy of the position, in metres
     * @param deviceTime by the clock of the device
     */
    record CheckIn(
            ProjectId projectId,
            CheckInId checkInId,
            BigDecimal latitude,
            BigDecimal longitude,
            @Nullable BigDecimal accuracy,
            @Nullable Instant deviceTime,
            VisitPurpose purpose)
            implements OnSite {}

    record RaiseSnag(ProjectId projectId, SnagId snagId, String title, SnagSeverity severity)
            implements OnSite {}

    record ChangeSnag(ProjectId projectId, SnagId snagId, SnagState state) implements OnSite {}

    @Needs(resource = Resource.PROJECTS, action = Action.DELETE)
    record ArchiveProject(ProjectId projectId) implements ProjectCommand {}

    @Needs(resource = Resource.PROJECTS, action = Action.DELETE)
    record RestoreProject(ProjectId projectId) implements ProjectCommand {}
}
