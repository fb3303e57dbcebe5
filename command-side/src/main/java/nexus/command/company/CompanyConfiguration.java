package nexus.command.company;

import nexus.api.company.CompanyCommand;
import nexus.api.company.CompanyEvent;
import nexus.platform.decider.Capability;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CompanyConfiguration {

    @Bean
    Capability<CompanyCommand, Company, CompanyEvent> companyCapability() {
        return new Capability<>(
                "company", CompanyCommand.class, CompanyEvent.class, new CompanyDecider());
    }
}
