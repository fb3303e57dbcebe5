package nexus.command.project;

import nexus.api.identity.ShowroomId;
import nexus.api.project.ProjectCommand;
import nexus.api.project.ProjectEvent;
import nexus.api.project.ProjectId;
import nexus.platform.decider.Capability;
import nexus.platform.decider.Directory;
import nexus.platform.eventstore.EventLog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProjectConfiguration {

    @Bean
    Capability<ProjectCommand, Project, ProjectEvent> projects() {
        return new Capability<>(
                ProjectId.PREFIX, ProjectCommand.class, ProjectEvent.class, new ProjectDecider());
    }

    @Bean
    Directory<Workloads> workloads(EventLog events) {
        return new Directory<>(events, ProjectId.PREFIX, Workloads.NONE, Workloads::evolve);
    }

    @Bean
    Directory<Showrooms> showroomsOfProjects(EventLog events) {
        return new Directory<>(events, ShowroomId.PREFIX, Showrooms.NONE, Showrooms::evolve);
    }
}
