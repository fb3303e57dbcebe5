package nexus.benchmark;

import java.util.List;

/** One kind of work that is measured. */
interface Scenario {

    /** The name it is asked for by. */
    String name();

    /** Whether a goal hangs on it, or an answer that a rough look at the engine is to give. */
    default boolean isEssential() {
        return true;
    }

    List<Result> measure(Laboratory laboratory);
}
