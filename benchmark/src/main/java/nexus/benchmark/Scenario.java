package nexus.benchmark;

import java.util.List;

/** One kind of work that is measured. */
interface Scenario {

    /** The name it is asked for by. */
    String name();

    List<Result> measure(Laboratory laboratory);
}
