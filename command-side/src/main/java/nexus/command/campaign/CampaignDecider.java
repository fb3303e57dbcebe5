package nexus.command.campaign;

import static nexus.platform.decider.Decision.accept;
import static nexus.platform.decider.Decision.nothing;
import static nexus.platform.decider.Decision.reject;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import nexus.api.Patch;
import nexus.api.RecordRejection;
import nexus.api.RecordRejection.AlreadyExists;
import nexus.api.RecordRejection.NotFound;
import nexus.api.campaign.Audience;
import nexus.api.campaign.AudienceChange;
import nexus.api.campaign.CampaignCommand;
import nexus.api.campaign.CampaignCommand.ArchiveCampaign;
import nexus.api.campaign.CampaignCommand.CancelCampaign;
import nexus.api.campaign.CampaignCommand.ChangeCampaign;
import nexus.api.campaign.CampaignCommand.CompleteCampaign;
import nexus.api.campaign.CampaignCommand.CreateCampaign;
import nexus.api.campaign.CampaignCommand.FailCampaign;
import nexus.api.campaign.CampaignCommand.FreezeAudience;
import nexus.api.campaign.CampaignCommand.LaunchCampaign;
import nexus.api.campaign.CampaignCommand.PauseCampaign;
import nexus.api.campaign.CampaignCommand.RecordDeliveries;
import nexus.api.campaign.CampaignCommand.RefuseStart;
import nexus.api.campaign.CampaignCommand.RestoreCampaign;
import nexus.api.campaign.CampaignCommand.ResumeCampaign;
import nexus.api.campaign.CampaignCommand.RetryFailed;
import nexus.api.campaign.CampaignCommand.ScheduleCampaign;
import nexus.api.campaign.CampaignEvent;
import nexus.api.campaign.CampaignEvent.CampaignArchived;
import nexus.api.campaign.CampaignEvent.CampaignAudienceFrozen;
import nexus.api.campaign.CampaignEvent.CampaignCancelled;
import nexus.api.campaign.CampaignEvent.CampaignCompleted;
import nexus.api.campaign.CampaignEvent.CampaignCreated;
import nexus.api.campaign.CampaignEvent.CampaignDeliveriesRecorded;
import nexus.api.campaign.CampaignEvent.CampaignFailed;
import nexus.api.campaign.CampaignEvent.CampaignFailedRetried;
import nexus.api.campaign.CampaignEvent.CampaignLaunched;
import nexus.api.campaign.CampaignEvent.CampaignPaused;
import nexus.api.campaign.CampaignEvent.CampaignPlanChanged;
import nexus.api.campaign.CampaignEvent.CampaignRestored;
import nexus.api.campaign.CampaignEvent.CampaignResumed;
import nexus.api.campaign.CampaignEvent.CampaignScheduled;
import nexus.api.campaign.CampaignEvent.CampaignStartRefused;
import nexus.api.campaign.CampaignId;
import nexus.api.campaign.CampaignPlan;
import nexus.api.campaign.CampaignRejection.CampaignAwaitsLaunch;
import nexus.api.campaign.CampaignRejection.CampaignIllegalTransition;
import nexus.api.campaign.CampaignRejection.CampaignIsFrozen;
import nexus.api.campaign.CampaignRejection.CampaignNotFinished;
import nexus.api.campaign.CampaignRejection.CampaignNotReady;
import nexus.api.campaign.CampaignRejection.SenderWithoutAddress;
import nexus.api.campaign.CampaignStatus;
import nexus.api.campaign.Content;
import nexus.api.campaign.ContentChange;
import nexus.api.campaign.DeliveryTotals;
import nexus.api.campaign.Sender;
import nexus.api.campaign.SenderChange;
import nexus.command.campaign.Campaign.About;
import nexus.command.campaign.Campaign.Absent;
import nexus.command.campaign.Campaign.Archived;
import nexus.command.campaign.Campaign.Draft;
import nexus.command.campaign.Campaign.Drafted;
import nexus.command.campaign.Campaign.Ended;
import nexus.command.campaign.Campaign.Running;
import nexus.command.campaign.Campaign.Scheduled;
import nexus.platform.decider.Decider;
import nexus.platform.decider.Decision;
import org.jspecify.annotations.Nullable;

/** The life of a campaign: drafted, launched when nothing is missing, and over when all is sent. */
final class CampaignDecider implements Decider<CampaignCommand, Campaign, CampaignEvent> {

    @Override
    public Campaign initial() {
        return new Absent();
    }

    @Override
    public Decision<CampaignEvent> decide(Campaign state, CampaignCommand command) {
        return switch (state) {
            case Absent _ when command instanceof CreateCampaign(var id, var plan) ->
                    planned(plan, new CampaignCreated(id, plan));
            case Absent _ -> reject(new NotFound(command.streamId()));
            case Drafted campaign -> whenDrafted(campaign, command);
            case Archived _ -> whenArchived(command);
        };
    }

    private static Decision<CampaignEvent> planned(CampaignPlan plan, CampaignEvent... events) {
        return Completeness.wrongWith(plan.content())
                .<Decision<CampaignEvent>>map(Decision::reject)
                .orElseGet(() -> accept(events));
    }

    private static Decision<CampaignEvent> whenArchived(CampaignCommand command) {
        return switch (command) {
            case RestoreCampaign(var id) -> accept(new CampaignRestored(id));
            case ArchiveCampaign _ -> nothing();
            case CreateCampaign _ -> reject(new AlreadyExists(command.streamId()));
            case ChangeCampaign _,
                    ScheduleCampaign _,
                    LaunchCampaign _,
                    RefuseStart _,
                    FreezeAudience _,
                    RecordDeliveries _,
                    PauseCampaign _,
                    ResumeCampaign _,
                    CancelCampaign _,
                    RetryFailed _,
                    CompleteCampaign _,
                    FailCampaign _ ->
                    reject(new RecordRejection.Archived(command.streamId()));
        };
    }

    private static Decision<CampaignEvent> whenDrafted(Drafted campaign, CampaignCommand command) {
        return switch (command) {
            case CreateCampaign(var id, var plan) ->
                    new CampaignCreated(id, plan).equals(campaign.about().created())
                            ? nothing()
                            : reject(new AlreadyExists(command.streamId()));
            case ChangeCampaign change -> change(campaign, change);
            case ScheduleCampaign schedule -> schedule(campaign, schedule);
            case LaunchCampaign launch -> launch(campaign, launch);
            case RefuseStart(var id, var reason) ->
                    campaign instanceof Scheduled
                            ? accept(new CampaignStartRefused(id, reason))
                            : nothing();
            case FreezeAudience freeze -> freeze(campaign, freeze);
            case RecordDeliveries(var id, var totals) -> record(campaign, id, totals);
            case PauseCampaign(var id) ->
                    switch (campaign.status()) {
                        case ACTIVE -> accept(new CampaignPaused(id));
                        case PAUSED -> nothing();
                        case DRAFT, SCHEDULED, COMPLETED, CANCELLED, FAILED ->
                                illegal(campaign, "paused");
                    };
            case ResumeCampaign(var id) ->
                    switch (campaign.status()) {
                        case PAUSED, FAILED -> accept(new CampaignResumed(id));
                        case ACTIVE -> nothing();
                        case DRAFT, SCHEDULED, COMPLETED, CANCELLED -> illegal(campaign, "resumed");
                    };
            case CancelCampaign(var id, var reason) ->
                    switch (campaign.status()) {
                        case DRAFT, SCHEDULED, ACTIVE, PAUSED, FAILED ->
                                accept(new CampaignCancelled(id, reason));
                        case CANCELLED -> nothing();
                        case COMPLETED -> illegal(campaign, "cancelled");
                    };
            case RetryFailed(var id, var failed) -> retry(campaign, id, failed);
            case CompleteCampaign(var id, var totals) -> complete(campaign, id, totals);
            case FailCampaign(var id, var reason, var totals) ->
                    campaign.status() == CampaignStatus.ACTIVE
                            ? accept(new CampaignFailed(id, reason, totals))
                            : nothing();
            case ArchiveCampaign(var id) ->
                    switch (campaign.status()) {
                        case DRAFT, COMPLETED, CANCELLED -> accept(new CampaignArchived(id));
                        case SCHEDULED, ACTIVE, PAUSED, FAILED -> illegal(campaign, "archived");
                    };
            case RestoreCampaign _ -> nothing();
        };
    }

    private static Decision<CampaignEvent> illegal(Drafted campaign, String wanted) {
        return reject(new CampaignIllegalTransition(campaign.status(), wanted));
    }

    private static Decision<CampaignEvent> change(Drafted campaign, ChangeCampaign change) {
        return switch (change.sender()) {
            case Patch.Set<SenderChange>(var sender) when sender != null ->
                    sender.of(campaign.about().plan().sender())
                            .map(whole -> change(campaign, change, whole))
                            .orElseGet(() -> reject(new SenderWithoutAddress()));
            case Patch.Set<SenderChange> _ -> change(campaign, change, null);
            case Patch.Keep<SenderChange> _ ->
                    change(campaign, change, campaign.about().plan().sender());
        };
    }

    private static Decision<CampaignEvent> change(
            Drafted campaign, ChangeCampaign change, @Nullable Sender sender) {
        var before = campaign.about().plan();
        var after = changed(before, change, sender);
        if (after.equals(before)) {
            return nothing();
        }
        var event =
                new CampaignPlanChanged(
                        change.campaignId(), after, campaign.about().versionOf(after.content()));
        return switch (campaign) {
            case Draft _ -> planned(after, event);
            case Scheduled _ -> {
                var agreed = ofTheMessage(before, after);
                if (!agreed.isEmpty() && !change.mayLaunch()) {
                    yield reject(new CampaignAwaitsLaunch(agreed.getFirst()));
                }
                yield Completeness.wrongWith(after.content()).isPresent()
                        ? planned(after)
                        : ifNothingIsMissing(Completeness.missingContent(after), event);
            }
            case Running _, Ended _ -> {
                var frozen = ofTheMessage(before, after);
                yield frozen.isEmpty()
                        ? accept(event)
                        : reject(new CampaignIsFrozen(frozen.getFirst()));
            }
        };
    }

    private static CampaignPlan changed(
            CampaignPlan before, ChangeCampaign change, @Nullable Sender sender) {
        return new CampaignPlan(
                change.name().orRequired(before.name()),
                change.type().orRequired(before.type()),
                switch (change.audience()) {
                    case Patch.Keep<AudienceChange> _ -> before.audience();
                    case Patch.Set<AudienceChange>(var audience) ->
                            audience == null ? Audience.EVERYBODY : audience.of(before.audience());
                },
                switch (change.content()) {
                    case Patch.Keep<ContentChange> _ -> before.content();
                    case Patch.Set<ContentChange>(var content) ->
                            content == null ? Content.NONE : content.of(before.content());
                },
                sender,
                change.perSecond().or(before.perSecond()));
    }

    /** What would change of that which whoever launches a campaign agrees to. */
    private static List<String> ofTheMessage(CampaignPlan before, CampaignPlan after) {
        var changed = new ArrayList<String>();
        if (before.type() != after.type()) {
            changed.add("type");
        }
        if (!before.audience().equals(after.audience())) {
            changed.add("audience");
        }
        if (!before.content().equals(after.content())) {
            changed.add("content");
        }
        if (!Objects.equals(before.sender(), after.sender())) {
            changed.add("sender");
        }
        return changed;
    }

    private static Decision<CampaignEvent> ifNothingIsMissing(
            List<String> missing, CampaignEvent event) {
        return missing.isEmpty() ? accept(event) : reject(new CampaignNotReady(missing));
    }

    private static Decision<CampaignEvent> schedule(Drafted campaign, ScheduleCampaign schedule) {
        if (!(campaign instanceof Draft || campaign instanceof Scheduled)) {
            return illegal(campaign, "scheduled");
        }
        if (campaign instanceof Scheduled(_, var startAt) && startAt.equals(schedule.startAt())) {
            return nothing();
        }
        var missing =
                new ArrayList<>(Completeness.missing(campaign.about().plan(), schedule.facts()));
        if (!schedule.startAt().isAfter(schedule.facts().now())) {
            missing.add("start-in-the-future");
        }
        return ifNothingIsMissing(
                missing, new CampaignScheduled(schedule.campaignId(), schedule.startAt()));
    }

    private static Decision<CampaignEvent> launch(Drafted campaign, LaunchCampaign launch) {
        var about = campaign.about();
        return switch (campaign.status()) {
            case DRAFT, SCHEDULED ->
                    ifNothingIsMissing(
                            Completeness.missing(about.plan(), launch.facts()),
                            new CampaignLaunched(launch.campaignId(), about.contentVersion()));
            case ACTIVE -> nothing();
            case PAUSED, COMPLETED, CANCELLED, FAILED -> illegal(campaign, "launched");
        };
    }

    private static Decision<CampaignEvent> freeze(Drafted campaign, FreezeAudience freeze) {
        return switch (campaign) {
            case Running(_, _, var totals) when totals != null -> nothing();
            case Ended(_, _, var totals) when totals != null -> nothing();
            case Running _, Ended _ ->
                    accept(
                            new CampaignAudienceFrozen(
                                    freeze.campaignId(), freeze.position(), freeze.totals()));
            case Draft _, Scheduled _ -> illegal(campaign, "frozen");
        };
    }

    /** Also of one that is over: what was on its way when it was cancelled still arrives. */
    private static Decision<CampaignEvent> record(
            Drafted campaign, CampaignId id, DeliveryTotals totals) {
        var known =
                switch (campaign) {
                    case Running running -> running.totals();
                    case Ended ended -> ended.totals();
                    case Draft _, Scheduled _ -> null;
                };
        return known == null || known.equals(totals)
                ? nothing()
                : accept(new CampaignDeliveriesRecorded(id, totals));
    }

    private static Decision<CampaignEvent> retry(Drafted campaign, CampaignId id, int failed) {
        return switch (campaign.status()) {
            case ACTIVE, PAUSED, FAILED, COMPLETED ->
                    failed == 0 ? nothing() : accept(new CampaignFailedRetried(id, failed));
            case DRAFT, SCHEDULED, CANCELLED -> illegal(campaign, "retried");
        };
    }

    private static Decision<CampaignEvent> complete(
            Drafted campaign, CampaignId id, DeliveryTotals totals) {
        return switch (campaign) {
            case Running(_, var status, var known) when status == CampaignStatus.ACTIVE ->
                    totals.queued() == 0 && known != null && totals.audience() == known.audience()
                            ? accept(new CampaignCompleted(id, totals))
                            : reject(new CampaignNotFinished(totals));
            case Ended(_, var status, _) when status == CampaignStatus.COMPLETED -> nothing();
            case Drafted other -> illegal(other, "completed");
        };
    }

    @Override
    public Campaign evolve(Campaign state, CampaignEvent event) {
        return switch (state) {
            case Absent _ ->
                    event instanceof CampaignCreated created ? new Draft(About.of(created)) : state;
            case Archived(var before) -> event instanceof CampaignRestored ? before : state;
            case Drafted campaign -> after(campaign, event);
        };
    }

    private static Campaign after(Drafted campaign, CampaignEvent event) {
        var about = campaign.about();
        return switch (event) {
            case CampaignCreated _, CampaignRestored _ -> campaign;
            case CampaignPlanChanged(_, var plan, var version) ->
                    campaign.with(about.with(plan, version));
            case CampaignScheduled(_, var startAt) -> new Scheduled(about, startAt);
            case CampaignStartRefused _ -> new Draft(about);
            case CampaignLaunched _ -> new Running(about, CampaignStatus.ACTIVE, null);
            case CampaignAudienceFrozen(_, _, var totals) -> having(campaign, totals);
            case CampaignDeliveriesRecorded(_, var totals) -> having(campaign, totals);
            case CampaignPaused _ -> as(campaign, CampaignStatus.PAUSED);
            case CampaignResumed _ -> as(campaign, CampaignStatus.ACTIVE);
            case CampaignFailed(_, _, var totals) ->
                    as(having(campaign, totals), CampaignStatus.FAILED);
            case CampaignFailedRetried _ ->
                    campaign.status() == CampaignStatus.PAUSED
                            ? campaign
                            : as(campaign, CampaignStatus.ACTIVE);
            case CampaignCancelled _ ->
                    new Ended(about, CampaignStatus.CANCELLED, totals(campaign));
            case CampaignCompleted(_, var totals) ->
                    new Ended(about, CampaignStatus.COMPLETED, totals);
            case CampaignArchived _ -> new Archived(campaign);
        };
    }

    private static Drafted having(Drafted campaign, DeliveryTotals totals) {
        return switch (campaign) {
            case Running running -> running.having(totals);
            case Ended(var about, var status, _) -> new Ended(about, status, totals);
            case Draft _, Scheduled _ -> campaign;
        };
    }

    private static Drafted as(Drafted campaign, CampaignStatus status) {
        return new Running(campaign.about(), status, totals(campaign));
    }

    private static @Nullable DeliveryTotals totals(Drafted campaign) {
        return switch (campaign) {
            case Running running -> running.totals();
            case Ended ended -> ended.totals();
            case Draft _, Scheduled _ -> null;
        };
    }
}
