package nexus.command.customfield;

import nexus.api.customfield.CustomFieldCommand;
import nexus.api.customfield.CustomFieldEvent;
import nexus.api.customfield.CustomFieldId;
import nexus.platform.decider.Capability;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CustomFieldConfiguration {

    @Bean
    Capability<CustomFieldCommand, CustomField, CustomFieldEvent> customFieldCapability() {
        return new Capability<>(
                CustomFieldId.PREFIX,
                CustomFieldCommand.class,
                CustomFieldEvent.class,
                new CustomFieldDecider());
    }
}
