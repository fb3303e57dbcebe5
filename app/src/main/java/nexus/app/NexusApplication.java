package nexus.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** The command side and the query side together in one process. */
@SpringBootApplication(
        scanBasePackages = {"nexus.platform", "nexus.command", "nexus.query", "nexus.app"},
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
class NexusApplication {}
