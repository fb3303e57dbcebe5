package nexus.command.pipeline;

import nexus.api.pipeline.PipelineCommand;
import nexus.api.pipeline.PipelineEvent;
import nexus.platform.decider.Capability;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PipelineConfiguration {

    @Bean
    Capability<PipelineCommand, Pipeline, PipelineEvent> pipelines() {
        return new Capability<>(
                "pipeline", PipelineCommand.class, PipelineEvent.class, new PipelineDecider());
    }
}
