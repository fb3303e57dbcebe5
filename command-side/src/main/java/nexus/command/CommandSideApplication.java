package nexus.command;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** The side that decides, as a process of its own. */
@SpringBootApplication(
        scanBasePackages = {"nexus.platform", "nexus.command"},
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
class CommandSideApplication {

    public static void main(String[] arguments) {
        var application = new SpringApplication(CommandSideApplication.class);
        application.setDefaultProperties(Map.of("nexus.projections", "false"));
        application.run(arguments);
    }
}
