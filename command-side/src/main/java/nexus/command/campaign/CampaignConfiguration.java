package nexus.command.campaign;

import nexus.api.campaign.CampaignCommand;
import nexus.api.campaign.CampaignEvent;
import nexus.platform.decider.Capability;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CampaignConfiguration {

    @Bean
    Capability<CampaignCommand, Campaign, CampaignEvent> campaignCapability() {
        return new Capability<>(
                "campaign", CampaignCommand.class, CampaignEvent.class, new CampaignDecider());
    }
}
