package nexus.command.savedview;

import nexus.api.savedview.SavedViewCommand;
import nexus.api.savedview.SavedViewEvent;
import nexus.platform.decider.Capability;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SavedViewConfiguration {

    @Bean
    Capability<SavedViewCommand, SavedView, SavedViewEvent> savedViewCapability() {
        return new Capability<>(
                "savedview", SavedViewCommand.class, SavedViewEvent.class, new SavedViewDecider());
    }
}
