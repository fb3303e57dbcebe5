package nexus.app;

import nexus.testing.Client;
import nexus.testing.TestServers;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A test on the whole engine and real servers; all of these share one engine. */
@SpringBootTest(classes = NexusApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
public abstract class EngineTest {

    @LocalServerPort protected int port;

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        TestServers.register(registry);
    }

    /** Somebody new with an organization of their own. */
    protected Client registered() {
        return Client.registered("http://127.0.0.1:" + port);
    }

    /** Who runs the installation. */
    protected Client operator() {
        return Client.operator("http://127.0.0.1:" + port);
    }

    /** Somebody who is not logged in. */
    protected Client anonymous() {
        return new Client("http://127.0.0.1:" + port);
    }
}
