package nexus.command.activity;

import nexus.api.activity.ActivityCommand;
import nexus.api.activity.ActivityEvent;
import nexus.platform.decider.Capability;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ActivityConfiguration {

    @Bean
    Capability<ActivityCommand, Activity, ActivityEvent> activities() {
        return new Capability<>(
                "activity", ActivityCommand.class, ActivityEvent.class, new ActivityDecider());
    }
}
