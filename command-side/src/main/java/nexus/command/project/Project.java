package nexus.command.project;

import nexus.api.deal.DealId;
import nexus.api.identity.UserId;
import nexus.api.project.ProjectDetails;
import nexus.api.project.ProjectEvent.ProjectOpened;
import nexus.api.project.ProjectStage;
import nexus.api.project.ProjectStatus;
import nexus.api.project.Sale;
import nexus.api.project.Standing;
import org.jspecify.annotations.Nullable;

/** What must be remembered about a project in order to decide. */
sealed interface Project {

    /** Nobody opened it yet. */
    record Absent() implements Project {}

    /**
     * One to work with, or that was worked with.
     *
     * @param opened how it began, so that opening it once more can be told from opening another
     */
    record Present(
            ProjectOpened opened,
            ProjectDetails details,
            @Nullable DealId dealId,
            Way way,
            Fulfilment fulfilment,
            Account account,
            SiteWork work)
            implements Project {

        static Present of(ProjectOpened opened) {
            return new Present(
                    opened,
                    opened.details(),
                    opened.dealId(),
                    new Way(opened.stage(), ProjectStatus.ACTIVE, opened.responsibleId()),
                    Fulfilment.NONE,
                    Account.NONE.worth(opened.contractValue()),
                    SiteWork.NONE);
        }

        /** How it stands, as far as rules ask. */
        Standing standing() {
            return new Standing(
                    way.stage(),
                    way.status(),
                    fulfilment.facts(),
                    work.hasOpenCriticalSnag(),
                    work.isOffSite());
        }

        /** What is known of the sale. */
        Sale sale() {
            var title = details.title();
            return new Sale(
                    title == null ? opened.number() : title,
                    details.contactId(),
                    account.total(),
                    dealId,
                    way.responsibleId());
        }

        boolean isClosed() {
            return switch (way.status()) {
                case ACTIVE, ON_HOLD -> false;
                case CANCELLED, COMPLETED -> true;
            };
        }

        /** Who has it to do, as long as there is something to do. */
        @Nullable UserId atWork() {
            return isClosed() ? null : way.responsibleId();
        }

        Present with(ProjectDetails changed) {
            return new Present(opened, changed, dealId, way, fulfilment, account, work);
        }

        Present delivering(DealId deal) {
            return new Present(opened, details, deal, way, fulfilment, account, work);
        }

        Present on(Way changed) {
            return new Present(opened, details, dealId, changed, fulfilment, account, work);
        }

        Present with(Fulfilment changed) {
            return new Present(opened, details, dealId, way, changed, account, work);
        }

        Present with(Account changed) {
            return new Present(opened, details, dealId, way, fulfilment, changed, work);
        }

        Present with(SiteWork changed) {
            return new Present(opened, details, dealId, way, fulfilment, account, changed);
        }
    }

    /** Put away; restoring brings it back as it was. */
    record Archived(Present before) implements Project {}

    /** How far it has come, and in whose hands it is. */
    record Way(ProjectStage stage, ProjectStatus status, @Nullable UserId responsibleId) {

        Way in(ProjectStage entered, @Nullable UserId responsible) {
            return new Way(entered, status, responsible);
        }

        Way being(ProjectStatus changed) {
            return new Way(stage, changed, responsibleId);
        }

        boolean isActive() {
            return status == ProjectStatus.ACTIVE;
        }
    }
}
