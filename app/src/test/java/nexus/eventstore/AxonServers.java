package nexus.eventstore;

import nexus.platform.eventstore.EventMove;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * An Axon Server to test against: the one that somebody runs, at {@code
 * NEXUS_AXON_SERVER=host:port} and empty, or else one in a container where Docker is present.
 */
public final class AxonServers {

    private static final String IMAGE = "axoniq/axonserver:2025.2.1";

    /** Why nothing is checked against Axon Server, if nothing is. */
    public static final String NONE =
            "Not checked against Axon Server: there is neither NEXUS_AXON_SERVER=host:port nor"
                    + " Docker.";

    private AxonServers() {}

    public static boolean areThere() {
        return !Found.ADDRESS.isEmpty();
    }

    /** Its address, or the end of the test that asks, with the reason. */
    public static String require() {
        var address = Found.ADDRESS;
        if (address.isEmpty()) {
            System.out.println(NONE);
        }
        Assumptions.assumeFalse(address.isEmpty(), NONE);
        return address;
    }

    /** The same, if nothing was ever stored there. */
    public static String requireEmpty() {
        var address = require();
        try (var move = EventMove.ofAxonServer(address)) {
            Assumptions.assumeTrue(
                    move.count() == 0, "Not checked: the Axon Server has events already.");
        }
        return address;
    }

    private static final class Found {

        static final String ADDRESS = address();

        private static String address() {
            var given = System.getenv("NEXUS_AXON_SERVER");
            if (given != null && !given.isBlank()) {
                return given;
            }
            return DockerClientFactory.instance().isDockerAvailable() ? started() : "";
        }

        /** Ended by Testcontainers with the JVM. */
        private static String started() {
            var server =
                    new GenericContainer<>(DockerImageName.parse(IMAGE))
                            .withExposedPorts(8024, 8124)
                            .withEnv("AXONIQ_AXONSERVER_STANDALONE", "true")
                            .waitingFor(Wait.forHttp("/actuator/health").forPort(8024));
            server.start();
            return server.getHost() + ":" + server.getMappedPort(8124);
        }
    }
}
