package nexus.eventstore;

import java.util.HashMap;
import java.util.Map;
import nexus.testing.TestServers;

/** Events kept elsewhere, and in a fresh database as the mirror has them. */
final class MirroredStore extends ConfiguredStore {

    private MirroredStore(Map<String, String> properties) {
        super(properties);
    }

    static MirroredStore inMemory() {
        return new MirroredStore(with("in-memory", Map.of()));
    }

    static MirroredStore onAxonServer() {
        return new MirroredStore(
                with("axon-server", Map.of("axon.axonserver.servers", AxonServers.require())));
    }

    private static Map<String, String> with(String kind, Map<String, String> more) {
        var properties = new HashMap<>(more);
        properties.put("nexus.event-store", kind);
        properties.put("spring.datasource.url", TestServers.freshDatabase());
        properties.put("spring.datasource.username", TestServers.postgres().username());
        properties.put("spring.datasource.password", TestServers.postgres().password());
        return properties;
    }
}
