package nexus.api.campaign;

import java.time.Instant;
import nexus.api.Action;
import nexus.api.Command;
import nexus.api.Needs;
import nexus.api.Patch;
import nexus.api.Resource;
import org.jspecify.annotations.Nullable;

/** Everything that can be asked of a campaign. Whatever makes it send needs a right of its own. */
@Needs(resource = Resource.CAMPAIGNS, action = Action.UPDATE)
public sealed interface CampaignCommand extends Command {

    CampaignId campaignId();

    @Override
    default String streamId() {
        return campaignId().value();
    }

    /** Drafts a campaign. The same again changes nothing; another under its id is refused. */
    @Needs(resource = Resource.CAMPAIGNS, action = Action.CREATE)
    record CreateCampaign(CampaignId campaignId, CampaignPlan plan) implements CampaignCommand {
        @Override
        public boolean begins() {
            return true;
        }
    }

    /**
     * Changes what was mentioned. Once launched, only the name and the rate can be changed; once
     * scheduled, the rest only by who may launch it, as nobody is asked again before it starts.
     *
     * @param mayLaunch whether whoever asks may launch campaigns
     */
    record ChangeCampaign(
            CampaignId campaignId,
            Patch<String> name,
            Patch<CampaignType> type,
            Patch<AudienceChange> audience,
            Patch<ContentChange> content,
            Patch<SenderChange> sender,
            Patch<Integer> perSecond,
            boolean mayLaunch)
            implements CampaignCommand {}

    /** Sets when a campaign starts by itself, or sets another time. */
    @Needs(resource = Resource.CAMPAIGNS, action = Action.LAUNCH)
    record ScheduleCampaign(CampaignId campaignId, Instant startAt, LaunchFacts facts)
            implements CampaignCommand {}

    /** Starts a campaign now. */
    @Needs(resource = Resource.CAMPAIGNS, action = Action.LAUNCH)
    record LaunchCampaign(CampaignId campaignId, LaunchFacts facts) implements CampaignCommand {}

    /** Puts a scheduled campaign that could not start when it was due back to be worked on. */
    @Needs(resource = Resource.CAMPAIGNS, action = Action.LAUNCH)
    record RefuseStart(CampaignId campaignId, String reason) implements CampaignCommand {}

    /**
     * Notes who the audience turned out to be.
     *
     * @param position how much of what happened was known when the question was asked
     */
    @Needs(resource = Resource.CAMPAIGNS, action = Action.LAUNCH)
    record FreezeAudience(CampaignId campaignId, long position, DeliveryTotals totals)
            implements CampaignCommand {}

    /** Notes how far the delivery ledger has come. */
    record RecordDeliveries(CampaignId campaignId, DeliveryTotals totals)
            implements CampaignCommand {}

    record PauseCampaign(CampaignId campaignId) implements CampaignCommand {}

    /** Goes on with whoever was not sent to yet. */
    @Needs(resource = Resource.CAMPAIGNS, action = Action.LAUNCH)
    record ResumeCampaign(CampaignId campaignId) implements CampaignCommand {}

    record CancelCampaign(CampaignId campaignId, @Nullable String reason)
            implements CampaignCommand {}

    /**
     * Tries once more whatever failed, and nothing else.
     *
     * @param failed how many that are
     */
    @Needs(resource = Resource.CAMPAIGNS, action = Action.LAUNCH)
    record RetryFailed(CampaignId campaignId, int failed) implements CampaignCommand {}

    /** Ends a campaign that has nobody left to send to. */
    record CompleteCampaign(CampaignId campaignId, DeliveryTotals totals)
            implements CampaignCommand {}

    /** Stops a campaign of which too much went wrong. */
    record FailCampaign(CampaignId campaignId, String reason, DeliveryTotals totals)
            implements CampaignCommand {}

    /** Puts away a campaign that does not run. */
    @Needs(resource = Resource.CAMPAIGNS, action = Action.DELETE)
    record ArchiveCampaign(CampaignId campaignId) implements CampaignCommand {}

    @Needs(resource = Resource.CAMPAIGNS, action = Action.DELETE)
    record RestoreCampaign(CampaignId campaignId) implements CampaignCommand {}
}
