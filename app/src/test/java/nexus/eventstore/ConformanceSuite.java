package nexus.eventstore;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Holds one store to every check, and says which do not apply to its kind. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ConformanceSuite {

    private final Store store;

    ConformanceSuite(Store store) {
        this.store = store;
    }

    @TestFactory
    final Stream<DynamicTest> it_conforms() {
        return Conformance.checks().stream().map(this::test);
    }

    private DynamicTest test(Conformance.Named check) {
        return DynamicTest.dynamicTest(
                check.name(),
                () -> {
                    Assumptions.assumeTrue(
                            store.abilities().containsAll(check.of()),
                            () -> "only asked of a store with " + check.of());
                    check.run(store);
                });
    }

    @AfterAll
    final void close() {
        store.close();
    }
}
