package nexus.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
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
}
