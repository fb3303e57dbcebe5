package nexus.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The command side and the query side together in one process. */
@SpringBootApplication(
        scanBasePackages = {"nexus.platform", "nexus.command", "nexus.query", "nexus.app"})
class NexusApplication {}
