package nexus.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

    private static final ImportOption NO_TEST_JARS =
            location -> !location.contains("-tests.jar") && !location.contains("test-classes");

    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    .withImportOption(NO_TEST_JARS)
                    .importPackages("nexus");

    @ParameterizedTest
    @EnumSource(Rules.class)
    void the_house_keeps(Rules rule) {
        rule.rule.check(HOUSE);
    }

    /** Every rule has a breach below {@code guilty}, in a package of the rule's name. */
    @ParameterizedTest
    @EnumSource(Rules.class)
    void a_breach_is_found_of(Rules rule) {
        var folder = "guilty." + rule.name().toLowerCase(Locale.ROOT).replace("_", "");
        var guilty = new ClassFileImporter().importPackages(folder);
        assertThat(guilty).as("breaches in %s", folder).isNotEmpty();
        assertThatCode(() -> rule.rule.check(guilty)).isInstanceOf(AssertionError.class);
    }

    /** A rule that guards a misspelled package would hold for ever. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nexus.api.deal",
                "nexus.command.deal",
                "nexus.query.deal",
                "nexus.platform.eventstore",
                "nexus.platform.decider",
                "nexus.platform.routing"
            })
    void what_the_rules_name_is_there(String packageName) {
        assertThat(HOUSE.containPackage(packageName)).isTrue();
    }

    @Test
    void the_rules_about_kinds_of_classes_find_some() {
        assertThat(HOUSE).anyMatch(type -> type.getSimpleName().endsWith("CommandController"));
        assertThat(HOUSE).anyMatch(type -> type.getSimpleName().endsWith("QueryController"));
        assertThat(HOUSE.stream().filter(Rules::isDeciderOrState))
                .extracting(type -> type.getSimpleName())
                .contains("DealDecider", "Deal", "Terms", "PipelineDecider", "Pipeline");
    }
}
