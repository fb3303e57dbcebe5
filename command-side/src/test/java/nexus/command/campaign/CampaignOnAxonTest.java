package nexus.command.campaign;

import static nexus.command.campaign.CampaignSpecimen.CONTENT;
import static nexus.command.campaign.CampaignSpecimen.CREATED;
import static nexus.command.campaign.CampaignSpecimen.FACTS;
import static nexus.command.campaign.CampaignSpecimen.ID;
import static nexus.command.campaign.CampaignSpecimen.LAUNCHED;
import static nexus.command.campaign.CampaignSpecimen.NOW;
import static nexus.command.campaign.CampaignSpecimen.PLAN;
import static nexus.command.campaign.CampaignSpecimen.saying;

import nexus.api.Patch;
import nexus.api.RecordRejection.NotFound;
import nexus.api.campaign.CampaignCommand.ChangeCampaign;
import nexus.api.campaign.CampaignCommand.CreateCampaign;
import nexus.api.campaign.CampaignCommand.LaunchCampaign;
import nexus.api.campaign.CampaignCommand.PauseCampaign;
import nexus.api.campaign.CampaignEvent.CampaignPlanChanged;
import nexus.api.campaign.CampaignEvent.CampaignScheduled;
import nexus.api.campaign.CampaignRejection.CampaignAwaitsLaunch;
import nexus.api.campaign.CampaignRejection.CampaignIllegalTransition;
import nexus.api.campaign.CampaignStatus;
import nexus.api.campaign.Content;
import nexus.api.campaign.ContentChange;
import nexus.command.testing.Actors;
import nexus.platform.decider.OnAxon;
import org.junit.jupiter.api.Test;

class CampaignOnAxonTest {

    private final OnAxon axon =
            OnAxon.hosting(new CampaignConfiguration().campaignCapability(), Actors.OWNER);

    @Test
    void the_first_event_begins_the_stream() {
        axon.when(new CreateCampaign(ID, PLAN)).thenAccepted(ID.value(), 0, true, CREATED);
    }

    @Test
    void later_ones_follow_on_what_is_there() {
        axon.given(CREATED)
                .when(new LaunchCampaign(ID, FACTS))
                .thenAccepted(ID.value(), 1, false, LAUNCHED);
    }

    @Test
    void a_refusal_comes_back_as_a_value() {
        axon.given(CREATED)
                .when(new PauseCampaign(ID))
                .thenRejected(new CampaignIllegalTransition(CampaignStatus.DRAFT, "paused"));
    }

    @Test
    void a_change_of_what_starts_by_itself_comes_back_as_a_refusal() {
        axon.given(CREATED, SCHEDULED)
                .when(renamingTheSubject(false))
                .thenRejected(new CampaignAwaitsLaunch("content"));
    }

    @Test
    void who_may_launch_it_changes_what_starts_by_itself() {
        axon.given(CREATED, SCHEDULED)
                .when(renamingTheSubject(true))
                .thenAccepted(
                        ID.value(), 2, false, new CampaignPlanChanged(ID, saying(OTHERWISE), 2));
    }

    private static final CampaignScheduled SCHEDULED =
            new CampaignScheduled(ID, NOW.plusSeconds(60));
    private static final Content OTHERWISE =
            new Content("Other", CONTENT.html(), CONTENT.text(), CONTENT.sms());

    private static ChangeCampaign renamingTheSubject(boolean mayLaunch) {
        return new ChangeCampaign(
                ID,
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.set(
                        new ContentChange(
                                Patch.set("Other"), Patch.keep(), Patch.keep(), Patch.keep())),
                Patch.keep(),
                Patch.keep(),
                mayLaunch);
    }

    @Test
    void the_campaign_of_strangers_is_not_there() {
        axon.givenOfStrangers(CREATED)
                .when(new LaunchCampaign(ID, FACTS))
                .thenRejected(new NotFound(ID.value()));
    }
}
