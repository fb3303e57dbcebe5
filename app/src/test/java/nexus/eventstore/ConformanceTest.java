package nexus.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The checks can tell a store from what only looks like one. */
class ConformanceTest {

    @TestFactory
    Stream<DynamicTest> a_store_that_keeps_nothing_fails() {
        return Conformance.checks().stream()
                .map(
                        check ->
                                DynamicTest.dynamicTest(
                                        check.name(),
                                        () ->
                                                assertThatThrownBy(() -> check.run(new NoOpStore()))
                                                        .isInstanceOf(AssertionError.class)));
    }

    @Test
    void there_is_something_to_fail() {
        assertThat(Conformance.checks()).hasSizeGreaterThan(20);
    }

    @Test
    void a_store_that_gives_a_version_twice_fails_for_that_and_not_for_what_it_can() {
        try (var store = new AxonsMemoryStore()) {
            assertThatThrownBy(() -> check("a version is given once").run(store))
                    .isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> check("a stream has no holes").run(store))
                    .isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> check("of 64 writers at one version one wins").run(store))
                    .isInstanceOf(AssertionError.class);
            assertThatCode(() -> check("an appended event is read back as it was").run(store))
                    .doesNotThrowAnyException();
            assertThatCode(() -> check("a reader goes on behind its token").run(store))
                    .doesNotThrowAnyException();
        }
    }

    private static Conformance.Named check(String name) {
        return Conformance.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
