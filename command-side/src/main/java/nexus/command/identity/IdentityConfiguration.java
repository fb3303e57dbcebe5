package nexus.command.identity;

import nexus.api.identity.OrganizationCommand;
import nexus.api.identity.OrganizationEvent;
import nexus.api.identity.OrganizationId;
import nexus.api.identity.ShowroomCommand;
import nexus.api.identity.ShowroomEvent;
import nexus.api.identity.ShowroomId;
import nexus.api.identity.UserCommand;
import nexus.api.identity.UserEvent;
import nexus.api.identity.UserId;
import nexus.platform.decider.Capability;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

    @Bean
    Capability<OrganizationCommand, Organization, OrganizationEvent> organizations() {
        return new Capability<>(
                OrganizationId.PREFIX,
                OrganizationCommand.class,
                OrganizationEvent.class,
                new OrganizationDecider());
    }

    @Bean
    Capability<UserCommand, User, UserEvent> users() {
        return new Capability<>(
                UserId.PREFIX, UserCommand.class, UserEvent.class, new UserDecider());
    }

    @Bean
    Capability<ShowroomCommand, Showroom, ShowroomEvent> showrooms() {
        return new Capability<>(
                ShowroomId.PREFIX,
                ShowroomCommand.class,
                ShowroomEvent.class,
                new ShowroomDecider());
    }
}
