package nexus.eventstore;

import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Holds one store to every check, and says which do not apply to its kind. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ConformanceSuite {

    private final Supplier<Store> opening;
    private @Nullable Store opened;

    ConformanceSuite(Supplier<Store> opening) {
        this.opening = opening;
    }

    @BeforeAll
    final void open() {
        opened = opening.get();
    }

    @TestFactory
    final Stream<DynamicTest> it_conforms() {
        var store = Objects.requireNonNull(opened);
        return Conformance.checks().stream().map(check -> test(check, store));
    }

    private static DynamicTest test(Conformance.Named check, Store store) {
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
        if (opened != null) {
            opened.close();
        }
    }
}
