package nexus.command.campaign;

import nexus.api.Patch;
import nexus.api.campaign.Audience;
import nexus.api.campaign.AudienceChange;
import nexus.api.campaign.CampaignCommand;
import nexus.api.campaign.CampaignCommand.ArchiveCampaign;
import nexus.api.campaign.CampaignCommand.ChangeCampaign;
import nexus.api.campaign.CampaignCommand.PauseCampaign;
import nexus.api.campaign.CampaignCommand.RestoreCampaign;
import nexus.api.campaign.CampaignCommand.ResumeCampaign;
import nexus.api.campaign.CampaignId;
import nexus.api.campaign.CampaignPlan;
import nexus.api.campaign.CampaignStatus;
import nexus.api.campaign.Content;
import nexus.api.campaign.ContentChange;
import nexus.api.campaign.Sender;
import nexus.api.campaign.SenderChange;
import nexus.command.campaign.Campaign.Absent;
import nexus.command.campaign.Campaign.Archived;
import nexus.command.campaign.Campaign.Drafted;
import nexus.platform.web.Undone;

/** What takes back what can happen to a campaign. What was sent was sent. */
final class CampaignReversal {

    private CampaignReversal() {}

    /**
     * What takes an event back.
     *
     * @param mayLaunch whether whoever asks may launch campaigns
     */
    static CampaignCommand of(CampaignId id, Undone<Campaign> event, boolean mayLaunch) {
        return switch (event.before()) {
            case Absent _ -> new ArchiveCampaign(id);
            case Archived _ when event.after() instanceof Archived -> throw event.irreversible();
            case Archived _ -> new ArchiveCampaign(id);
            case Drafted _ when event.after() instanceof Archived -> new RestoreCampaign(id);
            case Drafted _ -> asBefore(id, event, mayLaunch);
        };
    }

    private static CampaignCommand asBefore(
            CampaignId id, Undone<Campaign> event, boolean mayLaunch) {
        var campaign = event.as(CampaignReversal::draftedOf);
        var command =
                campaign.changed(Drafted::status)
                        ? goneOn(id, campaign)
                        : planned(id, campaign, mayLaunch);
        campaign.conflicts().forEach(event::conflictsIn);
        return command;
    }

    private static CampaignCommand goneOn(CampaignId id, Undone<Drafted> campaign) {
        campaign.back("status", Drafted::status);
        var was = campaign.before().status();
        var became = campaign.after().status();
        if (was == CampaignStatus.ACTIVE && became == CampaignStatus.PAUSED) {
            return new ResumeCampaign(id);
        }
        if (was == CampaignStatus.PAUSED && became == CampaignStatus.ACTIVE) {
            return new PauseCampaign(id);
        }
        throw campaign.irreversible();
    }

    private static CampaignCommand planned(
            CampaignId id, Undone<Drafted> campaign, boolean mayLaunch) {
        var plan = campaign.as(it -> it.about().plan());
        if (!plan.changed(it -> it)) {
            throw campaign.irreversible();
        }
        var command =
                new ChangeCampaign(
                        id,
                        plan.back("name", CampaignPlan::name),
                        plan.back("type", CampaignPlan::type),
                        plan.back("audience", CampaignPlan::audience).map(CampaignReversal::whole),
                        plan.back("content", CampaignPlan::content).map(CampaignReversal::whole),
                        sender(plan.back("sender", CampaignPlan::sender)),
                        plan.back("perSecond", CampaignPlan::perSecond),
                        mayLaunch);
        plan.conflicts().forEach(campaign::conflictsIn);
        return command;
    }

    private static AudienceChange whole(Audience audience) {
        return new AudienceChange(
                Patch.set(audience.tag()),
                Patch.set(audience.lifecycleStage()),
                Patch.set(audience.source()),
                Patch.set(audience.companyId()));
    }

    private static ContentChange whole(Content content) {
        return new ContentChange(
                Patch.set(content.subject()),
                Patch.set(content.html()),
                Patch.set(content.text()),
                Patch.set(content.sms()));
    }

    private static Patch<SenderChange> sender(Patch<Sender> back) {
        return back.map(CampaignReversal::whole);
    }

    private static SenderChange whole(Sender sender) {
        return new SenderChange(Patch.set(sender.name()), Patch.set(sender.email()));
    }

    private static Drafted draftedOf(Campaign campaign) {
        return switch (campaign) {
            case Absent _ -> throw new IllegalArgumentException("There is no campaign yet");
            case Drafted drafted -> drafted;
            case Archived(var before) -> before;
        };
    }
}
