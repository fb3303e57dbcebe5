package nexus.command.campaign;

import static nexus.command.campaign.CampaignSpecimen.CREATED;
import static nexus.command.campaign.CampaignSpecimen.FACTS;
import static nexus.command.campaign.CampaignSpecimen.ID;
import static nexus.command.campaign.CampaignSpecimen.LAUNCHED;
import static nexus.command.campaign.CampaignSpecimen.PLAN;

import nexus.api.RecordRejection.NotFound;
import nexus.api.campaign.CampaignCommand.CreateCampaign;
import nexus.api.campaign.CampaignCommand.LaunchCampaign;
import nexus.api.campaign.CampaignCommand.PauseCampaign;
import nexus.api.campaign.CampaignRejection.CampaignIllegalTransition;
import nexus.api.campaign.CampaignStatus;
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
    void the_campaign_of_strangers_is_not_there() {
        axon.givenOfStrangers(CREATED)
                .when(new LaunchCampaign(ID, FACTS))
                .thenRejected(new NotFound(ID.value()));
    }
}
