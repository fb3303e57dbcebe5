package nexus.command.transfer;

import nexus.api.transfer.ImportCommand;
import nexus.api.transfer.ImportEvent;
import nexus.platform.decider.Capability;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TransferConfiguration {

    @Bean
    Capability<ImportCommand, Import, ImportEvent> imports() {
        return new Capability<>(
                "import", ImportCommand.class, ImportEvent.class, new ImportDecider());
    }
}
