package nexus.query;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** The side that remembers for readers, as a process of its own. */
@SpringBootApplication(
        scanBasePackages = {"nexus.platform", "nexus.query"},
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
class QuerySideApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(QuerySideApplication.class, arguments);
    }
}
