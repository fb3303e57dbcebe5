package nexus.command.document;

import java.time.Duration;
import nexus.api.document.DocumentCommand;
import nexus.api.document.DocumentEvent;
import nexus.api.document.DocumentId;
import nexus.platform.decider.Capability;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DocumentConfiguration {

    @Bean
    Capability<DocumentCommand, Document, DocumentEvent> documents() {
        return new Capability<>(
                DocumentId.PREFIX,
                DocumentCommand.class,
                DocumentEvent.class,
                new DocumentDecider());
    }

    /**
     * What looks for viruses.
     *
     * @param clamd where it listens: {@code clamd:3310}, or {@code unix:/run/clamav/clamd.ctl};
     *     empty for no scanner
     * @param patience how long one scan may take
     */
    @Bean
    VirusScanner virusScanner(
            @Value("${nexus.documents.clamd:}") String clamd,
            @Value("${nexus.documents.clamd-patience:PT5M}") Duration patience) {
        return clamd.isBlank() ? new NoScanner() : Clamd.at(clamd, patience);
    }
}
