package nexus.command.contact;

import nexus.api.contact.ContactCommand;
import nexus.api.contact.ContactEvent;
import nexus.platform.decider.Capability;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ContactConfiguration {

    @Bean
    Capability<ContactCommand, Contact, ContactEvent> contactCapability() {
        return new Capability<>(
                "contact", ContactCommand.class, ContactEvent.class, new ContactDecider());
    }
}
