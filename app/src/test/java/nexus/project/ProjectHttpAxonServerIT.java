package nexus.project;

import nexus.eventstore.AxonServers;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same through the whole engine on Axon Server, where there is one. */
@DirtiesContext // ends with its tests: who stays would decide what others send
@EnabledIf(value = "nexus.eventstore.AxonServers#areThere", disabledReason = AxonServers.NONE)
class ProjectHttpAxonServerIT extends ProjectHttpIT {

    @DynamicPropertySource
    static void axonServer(DynamicPropertyRegistry registry) {
        registry.add("nexus.event-store", () -> "axon-server");
        registry.add("axon.axonserver.servers", AxonServers::require);
    }
}
