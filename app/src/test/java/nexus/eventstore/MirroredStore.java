package nexus.eventstore;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import nexus.eventstore.Check.Ability;
import nexus.testing.TestServers;

/** Events kept elsewhere, and in a fresh database as the mirror has them. */
final class MirroredStore extends ConfiguredStore {

    private MirroredStore(Map<String, String> properties) {
        super(properties, Ability.SNAPSHOTS);
    }

    static MirroredStore inMemory() {
        return inMemory(TestServers.freshDatabase());
    }

    static MirroredStore inMemory(String database) {
        return new MirroredStore(with("in-memory", database, Map.of()));
    }

    static MirroredStore onAxonServer() {
        return onAxonServer(AxonServers.require(), TestServers.freshDatabase());
    }

    static MirroredStore onAxonServer(String server, String database) {
        return onAxonServer(server, database, Duration.ofSeconds(30));
    }

    static MirroredStore onAxonServer(String server, String database, Duration patience) {
        return new MirroredStore(
                with(
                        "axon-server",
                        database,
                        Map.of(
                                "axon.axonserver.servers",
                                server,
                                "nexus.event-store.patience",
                                patience.toString())));
    }

    private static Map<String, String> with(
            String kind, String database, Map<String, String> more) {
        var properties = new HashMap<>(more);
        properties.put("nexus.event-store", kind);
        properties.put("spring.datasource.url", database);
        properties.put("spring.datasource.username", TestServers.postgres().username());
        properties.put("spring.datasource.password", TestServers.postgres().password());
        return properties;
    }
}
